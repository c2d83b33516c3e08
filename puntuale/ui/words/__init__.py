"""What the core decided, said in the reader's language: hours, durations, promises, reasons."""
