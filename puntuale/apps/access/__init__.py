"""Who looked into a customer's data, and why; how the desk reaches a customer's system."""
