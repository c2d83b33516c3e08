"""What a partner has at its desk besides requests: enquiries, customers, how it is found."""
