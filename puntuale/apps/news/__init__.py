"""What the vendor tells many at once: bulletins, to whom they go, and who got them."""
