"""From a mail that was read to the request it belongs to."""
