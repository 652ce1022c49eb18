# ruff: noqa: S608  # SQL is what is written here, of conditions that this room makes
"""Trying rules on the past, whatever for: the records read in, grouped, judged twice and compared."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db.models import QuerySet

from avow.disclosures.models import Judgement
from avow.policy.many import Judging
from avow.policy.pack import Pack
from avow.trials import groups, judging
from avow.trials.groups import Membership
from avow.trials.judging import Rules
from avow.trials.records import ERASED, OTHER_KIND, Record, erased, records
from avow.trials.table import Past, of_its_kinds

MEMORY = "1GB"
Told = Callable[[str, int], None]
"""Told what is being done, and how many records were read so far."""


@dataclass
class Sides:
    """The rules of both sides, made once the packs by which the records were judged are known."""

    packs: Mapping[str, Pack]
    old: list[Rules]
    new: list[Rules]
    newest: Pack
    present_hash: str = ""


@dataclass
class Came:
    """What came of it, while the table is still there."""

    past: Past
    judged: int
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def hashes(self) -> list[str]:
        """The packs by which the records were judged."""
        found = self.past.connection.execute("SELECT DISTINCT pack_hash FROM past ORDER BY 1").fetchall()
        return [hash_ for (hash_,) in found]


@contextmanager
def tried(
    found: QuerySet[Judgement],
    sides: Sides,
    *,
    new_groups: Callable[[list[str]], Iterable[Membership]] | None = None,
    leave_out: Mapping[str, Callable[[Record], bool]] | None = None,
    told: Told = lambda stage, done: None,
) -> Iterator[Came]:
    """Judge these records under both sides. The old side has the groups of then, the new side those of `new_groups`
    where given. `leave_out` names, by why, the records that are not looked at though they count in totals; those of
    erased people are not even read. Spills into a private folder that is gone at the end."""
    wanted = {} if leave_out is None else dict(leave_out)
    away = erased()
    left: Counter[str] = Counter()
    silent: set[int] = set()

    def known() -> Iterator[Record]:
        for record in records(found):
            if record.person in away:
                left[ERASED] += 1
                continue
            why = next((why for why, is_so in wanted.items() if is_so(record)), None)
            if why is not None:
                left[why] += 1
                silent.add(record.disclosure)
            yield record

    with tempfile.TemporaryDirectory(prefix="avow-trial-") as spill, Judging(memory=MEMORY, spill=spill) as place:
        past = Past(place, [*sides.packs.values(), sides.newest])
        told("reading the past", 0)
        count = 0
        for count in past.add(known()):
            told("reading the past", count)
        past.look_at_all_but(silent)
        told("looking up corporate groups", count)
        parties = past.parties()
        past.group("then", groups.then(parties))
        if new_groups is not None:
            past.group("asked", new_groups(parties))
        told("judging by the rules of then", count)
        judging.judge(past, "old", "then", sides.old)
        told("judging by the version tried", count)
        judging.judge(past, "new", "asked" if new_groups is not None else "then", sides.new)
        looked_at = f"looked_at AND {of_its_kinds(sides.newest)}"
        judging.compare(past, "old", "new", looked_at)
        others = past.number(f"SELECT count(*) FROM past WHERE looked_at AND NOT {of_its_kinds(sides.newest)}")
        if others:
            left[OTHER_KIND] = others
        judged = past.number(f"SELECT count(*) FROM past WHERE {looked_at}")
        yield Came(past, judged, dict(sorted(left.items())))
