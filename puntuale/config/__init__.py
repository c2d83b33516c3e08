"""How it is wired: settings, environment, checks, addresses, commands."""
