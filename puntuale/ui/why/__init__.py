"""The Why? drawing: how the time of one promise was and will be counted, day by day."""
