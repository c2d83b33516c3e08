"""Other programs: the desk and the portal as values, for whoever shows a token."""
