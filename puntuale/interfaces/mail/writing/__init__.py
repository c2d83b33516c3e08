"""From an event to a mail that a customer understands and can answer."""
