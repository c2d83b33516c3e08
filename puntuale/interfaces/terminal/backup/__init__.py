"""Backups: one file with everything an installation keeps, and the way back from it."""
