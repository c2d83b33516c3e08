"""How it is reached: one door a folder; doors ignore each other."""
