"""The door for mail, both ways."""
