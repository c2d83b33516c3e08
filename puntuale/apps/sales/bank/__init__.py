"""Statements of a bank: read as CAMT.053 or CSV, and what each line of them pays."""
