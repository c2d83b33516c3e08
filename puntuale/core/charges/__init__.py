"""What work costs under an agreement: exact, repeatable, and with its reasons."""
