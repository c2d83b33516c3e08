"""What a partner has at its desk besides requests: enquiries, customers, registrations, how it is found."""
