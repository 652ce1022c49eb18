"""The pages on which officers look into the register of counterparties, merge two entries that are one party, and
separate them again. Standings are confidential: for everybody else these pages do not exist."""
