"""Facts that Avow looks up from what was said: is the colleague above or below in the reporting line (4.9), what is it
worth in the currency of the policy, and whatever rooms above know of a disclosure.

    computing.register(leave_given, beforehand=read)      in AppConfig.ready()

A source is asked at each judging, and again whenever something is judged again. Where very many are, `read` has every
source look up beforehand, in a few queries, what it would look up for each.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from avow.people.line import is_below
from avow.people.models import Person
from avow.policy import Pack, normalised
from avow.rates.current import Held

SOURCE = "the reporting line, looked up"
MOST = 20
"""People of one name beyond which looking up says nothing."""


@dataclass(frozen=True)
class Known:
    """What a fact is, as answers are kept (text, true, false, None for unknown), and where it comes from, in words."""

    value: object
    source: str = SOURCE


@dataclass(frozen=True)
class Asked:
    """What a source may look at: the pack, the disclosure (perhaps only a draft, or not kept at all: `disclosure` is
    unsaved then), what was said, the day judged, the other side in the register, and the day on which it was sent or
    would be. `rates` are the reference rates, where many are asked about at once, and `memo` is what sources `read` for
    all of these, or keep there themselves. `is_past`: it is brought in from an earlier register, and was never sent
    in here."""

    pack: Pack
    disclosure: object
    said: Mapping[str, object]
    on: date
    counterparty: object = None
    sent_on: date | None = None
    rates: Held | None = None
    memo: dict[str, object] | None = None
    is_past: bool = False


Source = Callable[[Asked], Mapping[str, Known]]
Beforehand = Callable[[Collection[int]], Mapping[str, object]]
_sources: dict[Source, Beforehand | None] = {}


def register(source: Source, beforehand: Beforehand | None = None) -> Source:
    """Ask this too; registering the same one twice changes nothing. What it says wins over what was answered.

    `beforehand` gives, by names of its own, what the source looks up of these disclosures (primary keys).
    """
    _sources[source] = beforehand
    return source


def read(disclosures: Collection[int]) -> dict[str, object]:
    """What every source looks up of these disclosures: the `memo` for whoever asks about them."""
    found: dict[str, object] = {}
    for beforehand in _sources.values():
        if beforehand is not None:
            found |= beforehand(disclosures)
    return found


def facts(asked: Asked) -> dict[str, Known]:
    """Each computed fact that this disclosure gives rise to; of value None where it cannot be said."""
    from avow.disclosures import worth

    pack, said, found = asked.pack, asked.said, {}
    if "in_one_line" in pack.facts and "colleague" in said:
        found["in_one_line"] = Known(in_one_line(asked.disclosure.person, said["colleague"], asked.on))
    found |= worth.amount(pack, said, asked.on, asked.rates)
    for source in _sources:
        found |= {name: known for name, known in source(asked).items() if name in pack.facts}
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
