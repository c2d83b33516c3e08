"""Pictures of others, made anew: what reaches a browser was drawn by us."""
