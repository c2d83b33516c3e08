"""What is sold ahead and what is billed: orders, bank statements, balances, charges."""
