"""What programs ask about their licence, and the keys that prove the answers."""
