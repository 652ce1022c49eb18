"""Keeping the windows of 5.2 right under everything: after each act, every gift whose judgement could be another one is
judged again, at once, in the same transaction. What is then judged otherwise names the act, and is told.

Affected by an act about one gift of a day are the same person's gifts of that day and the windows after it; by a party
that joined or left a group, the gifts to and from it since then, with their pools; by rates, the gifts in that currency
and the windows after them. Where there are very many, the worker does it, some at a time.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from avow.adoptions.current import pack_by_hash
from avow.disclosures.judging_again import judge_again
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.gifts import signals
from avow.gifts.at_hand import Ready
from avow.gifts.models import CountedAnew, Gift, ToLookAgain
from avow.gifts.register import GRAVITY
from avow.jobs.leases import LONGEST_PAUSE
from avow.ledger.acts import Doc, hold, record

log = logging.getLogger("avow.gifts")

AT_ONCE = 400
"""How many gifts are judged again within the act itself; more are left to the worker."""
FIRST_PAUSE = timedelta(minutes=1)
"""After which one that could not be judged is tried again; then after twice as long each time, up to an hour."""


def after(
    person,
    since: date,
    *,
    cause: str,
    entry,
    on: date,
    at: datetime,
    of: Disclosure | None = None,
    moved: date | None = None,
) -> None:
    """Judge again every other gift of the person that may count one of this day: those of the day and of each window
    that begins before it and ends on or after it. `moved` is the other day of one that went from one to another."""
    since, last = min(since, moved or since), max(since, moved or since)
    gifts = Gift.objects.filter(person=person, on__gte=since, is_withdrawn=False)
    if of is not None:
        gifts = gifts.exclude(disclosure=of)
    near = [gift.disclosure_id for gift in gifts.select_related("version") if _reaches_back(gift, last)]
    look(near, cause=cause, entry=entry, on=on, at=at, of=of)


def look(
    disclosures: Iterable[int],
    *,
    cause: str,
    entry,
    on: date,
    at: datetime,
    of: Disclosure | None = None,
    most: int = AT_ONCE,
) -> None:
    """Judge these disclosures again, at once or, where they are more than `most`, in the background."""
    disclosures = list(dict.fromkeys(disclosures))
    if len(disclosures) > most:
        rows = (ToLookAgain(disclosure_id=key, cause=cause, cause_entry=entry) for key in disclosures)
        ToLookAgain.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        return
    if disclosures:
        hold()
        ready = Ready(set(Gift.objects.filter(disclosure__in=disclosures).values_list("person", flat=True)))
        for version in ready.among(set(disclosures)):
            one(version, cause=cause, entry=entry, on=on, at=at, of=of, ready=ready)


def one(
    version: Version,
    *,
    cause: str,
    entry,
    on: date,
    at: datetime,
    of: Disclosure | None = None,
    ready: Ready | None = None,
    found: Mapping[str, object] | None = None,
) -> CountedAnew | None:
    """Judge one version again; what is otherwise is put on record with its cause. `ready` is what was read of it and
    others while the head was held, `found` what the register now says of it."""
    before = version.judged
    because = {"cause": cause, "entry": entry.number, "of": of.public_id if of else None}
    at_hand = ready.of(version) if ready else None
    source = "the counterparty register" if found else ""
    judgement = judge_again(version, because=because, on=on, at=at, at_hand=at_hand, found=found, source=source)
    if judgement is None:
        return None
    if ready:
        ready.took(version, judgement)
    return _tell(version, before, judgement, cause=cause, cause_entry=entry, of=of, on=on, at=at)


def _tell(
    version: Version, before: Judgement, judgement: Judgement, *, cause: str, cause_entry, of, on: date, at: datetime
) -> CountedAnew | None:
    """Put it on record, where what the policy says is otherwise and not only a number in it."""
    was, now = _said(before), _said(judgement)
    if was == now:
        return None
    body = {
        "judgement": judgement.attested.entry_id,
        "cause": cause,
        "cause_entry": cause_entry.number,
        "of": of.public_id if of else None,
        "worse": bool(now - was),
        "on": on.isoformat(),
    }
    disclosure = version.disclosure
    doc = Doc(CountedAnew.schema, body, key=disclosure.person.key)
    entry = record("counts differently", actor="system", subject=disclosure.subject, at=at, docs=[doc])
    row = CountedAnew.objects.create(
        attested=entry.documents[0], judgement=judgement, cause=cause, cause_entry=cause_entry, of=of,
        worse=body["worse"], on=on,
    )  # fmt: skip
    signals.counted_anew.send(
        CountedAnew, anew=row, disclosure=disclosure, version=version, judgement=judgement, entry=entry, on=on, at=at
    )
    return row


def _said(judgement: Judgement) -> set[tuple[str, str]]:
    """What the policy says beyond notes, and what it cannot say."""
    found = {(one["clause"], one["rule"]) for one in judgement.findings if GRAVITY.index(one["finding"]) > 0}
    return found | {(clause, "open") for one in judgement.questions for clause in one["clauses"]}


def _reaches_back(gift: Gift, since: date) -> bool:
    """Whether a window that ends on the gift's day holds the day."""
    return any(after < since for after in _windows(gift))


