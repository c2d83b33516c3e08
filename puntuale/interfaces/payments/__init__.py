"""Payment providers: a page of theirs to pay on, and what they tell us afterwards."""
