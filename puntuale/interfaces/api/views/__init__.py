"""One module for each kind of thing: what can be read, and what can be done."""
