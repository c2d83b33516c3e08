"""The parts of a document, one file for each; every key they ask for is a key that is known."""
