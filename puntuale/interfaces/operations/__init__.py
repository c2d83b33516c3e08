"""The door for whoever looks after the installation, and for the programs that watch it."""
