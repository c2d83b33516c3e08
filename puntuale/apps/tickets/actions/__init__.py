"""Everything that can be done to a request: one file for each kind of doing."""
