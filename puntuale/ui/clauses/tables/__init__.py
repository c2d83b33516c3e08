"""What an agreement says as tables, for readers who look something up: hours, promises, prices."""
