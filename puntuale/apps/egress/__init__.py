"""The one way to servers that somebody else named: never to a machine of our own network."""
