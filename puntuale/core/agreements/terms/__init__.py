"""An agreement made ready to be asked: its calendars, promises and rules as plain values."""
