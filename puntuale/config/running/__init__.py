"""How it runs: the web server, the worker and the mail listener, kept together and alive."""
