"""Puntuale, the support desk that keeps its word."""

__version__ = "0.1.0"
