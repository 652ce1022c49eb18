"""Slips for local HR; and the pages of the shared device."""
