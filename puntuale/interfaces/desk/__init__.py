"""The door for support staff."""
