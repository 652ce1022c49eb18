"""A small register to try the ledger on: visits, which stay as they are, and posts, which end."""
