"""The door for attachments, the same for the desk and for customers."""
