"""Inspecting the register: what was looked at, put on record line by line, with a remark, signed and dated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from avow.disclosures.acts.refusals import Refused
from avow.disclosures.models import Disclosure, Judgement
from avow.gifts.models import Gift, InspectedLine, Inspection
from avow.gifts.registers import chunks
from avow.gifts.relatives import folded
from avow.ledger import tree
from avow.ledger.acts import Doc, hold, record
from avow.ledger.canonical import canonical
from avow.ledger.identifiers import public_id
from avow.people.models import Person

MOST = 50_000
"""Lines that one inspection holds."""
LONGEST = 4000
SUBJECT = "register:gifts"


@dataclass(frozen=True)
class Looked:
    """A line as it was looked at: the disclosure's public id, the number of its version, and the entry in which it was
    last judged."""

    disclosure: str
    version: int
    judgement: int

    def leaf(self) -> bytes:
        return tree.leaf_hash(canonical([self.disclosure, self.version, self.judgement]))

    def written(self) -> list[object]:
        return [self.disclosure, self.version, self.judgement]


def looked_at(lines: QuerySet[Gift]) -> list[Looked]:
    """These lines as they are now, in the order of their public ids."""
    rows = lines.order_by().values_list("disclosure__public_id", "version", "version__number")
    found = list(rows[: MOST + 1])
    judged = entries(lines)
    return [Looked(name, number, judged[version]) for name, version, number in sorted(found)]


def entries(lines: QuerySet[Gift]) -> dict[int, int]:
    """The entry in which each version was last judged, by its primary key."""
    rows = Judgement.objects.filter(version__in=lines.order_by().values("version")).order_by("pk")
    return dict(rows.values_list("version", "attested__entry"))


def root_of(looked: Iterable[Looked]) -> str:
    """The Merkle root over the lines."""
    return tree.root(one.leaf() for one in looked).hex()


@transaction.atomic
def inspect(
    lines: QuerySet[Gift],
    *,
    by: Person,
    first: date,
    last: date,
    filters: Mapping[str, object],
    shown: str,
    remark: str,
    name: str,
    on: date,
    at: datetime,
) -> Inspection:
    """Sign that one looked at these lines, of the days `first` to `last` and narrowed by `filters`. `shown` is the root
    over what was on the page, `name` the officer's own, typed as a signature.

    Which lines one may see is for the caller. Raises Refused: without a remark or the name, for too many lines, and
    where a line is not any more what was shown.
    """
    if not remark.strip():
        raise Refused("Say what you found, in a sentence. “Nothing stood out” is a finding too.")
    if len(remark) > LONGEST:
        raise Refused(f"This is {len(remark)} characters long; {LONGEST} are enough.")
    if folded(name) != folded(by.name):
        raise Refused(f"Sign with your own name, as it is in the people register: {by.name}.")
    if first > last:
        raise Refused("The last day is before the first.")
    if last > on:
        raise Refused("The last day is still to come. What comes until then has not been looked at.")
    hold()
    looked = looked_at(lines)
    _refuse(looked, shown)
    number = public_id()
    body = {
        "inspection": number,
        "by": by.public_id,
        "on": on.isoformat(),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "filters": dict(filters),
        "count": len(looked),
        "root": root_of(looked),
        "lines": [one.written() for one in looked],
        "remark": remark.strip(),
        "signed": " ".join(name.split()),
    }
    doc = Doc(Inspection.schema, body, key=by.key)
    entry = record("register inspected", actor=by, acting_as="officer", subject=SUBJECT, at=at, docs=[doc])
    row = Inspection.objects.create(
        attested=entry.documents[0], public_id=number, by=by, on=on, first=first, last=last, is_whole=not filters,
        count=len(looked), root=body["root"],
    )  # fmt: skip
    if not row.is_whole:
        keep_lines(row, [one.disclosure for one in looked])
    return row


def keep_lines(inspection: Inspection, looked: Iterable[str]) -> None:
    """The lines with these public ids, as rows, so that no document is opened to know who may see none of them."""
    for some in chunks(looked):
        keys = Disclosure.objects.filter(public_id__in=some).values_list("pk", flat=True)
        InspectedLine.objects.bulk_create(InspectedLine(inspection=inspection, disclosure_id=key) for key in keys)


def _refuse(looked: Sequence[Looked], shown: str) -> None:
    if len(looked) > MOST:
        raise Refused(f"These are more than {MOST:,} lines. Choose fewer days, and inspect the others after them.")
    if root_of(looked) != shown:
        raise Refused("A line was added or changed since you opened this page. Look at the lines below once more.")
