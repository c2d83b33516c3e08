"""One module for each thing that is shown or changed."""
