"""Who opened what a customer gave on a request, why, and how the customer's system is reached."""
