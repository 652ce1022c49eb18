"""Facts that Avow looks up from what was said: is the colleague above or below in the reporting line (4.9)?"""

from collections.abc import Mapping
from datetime import date

from avow.people.line import is_below
from avow.people.models import Person
from avow.policy import Pack, normalised

SOURCE = "the reporting line, looked up"
MOST = 20
"""People of one name beyond which looking up says nothing."""


def facts(pack: Pack, person: Person, said: Mapping[str, object], on: date) -> dict[str, object]:
    """Each computed fact that this disclosure gives rise to; None where it cannot be said."""
    found: dict[str, object] = {}
    if "in_one_line" in pack.facts and "colleague" in said:
        found["in_one_line"] = in_one_line(person, said["colleague"], on)
    return found


def in_one_line(person: Person, colleague: object, on: date) -> bool | None:
    """Whether somebody of that name is above or below the person, at any depth. None when nobody is called so, or when
    several are and they differ."""
    if not isinstance(colleague, str) or not (wanted := normalised(colleague)):
        return None
    first = wanted.split()[0]
    near = Person.objects.filter(name__icontains=first).exclude(pk=person.pk).order_by("pk")
    if not first.isascii():
        near = Person.objects.exclude(pk=person.pk).order_by("pk")
    same = [one for one in near.only("pk", "name", "public_id").iterator() if normalised(one.name) == wanted]
    if not same or len(same) > MOST:
        return None
    answers = {is_below(one, person, on) or is_below(person, one, on) for one in same}
    return answers.pop() if len(answers) == 1 else None
