"""What the desk does with its time."""
