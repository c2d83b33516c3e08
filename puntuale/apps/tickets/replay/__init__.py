"""Requests of a period as they would have run under other terms; they stay as they are."""
