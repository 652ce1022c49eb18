"""Roles, participants of a case, sign-in, who read what."""
