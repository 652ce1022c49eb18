"""The list of possible breaches, one of them, and what stands about it on the case page."""
