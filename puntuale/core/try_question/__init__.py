"""Asking an agreement what it would do, without any database: `puntuale agreement try`."""
