"""Every component in every state, on one page: for building, looking and checking."""