def reaches_any(gift: Gift, days: Iterable[date]) -> bool:
    """Whether a window that ends on the gift's day holds any of the days."""
    first = min(_windows(gift), default=None)
    return first is not None and any(first < day <= gift.on for day in days)


def _windows(gift: Gift) -> Iterator[date]:
    """The day before the first day of each window that ends on the gift's day."""
    pack = pack_by_hash(gift.version.pack_hash)
    for clause, rules in pack.rules_for(gift.kind):
        for rule in rules:
            yield from (total.after(gift.on) for total in clause.totals_of(rule))


def work_through(on: date, at: datetime, most: int = AT_ONCE) -> int:
    """Judge again some of what waits, all of one person together; gives how many. A killed worker's rest is done by the
    next."""
    due = ToLookAgain.objects.filter(Q(due_at=None) | Q(due_at__lte=at)).order_by("failures", "pk")
    people: dict[int, list[ToLookAgain]] = {}
    for waiting in due.select_related("cause_entry", "disclosure")[:most]:
        people.setdefault(waiting.disclosure.person_id, []).append(waiting)
    return sum(_try(person, some, on, at) for person, some in people.items())


def _try(person: int, some: list[ToLookAgain], on: date, at: datetime) -> int:
    """Judge these of one person again; gives how many were: some are in other hands, done already, or fail."""
    try:
        with transaction.atomic():
            rows = ToLookAgain.objects.select_for_update(skip_locked=_can_skip())
            mine = set(rows.filter(pk__in=[one.pk for one in some]).values_list("pk", flat=True))
            hold()
            ready = Ready([person])
            causes = {waiting.disclosure_id: waiting for waiting in some if waiting.pk in mine}
            for version in ready.among(causes):
                waiting = causes[version.disclosure_id]
                one(version, cause=waiting.cause, entry=waiting.cause_entry, on=on, at=at, ready=ready)
            ToLookAgain.objects.filter(pk__in=mine).delete()
            return len(mine)
    except Exception as error:
        # Whatever it is, a document that does not open or a fault of ours, the others have to be judged.
        if len(some) > 1:
            return sum(_try(person, [waiting], on, at) for waiting in some)
        log.exception("A gift could not be judged again; it is tried again later, and the others go on")
        pause = min(FIRST_PAUSE * 2 ** min(some[0].failures, 12), LONGEST_PAUSE)
        ToLookAgain.objects.filter(pk=some[0].pk).update(
            failures=F("failures") + 1, last_failure=type(error).__name__, due_at=at + pause
        )
        return 0


def failed() -> QuerySet[ToLookAgain]:
    """What could not be judged again so far."""
    return ToLookAgain.objects.filter(failures__gt=0).select_related("disclosure").order_by("pk")


def _can_skip() -> bool:
    return connection.features.has_select_for_update_skip_locked
