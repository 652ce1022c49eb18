"""When somebody is erased, the copies of their name, number and address go. Their history keeps its typed columns."""

from typing import Any

from avow.people.models import Person

ERASED = "Erased person"


def blank(sender: Any, key: str, **kwargs: Any) -> None:
    """Take name, number and address from the person's row; the number becomes the random identifier."""
    kind, _, public_id = key.partition(":")
    if kind == "person":
        Person.objects.filter(public_id=public_id).update(name=ERASED, number=f"erased-{public_id}", email="")
