"""Estimates on a request: composed with a price beside them, sent, revised, taken back."""
