"""The promise before it is made: the board beside a form, and what was shown on it."""
