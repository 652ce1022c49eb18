"""A row for each notice wanted, once; and deciding again, right before one is sent, whether it still is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone

from avow.notices.models import Looked, Notice
from avow.notices.sources import SOURCES, Wanted

EARLIEST = timezone(timedelta(hours=14))
"""Where on earth a day begins first: what is due there has its row, and waits until it is due where its reader is."""


def gather(at: datetime) -> int:
    """Write the rows that are wanted by now anywhere. Again, and twice at once, is once. Gives how many were new.

    A source that knows nothing new since all it wanted was written is not asked (`models.Looked`).
    """
    on, new = at.astimezone(EARLIEST).date(), 0
    for source in SOURCES.values():
        known = source.known(on)
        if known and Looked.objects.filter(source=source.name, known=known).exists():
            continue
        new += sum(put(source.name, part) for part in source.wanted(on))
        if known:
            Looked.objects.update_or_create(source=source.name, defaults={"known": known})
    return new


def put(source: str, wanted: Iterable[Wanted]) -> int:
    """Write these rows, but for those that are there. Gives how many were new."""
    part = {one.key: one for one in wanted}
    there = set(Notice.objects.filter(key__in=part).values_list("key", flat=True))
    new = [_row(source, one) for key, one in part.items() if key not in there]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _row(source: str, one: Wanted) -> Notice:
    return Notice(
        key=one.key, source=source, topic=one.topic, step=one.step, audience=one.audience, to_id=one.to,
        about_id=one.about, instead=one.instead, due=one.due, deadline=one.deadline,
    )  # fmt: skip


def decide_again(notices: Sequence[Notice], on: date) -> list[Notice]:
    """Those of the rows that are still wanted. Of the others it is kept that they are needless, and whoever is to be
    told in their place gets a row. Of several steps about one person the last is told, not each."""
    kept: list[Notice] = []
    needless: list[int] = []
    for name in dict.fromkeys(one.source for one in notices):
        mine = [one for one in notices if one.source == name]
        now = SOURCES[name].again(mine, on) if name in SOURCES else {}
        for one in mine:
            wanted = now.get(one.pk, ())
            if one.to_id in {other.to for other in wanted}:
                kept.append(one)
            else:
                needless.append(one.pk)
                put(name, wanted)
    last = {(one.topic, one.audience, one.instead, one.about_id): one for one in sorted(kept, key=lambda one: one.due)}
    chosen = {one.pk for one in last.values()}
    needless += [one.pk for one in kept if one.pk not in chosen]
    if needless:
        Notice.objects.filter(pk__in=needless).update(needless_on=on, mail=None)
    return list(last.values())
