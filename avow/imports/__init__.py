"""Files of people and counterparties, read row by row; nothing is half imported."""
