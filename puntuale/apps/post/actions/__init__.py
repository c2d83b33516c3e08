"""What can be done to mail as bytes and envelopes."""
