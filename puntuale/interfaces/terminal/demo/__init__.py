"""The demo: an invented software house with its agents, customers and requests."""
