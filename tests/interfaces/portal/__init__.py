"""The customers' door."""
