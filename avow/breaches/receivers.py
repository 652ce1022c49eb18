"""When a version comes in, or the person says that they started, or gave it: look at the days, in the same
transaction."""

from avow.breaches.finding import find, find_entered, find_given


def on_submitted(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """A version came in; what it says about an existing activity is looked at."""
    find(disclosure, version, on, at)
    find_entered(disclosure, version, judgement, on, at)


def on_started(sender, disclosure, started, entry, on, at, **rest) -> None:
    """The person says since when they have been at it."""
    find(disclosure, disclosure.latest_version, on, at)


def on_given(sender, disclosure, leave, given, entry, on, at, **rest) -> None:
    """The person says on which day they gave it."""
    find_given(disclosure, leave, given, on, at)
