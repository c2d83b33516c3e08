"""The door for attachments."""
