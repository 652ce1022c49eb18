"""The company's past, record by record: the last version of every disclosure that was not withdrawn, with the facts
that were kept when it was last judged. Read in a fixed number of queries, and never all at once."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from avow.disclosures.models import Ending, Judgement, Version, Withdrawal
from avow.disclosures.party import said
from avow.ledger import keyring
from avow.people.models import PersonRecord
from avow.policy import normalised

CHUNK = 2000
ERASED = "of people who were erased"
OTHER_KIND = "of a kind that the version does not have"
BEFORE = "before the first day asked about"
"""Why a record is left out."""


@dataclass(frozen=True)
class Record:
    """One disclosure as it is judged. `facts` are as kept: text, true, false, or None for unknown."""

    disclosure: int
    public_id: str
    number: int
    on: date
    kind: str
    person: str
    pack_hash: str
    country: str | None
    party: str | None
    other_side: str | None
    facts: dict[str, object] = field(repr=False)

    @property
    def grade(self) -> str:
        """Of the person on the judged day; "" where nobody said."""
        return str(self.facts.get("grade") or "")


def judgements(since: date | None = None, until: date | None = None) -> QuerySet[Judgement]:
    """The last judgement of the last version of each disclosure that is not withdrawn, on these judged days."""
    later = Judgement.objects.filter(version=OuterRef("version"), pk__gt=OuterRef("pk"))
    newer = Version.objects.filter(disclosure=OuterRef("version__disclosure"), number__gt=OuterRef("version__number"))
    withdrawn = Withdrawal.objects.filter(disclosure=OuterRef("version__disclosure"))
    found = Judgement.objects.filter(~Exists(later), ~Exists(newer), ~Exists(withdrawn))
    if since:
        found = found.filter(version__on__gte=since)
    return found.filter(version__on__lte=until) if until else found


def over_by(day: date) -> set[int]:
    """The disclosures, by primary key, of which the person said that they were over before this day."""
    return set(Ending.objects.filter(ended_on__lt=day).values_list("disclosure", flat=True))


def erased() -> set[str]:
    """The public ids of the people whose key was destroyed."""
    return {key.removeprefix("person:") for key in keyring.destroyed() if key.startswith("person:")}


def records(found: QuerySet[Judgement]) -> Iterator[Record]:
    """These judgements as records, in the order of disclosures."""
    countries = _Countries()
    columns = (
        "version__disclosure", "version__disclosure__public_id", "version__number", "version__on", "version__kind",
        "version__disclosure__person", "version__disclosure__person__public_id", "version__pack_hash",
        "version__counterparty", "version__counterparty__public_id", "version__facts", "facts",
    )  # fmt: skip
    rows = found.order_by("version__disclosure").values_list(*columns)
    resolved = said()
    for (
        pk, public_id, number, on, kind, person, known_as, pack_hash, chosen, party, answers, facts,
    ) in rows.iterator(CHUNK):  # fmt: skip
        if row := resolved.get((pk, chosen, normalised(str(answers.get("other_side") or "")))):
            party = row.counterparty.public_id if row.counterparty else None
        told = facts.get("country", countries.of(person, on))
        typed = facts.get("other_side", answers.get("other_side"))
        yield Record(
            disclosure=pk,
            public_id=public_id,
            number=number,
            on=on,
            kind=kind,
            person=known_as,
            pack_hash=pack_hash,
            country=str(told) if told else None,
            party=party,
            other_side=str(typed) if typed else None,
            facts={**answers, **facts},
        )


class _Countries:
    """The country of each person's employer on a day, for packs that do not keep it among the facts."""

    def __init__(self) -> None:
        self.spans: dict[int, list[tuple[date, date, str]]] = {}
        rows = PersonRecord.objects.order_by("person", "from_day", "id")
        for person, first, last, country in rows.values_list("person", "from_day", "to_day", "country").iterator(CHUNK):
            self.spans.setdefault(person, []).append((first, last or date.max, country))

    def of(self, person: int, on: date) -> str | None:
        spans = self.spans.get(person, [])
        before = spans[: bisect_right(spans, on, key=lambda span: span[0])]
        return next((country or None for first, last, country in reversed(before) if first <= on < last), None)
