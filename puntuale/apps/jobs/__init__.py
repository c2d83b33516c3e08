"""What is to happen by itself, and did."""
