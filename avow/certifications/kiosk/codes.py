"""What a one-time code looks like, and what is kept of it."""

import secrets

from django.utils.crypto import salted_hmac

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0 and O, no 1 and I: 32 signs, so that eight of them are 40 bits, which nobody tries out through a throttled
page."""
LENGTH = 8


def new() -> str:
    """Eight signs by chance."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """ABCDEFGH → "ABCD-EFGH"."""
    return f"{code[:4]}-{code[4:]}"


def digest(typed: str) -> str:
    """What is kept, of 64 hexadecimal digits: made with the key of this installation, so that a copy of the database
    alone gives no code away. Capitals, blanks and hyphens do not matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return salted_hmac("avow one-time code", plain, algorithm="sha256").hexdigest()
