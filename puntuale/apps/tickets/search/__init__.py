"""Finding a request again by what was said in it: the same words on both databases."""
