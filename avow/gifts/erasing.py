"""When somebody is erased, the views of the register go that they saved, and those that look for them by name."""

from typing import Any

from avow.gifts import filtering
from avow.gifts.models import SavedView
from avow.gifts.relatives import folded
from avow.people.models import Person


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """Remove them; the name is still there when this is called."""
    kind, _, public_id = key.partition(":")
    person = Person.objects.filter(public_id=public_id).first() if kind == "person" else None
    if person is None:
        return
    SavedView.objects.filter(person=person).delete()
    called = [view.pk for view in SavedView.objects.all() if _names(view, person)]
    SavedView.objects.filter(pk__in=called).delete()


def _names(view: SavedView, person: Person) -> bool:
    """Whether the view is called after the person, or looks for their number or words of their name."""
    name = folded(person.name)
    looked_for = str(filtering.read_text(view.query).given.get("person", ""))
    if looked_for and (looked_for.strip() == person.number or folded(looked_for) <= name):
        return True
    return len(name & folded(view.name)) >= min(2, len(name)) > 0
