"""What goes in and comes out, as types; the description of the API is made from them."""
