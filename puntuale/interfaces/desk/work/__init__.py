"""Work on a request, and what it costs."""
