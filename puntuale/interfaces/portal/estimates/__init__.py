"""Estimates as the customer meets them: by a mailed link without an account, or signed in."""
