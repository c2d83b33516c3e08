"""Mail as it came in and as it goes out; it knows nothing of requests."""
