"""Public identifiers: random, so that they reveal no counts and no order."""

import secrets

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def public_id() -> str:
    """Twelve characters of Crockford's base32 in lower case: 60 random bits."""
    bits = secrets.randbits(5 * LENGTH)
    return "".join([CROCKFORD[bits >> place & 31] for place in range(0, 5 * LENGTH, 5)])
