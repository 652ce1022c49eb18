"""What runs in the background, once."""
