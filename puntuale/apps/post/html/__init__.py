"""The HTML of a mail, made harmless when it is shown; what came in stays as it came."""
