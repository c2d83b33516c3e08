"""What a licence lets run, what a program is advised, and the files that say so without a network."""
