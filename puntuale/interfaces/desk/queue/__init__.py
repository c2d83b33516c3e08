"""The queue's page: what falls due next, and what is done to many requests at once."""
