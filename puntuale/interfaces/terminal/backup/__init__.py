"""A copy of everything that an installation keeps, and back (docs/decisions/0005-backup.md)."""
