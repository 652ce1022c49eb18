"""Gifts brought in from an earlier register: they count in every window, and nobody reviews them one by one."""

from avow.gifts.models import PastGift


def is_past(disclosure) -> bool:
    """Whether it was brought in rather than disclosed here."""
    return PastGift.objects.filter(disclosure=disclosure).exists()
