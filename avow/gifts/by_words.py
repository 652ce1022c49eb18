"""Filters of the register that are words: they are looked up where names are few, and the lines then found by key.

Reading a million names of lines for a word would take seconds; there are some thousand people, parties and sites.
Where a word fits too many of them to be listed, it says little, and the database reads the lines as they come.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import Q

from avow.counterparties.folding import fold
from avow.counterparties.models import CounterpartyName, CounterpartyRecord
from avow.gifts.models import Gift
from avow.people.models import Person
from avow.policy import normalised

MOST_KEYS = 1_000
DISTINCT = """
WITH RECURSIVE one(value) AS (
    SELECT MIN({column}) FROM gifts_gift
    UNION ALL SELECT (SELECT MIN({column}) FROM gifts_gift WHERE {column} > one.value) FROM one
    WHERE one.value IS NOT NULL
)
SELECT value FROM one WHERE value IS NOT NULL
"""
"""The different values of a column that has an index: one step into the index for each."""


def party(text: str) -> Q:
    """Lines of parties with all these words in a name: one of theirs in the register, now or earlier or an alias; or
    the name as it was written, where nobody said yet who that is."""
    wanted = normalised(text)
    if not wanted:
        return _everything()
    now = CounterpartyName.objects.filter(_all_words("folded", fold(text))).order_by().values("counterparty")
    ever = CounterpartyRecord.objects.filter(_all_words("name", text, "icontains")).order_by().values("counterparty")
    written = Gift.objects.filter(_all_words("party_key", wanted), counterparty=None).order_by()
    keys = list(now.union(ever).values_list("counterparty", flat=True)[: MOST_KEYS + 1])
    names = list(written.values_list("party_key", flat=True).distinct()[: MOST_KEYS + 1])
    if len(keys) > MOST_KEYS or len(names) > MOST_KEYS:
        return _all_words("party_key", wanted)
    return Q(counterparty__in=keys) | Q(counterparty=None, party_key__in=names)


def person(text: str) -> Q:
    """Lines of people whose name has all these words in it, or who have this number."""
    called = Person.objects.filter(_all_words("name", text, "icontains") | Q(number__iexact=text.strip())).order_by()
    keys = list(called.values_list("pk", flat=True)[: MOST_KEYS + 1])
    return Q(person__in=called.values("pk") if len(keys) > MOST_KEYS else keys)


def site(text: str) -> Q:
    """Lines of sites with all these words in their name."""
    return _of_place("site", text)


def employer(text: str) -> Q:
    """Lines of employers with all these words in their name."""
    return _of_place("employer", text)


BY_WORDS: dict[str, Callable[[str], Q]] = {"party": party, "person": person, "site": site, "employer": employer}


def _of_place(column: str, text: str) -> Q:
    with connection.cursor() as cursor:
        cursor.execute(DISTINCT.format(column=column))
        values = [value for (value,) in cursor.fetchall()]
    words = text.casefold().split()
    return Q(**{f"{column}__in": [one for one in values if all(word in one.casefold() for word in words)]})


def _all_words(column: str, text: str, how: str = "contains") -> Q:
    found = Q()
    for word in text.split():
        found &= Q(**{f"{column}__{how}": word})
    return found or _everything()


def _everything() -> Q:
    return Q(pk__isnull=False)
