"""What the authority is owed of a vulnerability, shown to its group and noted by it."""
