"""What goes when; erasing a person without breaking the ledger."""
