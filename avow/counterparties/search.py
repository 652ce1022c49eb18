"""Finding a counterparty by the beginnings of words of its names. What it is to the company is not part of a result:
standings are for officers, and neither the order nor the selection of results depends on them."""

from datetime import date

from django.db import connection
from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Length

from avow.counterparties.folding import fold, words
from avow.counterparties.models import Counterparty, CounterpartyName, CounterpartyRecord, NameWord

LIMIT = 8
MOST_WORDS = 8
LAST = "\U0010ffff"


def search(text: str, on: date, limit: int = LIMIT) -> list[Counterparty]:
    """At most `limit` counterparties on record that day, one of whose names has a word that begins with each word of
    the text; without regard to case, accents and punctuation. First those whose name begins with the whole text, then
    those with the shorter name, then by name and number. An empty text finds nothing."""
    wanted, whole = words(text)[:MOST_WORDS], fold(text)
    if not wanted:
        return []
    matching = CounterpartyName.objects.order_by()
    for word in sorted(wanted, key=len, reverse=True):
        matching = matching.filter(pk__in=NameWord.objects.filter(beginning("word", word)).values("name"))
    rank = Case(When(beginning("folded", whole), then=Value(0)), default=Value(1), output_field=IntegerField())
    here = CounterpartyRecord.objects.on(on).order_by().values("counterparty")
    best: QuerySet[CounterpartyName] = (
        matching.filter(counterparty__in=here)
        .values("counterparty")
        .annotate(rank=Min(rank), length=Min(Length("folded")), first=Min("folded"))
        .order_by("rank", "length", "first", "counterparty__number")
    )
    found = [row["counterparty"] for row in best[:limit]]
    by_key = Counterparty.objects.in_bulk(found)
    return [by_key[pk] for pk in found]


def beginning(column: str, text: str) -> Q:
    """The column begins with the text, in the form for which the database has an index: PostgreSQL's pattern index
    serves LIKE, SQLite's plain index serves a range."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST})
