"""Calls to make, and those of one request."""
