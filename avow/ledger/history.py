"""Rows that hold for a time: from a day, to a day (exclusive), ended by an entry. Asked as of a day and an entry.

To end a row, its ending is attested like anything else:

    entry = record("person changed", …, docs=[row.ending(on), Doc(…the new record…)])
    row.end(entry, on)
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from .acts import Doc
from .models import ENDING, Entry, Projection


class NotAttested(ValueError):
    """A row was to be ended by an entry that has no document saying so."""


class HistoryQuerySet(models.QuerySet[Any]):
    """Rows asked as of then."""

    def on(self, day: date) -> "HistoryQuerySet":
        """The rows that hold on this day, as we know it now."""
        return self.filter(Q(to_day=None) | Q(to_day__gt=day), from_day__lte=day)

    def as_of(self, day: date, entry_number: int) -> "HistoryQuerySet":
        """The rows that held on this day, as we knew it right after that entry."""
        known = self.filter(attested__entry_id__lte=entry_number, from_day__lte=day)
        return known.filter(Q(to_day=None) | Q(to_day__gt=day) | Q(ended_by_id__gt=entry_number))


class History(Projection):
    """A projection whose rows hold from `from_day` until the day before `to_day`; ended once, by an entry."""

    closable: ClassVar[bool] = True

    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day=None, ended_by=None) | Q(to_day__gte=F("from_day"), ended_by__isnull=False),
                name="%(app_label)s_%(class)s_ends_by_an_entry",
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether it holds on this day, as we know it now."""
        return self.from_day <= day and (self.to_day is None or self.to_day > day)

    def ending(self, on: date) -> Doc:
        """The document that attests: this row no longer holds from `on`. `on` = from_day means that it never did.

        It says nothing of whom the row is about, so the register's key seals it: it outlives an erasure.
        """
        body = {"schema": self.schema, "entry": self.attested.entry_id, "position": self.attested.position}
        return Doc(schema=ENDING, body={**body, "to_day": on.isoformat()}, key="register")

    def end(self, entry: Entry, on: date) -> None:
        """Let the row no longer hold from `on`. The entry must attest it (see `ending`); raises NotAttested."""
        end_all([self], entry, on)


def end_all(rows: Sequence[Any], entry: Entry, on: date) -> None:
    """End these rows of one table together. The entry must attest each ending; raises NotAttested."""
    if not rows:
        return
    attested = entry.endings()
    for row in rows:
        if attested.get((row.attested.entry_id, row.attested.position)) != on.isoformat():
            raise NotAttested(f"entry {entry.number} has no document that ends {row!r} on {on}; add row.ending(on)")
        row.to_day, row.ended_by = on, entry
    model = type(rows[0])
    for chunk in _chunks([row.pk for row in rows]):
        model._base_manager.filter(pk__in=chunk, to_day=None).update(to_day=on, ended_by=entry)


def _chunks(keys: list[Any], size: int = 500) -> Iterable[list[Any]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
