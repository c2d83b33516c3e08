"""Agreements: the list, and the page of one, one file for each question it answers."""
