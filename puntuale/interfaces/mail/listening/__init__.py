"""The listener for the mail server on this machine."""
