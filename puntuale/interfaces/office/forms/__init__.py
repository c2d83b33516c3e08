"""What the office fills in: explicit fields, errors that say what to do."""
