"""The page of one request, and everything that is done on it."""
