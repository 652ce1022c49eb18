"""The forms of the register of gifts."""
