"""Vulnerabilities that are being exploited: what the authority was told of them, and by when it has to be."""
