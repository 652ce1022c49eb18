"""The clock, read once at the edge. Everything inside takes `on=` (a day) or `at=` (an instant)."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, with its zone."""
    return timezone.now()


def today() -> date:
    """The present day in the installation's time zone."""
    return timezone.localdate()
