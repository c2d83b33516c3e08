"""What was done: time entries, timers, remote sessions."""
