"""Possible breaches, listed for a human."""
