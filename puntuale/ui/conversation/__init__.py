"""What was said and what happened on a request, in the order of time, in the reader's words."""
