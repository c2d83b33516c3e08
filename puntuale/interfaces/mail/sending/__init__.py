"""Handing a mail over to the mail server that carries it further."""
