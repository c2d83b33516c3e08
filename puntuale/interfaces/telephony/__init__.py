"""Telephone systems tell what becomes of calls; whatever they sign is believed, and nothing else."""
