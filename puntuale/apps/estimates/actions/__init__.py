"""What is done with estimates: drafted, sent, decided, ended."""
