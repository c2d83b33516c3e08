"""Requests: what was said, what happened, and which promises run."""
