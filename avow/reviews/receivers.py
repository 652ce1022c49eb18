"""What reviews does when something happens in the rooms below, in the same transaction."""

from avow.reviews.acts.opening import open_case


def on_submitted(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """A version came in: open its case, or take the new version under review."""
    open_case(disclosure, version, judgement, entry, on, at)
