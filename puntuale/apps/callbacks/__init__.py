"""Calls that were asked for: who is called when, by whom, and how it went."""
