"""What customers fill in."""
