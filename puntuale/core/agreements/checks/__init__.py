"""What must hold before an agreement may be activated, one question a file."""
