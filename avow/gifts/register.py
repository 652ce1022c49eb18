"""Keeping the lines of the register: one for each gift or invitation that was sent in, as it is judged now.

Everything a line says can be made again from the latest version and its latest judgement; `line_of` makes it, `keep`
writes it in the transaction of the act, and `avow gifts check` compares.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from avow.adoptions.current import pack_by_hash
from avow.counterparties.models import Counterparty, CounterpartyRecord
from avow.disclosures.models import Disclosure, Judgement, Version, Withdrawal
from avow.disclosures.party import parties_of
from avow.gifts.models import Gift, PastGift
from avow.people.models import PersonRecord
from avow.policy import Pack, normalised

GRAVITY = ("note", "judgement", "approval", "prohibited")
NAMES = 300


def is_gift(pack_hash: str, kind: str) -> bool:
    """Whether entries of this kind are in the register: those that the policy only records, within the limits."""
    found = pack_by_hash(pack_hash).kinds.get(kind)
    return found is not None and found.register_only


def gravest(findings: Iterable[Mapping]) -> str:
    """The gravest finding, "" for none."""
    return max((finding["finding"] for finding in findings), key=GRAVITY.index, default="")


def keep(version: Version) -> Gift | None:
    """Write the line of this version's disclosure; None where it is no gift."""
    if not is_gift(version.pack_hash, version.kind):
        return None
    (line,) = lines_of([version])
    Gift.objects.update_or_create(disclosure=version.disclosure, defaults=line)
    return Gift.objects.get(disclosure=version.disclosure)


@dataclass(frozen=True)
class Read:
    """What lines are made from beside the versions: the latest judgement of each, by its primary key, and by that of
    its disclosure the other side's, and which were withdrawn."""

    judged: dict[int, Judgement]
    parties: Mapping[int, int | None]
    withdrawn: Set[int]


def read(versions: list[Version], judged: dict[int, Judgement] | None = None) -> Read:
    """Of these versions, in three queries; `judged` where the latest judgements are at hand."""
    if judged is None:
        rows = Judgement.objects.filter(version__in=versions).order_by("pk")
        judged = {row.version_id: row for row in rows.iterator(2000)}
    gone = Withdrawal.objects.filter(disclosure__in=[version.disclosure_id for version in versions])
    return Read(
        judged,
        parties_of(versions),
        set(gone.values_list("disclosure", flat=True)),
    )


def lines_of(versions: Iterable[Version], there: Read | None = None) -> list[dict[str, object]]:
    """What the lines of these versions hold, in the same order, in a fixed number of queries. Each version is the
    latest of its disclosure; `disclosure` and its person are loaded. `there` is what was read of them already."""
    versions = list(versions)
    keys = [version.disclosure_id for version in versions]
    there = there or read(versions)
    judged, parties, withdrawn = there.judged, there.parties, there.withdrawn
    known = Counterparty.objects.in_bulk({key for key in parties.values() if key is not None})
    owned = _state_owned(known)
    past = set(PastGift.objects.filter(disclosure__in=keys).values_list("disclosure", flat=True))
    records = _records(versions)
    return [
        _line(
            version, judged[version.pk], known.get(parties[version.disclosure_id]), records.get(version.pk),
            is_withdrawn=version.disclosure_id in withdrawn,
            is_past=version.disclosure_id in past,
            is_owned=parties[version.disclosure_id] in owned,
        )
        for version in versions
    ]  # fmt: skip


def _line(
    version: Version,
    judged: Judgement,
    party: Counterparty | None,
    record: PersonRecord | None,
    *,
    is_withdrawn: bool,
    is_past: bool,
    is_owned: bool,
) -> dict[str, object]:
    pack, facts = pack_by_hash(version.pack_hash), {**version.facts, **judged.facts}
    name = party.name if party else str(version.facts.get("other_side") or "")
    return {
        "version": version,
        "person": version.disclosure.person,
        "kind": version.kind,
        "on": version.on,
        "sent_at": version.submitted_at,
        "counterparty": party,
        "party_name": name[:NAMES],
        "party_key": normalised(name)[:NAMES],
        "amount": _decimal(facts.get("amount")),
        "paid_back": _decimal(facts.get("paid_back")) or Decimal(0),
        "worth": _decimal(facts.get("worth")),
        "currency": str(facts.get("worth_in") or pack.currency),
        "counts": facts.get("declined") is not True and not is_withdrawn,
        "is_withdrawn": is_withdrawn,
        "is_estimated": facts.get("estimated") is True,
        "is_cash_like": facts.get("cash_like") is True,
        "is_official": facts.get("public_official") is True or is_owned,
        "is_favour": facts.get("is_favour") is True,
        "is_for_family": facts.get("holder") == "family",
        "gravest": "" if _was_refused(pack, version, facts) else gravest(judged.findings),
        "is_open": bool(judged.questions),
        "is_past": is_past,
        "site": record.site if record else "",
        "employer": record.employer if record else "",
        "country": record.country if record else "",
    }


def _was_refused(pack: Pack, version: Version, facts: Mapping[str, object]) -> bool:
    """Whether leave for it was refused, so that nothing is given: approval is asked for no more."""
    leave = pack.leave
    needs = leave is not None and version.kind in leave.kinds
    return needs and facts.get("declined") is True and facts.get(leave.fact) is False


def _decimal(value: object) -> Decimal | None:
    return Decimal(str(value)) if value is not None else None


def _state_owned(known: Mapping[int, Counterparty]) -> set[int]:
    rows = CounterpartyRecord.objects.filter(counterparty__in=list(known), is_state_owned=True, to_day=None)
    return set(rows.values_list("counterparty", flat=True))


def _records(versions: list[Version]) -> dict[int, PersonRecord]:
    """The person's record on the day of each version."""
    people = list({id(version.disclosure.person): version.disclosure.person for version in versions}.values())
    prefetch_related_objects(people, "records")
    found = {version.pk: version.disclosure.person.record(version.on) for version in versions}
    return {key: record for key, record in found.items() if record is not None}


def latest_versions(disclosures: Iterable[int] | None = None):
    """The latest version of each gift, of these disclosures or of all, with disclosure and person loaded."""
    from django.db.models import Exists, OuterRef

    newer = Version.objects.filter(disclosure=OuterRef("disclosure"), number__gt=OuterRef("number"))
    found = Version.objects.filter(~Exists(newer)).select_related("disclosure__person")
    return found if disclosures is None else found.filter(disclosure__in=list(disclosures))


def take_out(disclosure: Disclosure) -> None:
    """Say on its line that it was withdrawn."""
    Gift.objects.filter(disclosure=disclosure).update(is_withdrawn=True, counts=False)
