"""When a version comes in, or the person says that they started: look at the days, in the same transaction."""

from avow.breaches.finding import find


def on_submitted(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """A version came in; what it says about an existing activity is looked at."""
    find(disclosure, version, on, at)


def on_started(sender, disclosure, started, entry, on, at, **rest) -> None:
    """The person says since when they have been at it."""
    find(disclosure, disclosure.latest_version, on, at)
