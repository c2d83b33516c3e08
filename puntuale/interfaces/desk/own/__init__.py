"""What belongs to the person who works: notices and profile."""
