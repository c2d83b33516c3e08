"""What is supported: products, and the licences that name them."""
