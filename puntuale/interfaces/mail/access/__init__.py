"""Signing in to a mailbox by what its provider grants, instead of by a password."""
