"""The door for people at a command line."""
