"""Avow: a company lives by its conflict-of-interest policy."""

__version__ = "0.1.0"
