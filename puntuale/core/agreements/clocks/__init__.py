"""Where every promise on a request stands, read from its history, and why."""
