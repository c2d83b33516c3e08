"""What is done about sales: each deed one transaction."""
