"""From raw bytes to what a person wrote. No Django here: it runs in a process that may be killed."""
