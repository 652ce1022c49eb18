"""Attached files: what may be attached, where the sealed bytes lie, and what is cleared away."""
