"""What is filled in about leave to give."""
