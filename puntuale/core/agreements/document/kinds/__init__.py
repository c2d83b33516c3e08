"""What one value of a document may be, one kind a file."""
