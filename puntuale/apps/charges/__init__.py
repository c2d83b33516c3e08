"""What work costs: rated by the core, posted to the ledger, kept with its reasons."""
