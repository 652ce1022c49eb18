"""How leave stands for a disclosure: computed from rows. What the manager was asked about is compared here as well."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from avow.adoptions.current import pack_by_hash
from avow.disclosures.forms.keeping import is_open, is_typed
from avow.disclosures.models import Disclosure, Version
from avow.gifts.models import Gift
from avow.leave.models import Leave
from avow.policy import Pack

ALSO = ("face_value", "shared_by", "occasions", "is_favour", "holder")
"""What the manager is not shown word by word, but what they give leave for all the same."""


def current(disclosure: Disclosure) -> Leave | None:
    """The leave that is about its latest version, if any was asked for."""
    rows = Leave.objects.filter(version__disclosure=disclosure).current()
    return rows.select_related("version", "answered", "given", "lapsed").order_by("-pk").first()


def needed(pack: Pack, kind: str) -> bool:
    """Whether something of this kind needs leave under the policy."""
    return pack.leave is not None and kind in pack.leave.kinds


def is_unused(leave: Leave) -> bool:
    """Whether it was refused or lapsed, and nobody told that it was given all the same."""
    if told(leave, "given"):
        return False
    answered = told(leave, "answered")
    return bool(told(leave, "lapsed") or (answered and not answered.is_given))


def given_already(disclosures: Iterable[int]) -> set[int]:
    """Which of these, by primary key, were given: as was told once leave had been asked, or before it was. In two
    queries."""
    keys = list(disclosures)
    rows = Leave.objects.filter(version__disclosure__in=keys).current().order_by("pk")
    asked = dict(rows.values_list("version__disclosure", "given"))
    columns = ("disclosure", "version__pack_hash", "kind", "on", "sent_at")
    lines = Gift.objects.filter(disclosure__in=[key for key in keys if key not in asked], counts=True)
    before = {
        key
        for key, pack_hash, kind, on, sent_at in lines.values_list(*columns)
        if needed(pack_by_hash(pack_hash), kind) and on < timezone.localdate(sent_at)
    }
    return before | {key for key, given in asked.items() if given is not None}


def holds_back(disclosure: Disclosure) -> bool:
    """Whether no review begins yet, or at all: while leave is waited for, and when nothing is given without it."""
    leave = current(disclosure)
    if leave is None:
        return False
    return is_unused(leave) or Leave.objects.filter(pk=leave.pk).waiting().exists()


def covers(leave: Leave) -> bool:
    """Whether what was given was given with leave: not before it, and not after its last day."""
    answered, given = told(leave, "answered"), told(leave, "given")
    return bool(answered and answered.is_given and given and answered.on <= given.given_on <= leave.last_day)


def told(leave: Leave, what: str):
    """The row that says so ("answered", "given", "lapsed"), or None."""
    return getattr(leave, what, None)


def matter(pack: Pack, said: Mapping[str, object], *, typed: bool = False) -> dict[str, object]:
    """What leave is asked for: what whoever is asked is shown, and what else makes it what it is. With `typed` only
    what is kept in the clear."""
    return {
        name: said.get(name)
        for name, fact in pack.facts.items()
        if fact.source == "answer"
        and (name in ALSO or "management" in fact.audience)
        and (is_typed(pack, name) if typed else is_open(pack, name))
    }


def same(pack: Pack, one: Version, other: Version) -> bool:
    """Whether two versions ask the same of the manager: another amount, party, day or thing is another matter."""
    return (
        one.kind == other.kind
        and one.on == other.on
        and one.counterparty_id == other.counterparty_id
        and matter(pack, one.open_answers()) == matter(pack, other.open_answers())
    )
