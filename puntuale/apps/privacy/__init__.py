"""What people may ask about their data, and what is kept for how long: copies, erasure, retention."""
