"""What was done on requests: raw time, timers, remote sessions. Never rounded, never rewritten."""
