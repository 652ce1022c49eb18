"""Public identifiers: random, so that they reveal no counts and no order."""

import secrets

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def public_id() -> str:
    """Twelve characters of Crockford's base32 in lower case: 60 random bits."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(LENGTH))
