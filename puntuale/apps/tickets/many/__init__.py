"""One deed done to many requests, and undone again."""
