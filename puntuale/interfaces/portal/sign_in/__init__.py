"""Signing in: allauth carries it out, in our words and within our limits."""
