"""The door for customers, and the public pages."""
