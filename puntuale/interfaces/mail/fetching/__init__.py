"""Fetching mail from a mailbox on another server, by IMAP."""
