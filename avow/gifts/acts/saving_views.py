"""Keeping filters of the register under a name, renaming and removing them. Working rows: nothing that anybody said."""

from django.db import IntegrityError, transaction

from avow.disclosures.acts.refusals import Refused
from avow.gifts.models import SavedView
from avow.people.models import Person

LONGEST = 80
LONGEST_QUERY = 1000
MOST = 50


@transaction.atomic
def save_view(person: Person, name: str, query: str) -> SavedView:
    """Keep these filters under the name, in place of what had the name. Raises Refused."""
    name = _named(name)
    if len(query) > LONGEST_QUERY:
        raise Refused("These filters are too long to be kept. Leave some words out.")
    there = SavedView.objects.select_for_update().filter(person=person)
    if name not in {view.name for view in there} and len(there) >= MOST:
        raise Refused(f"You have {MOST} saved views. Remove one first.")
    view, _ = SavedView.objects.update_or_create(person=person, name=name, defaults={"query": query})
    return view


def rename_view(person: Person, name: str, to: str) -> SavedView:
    """Give the view another name. Raises Refused, SavedView.DoesNotExist."""
    name, to = _named(name), _named(to)
    try:
        with transaction.atomic():
            view = SavedView.objects.select_for_update().get(person=person, name=name)
            view.name = to
            view.save(update_fields=["name"])
    except IntegrityError:
        raise Refused(f"You have a view called “{to}” already.")
    return view


def delete_view(person: Person, name: str) -> bool:
    """Remove the view; False where there was none."""
    return bool(SavedView.objects.filter(person=person, name=_named(name)).delete()[0])


def _named(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Refused("Give it a name.")
    if len(name) > LONGEST:
        raise Refused(f"A name has at most {LONGEST} characters.")
    return name
