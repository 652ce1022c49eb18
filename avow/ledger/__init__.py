"""What was done, by whom, in an order nobody can change: entries, signed heads, sealed contents and their keys."""
