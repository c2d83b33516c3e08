"""Replies that are written once and used often, in both languages."""
