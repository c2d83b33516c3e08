"""What anybody may read: what we promise, when we are closed; and calendars to subscribe to."""
