"""The queue: open requests in the order in which their promises fall due."""
