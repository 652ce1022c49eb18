"""The working lists made from the latest records: names to search by, their words, and identifiers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avow.counterparties.folding import fold, words
from avow.counterparties.models import Counterparty, CounterpartyIdentifier, CounterpartyName, NameWord

BATCH = 500


@dataclass(frozen=True)
class Lists:
    """The name, the aliases, and the identifiers as pairs of kind and value, of one counterparty."""

    name: str = ""
    aliases: Iterable[str] = ()
    identifiers: Iterable[tuple[str, str]] = ()


def lists(ids: set[int]) -> dict[int, Lists]:
    """The lists as they are kept now, of these counterparties."""
    if not ids:
        return {}
    found: dict[int, tuple[list[str], list[tuple[str, str]]]] = {pk: ([], []) for pk in ids}
    aliases = CounterpartyName.objects.filter(kind="alias").order_by()
    identifiers = CounterpartyIdentifier.objects.order_by()
    if len(ids) <= BATCH:
        aliases, identifiers = aliases.filter(counterparty__in=ids), identifiers.filter(counterparty__in=ids)
    for pk, name in aliases.values_list("counterparty_id", "name"):
        if pk in found:
            found[pk][0].append(name)
    for pk, kind, value in identifiers.values_list("counterparty_id", "kind", "value"):
        if pk in found:
            found[pk][1].append((kind, value))
    return {pk: Lists("", held, ids) for pk, (held, ids) in found.items()}


def replace(wanted: Mapping[Counterparty, Lists]) -> None:
    """Make the lists of these counterparties anew."""
    ids = [one.pk for one in wanted]
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        CounterpartyName.objects.filter(counterparty__in=chunk).delete()
        CounterpartyIdentifier.objects.filter(counterparty__in=chunk).delete()
    made = [
        CounterpartyName(counterparty=one, name=name, kind=kind, folded=fold(name)[:900])
        for one, held in wanted.items()
        for name, kind in {**dict.fromkeys(held.aliases, "alias"), held.name: "name"}.items()
    ]
    CounterpartyName.objects.bulk_create(made, batch_size=BATCH)
    NameWord.objects.bulk_create(
        [NameWord(name=name, word=word) for name in made for word in words(name.name)], batch_size=BATCH
    )
    CounterpartyIdentifier.objects.bulk_create(
        [
            CounterpartyIdentifier(counterparty=one, kind=kind, value=value)
            for one, held in wanted.items()
            for kind, value in held.identifiers
        ],
        batch_size=BATCH,
    )
