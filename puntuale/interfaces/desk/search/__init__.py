"""Finding a request by its words or its number."""
