"""Finding a counterparty by the beginnings of words of its names. What it is to the company is not part of a result:
standings are for officers, and neither the order nor the selection of results depends on them."""

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Length

from avow.counterparties.folding import fold, words
from avow.counterparties.merging import canonical_many
from avow.counterparties.models import Counterparty, CounterpartyName, CounterpartyRecord, Merge, NameWord

LIMIT = 8
MOST_WORDS = 8
MOST_AT_ONCE = 500
LAST = "\U0010ffff"


def search(text: str, on: date, limit: int = LIMIT) -> list[Counterparty]:
    """At most `limit` counterparties on record that day, one of whose names has a word that begins with each word of
    the text; without regard to case, accents and punctuation. First those whose name begins with the whole text, then
    those with the shorter name, then by name and number. An empty text finds nothing.

    An entry that is merged into another is not offered; its names lead to the one that counts for it."""
    found: dict[Counterparty, None] = {}
    for keys in _in_turn(text, on, limit):
        leads = canonical_many(keys)
        here = set(
            CounterpartyRecord.objects.on(on)
            .filter(counterparty__in=leads.values())
            .values_list("counterparty", flat=True)
        )
        found |= dict.fromkeys(leads[pk] for pk in keys if leads[pk].pk in here)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _in_turn(text: str, on: date, limit: int) -> Iterator[list[int]]:
    """The keys of entries with a matching name, best first, some at a time: many may lead to the same one."""
    wanted, whole = words(text)[:MOST_WORDS], fold(text)
    if not wanted:
        return
    matching = CounterpartyName.objects.order_by()
    for word in sorted(wanted, key=len, reverse=True):
        matching = matching.filter(pk__in=NameWord.objects.filter(beginning("word", word)).values("name"))
    rank = Case(When(beginning("folded", whole), then=Value(0)), default=Value(1), output_field=IntegerField())
    here = CounterpartyRecord.objects.on(on).order_by().values("counterparty")
    merged = Merge.objects.filter(to_day=None).order_by().values("duplicate")
    best: QuerySet[CounterpartyName] = (
        matching.filter(Q(counterparty__in=here) | Q(counterparty__in=merged))
        .values("counterparty")
        .annotate(rank=Min(rank), length=Min(Length("folded")), first=Min("folded"))
        .order_by("rank", "length", "first", "counterparty__number")
    )
    start, many = 0, limit * 2
    while keys := [row["counterparty"] for row in best[start : start + many]]:
        yield keys
        if len(keys) < many:
            return
        start, many = start + many, min(many * 4, MOST_AT_ONCE)


def beginning(column: str, text: str) -> Q:
    """The column begins with the text, in the form for which the database has an index: PostgreSQL's pattern index
    serves LIKE, SQLite's plain index serves a range."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST})
