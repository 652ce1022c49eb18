"""What `avow ledger verify` asks of this room: the rates of each file are those it was attested with."""

from collections.abc import Iterable, Iterator
from datetime import date

from avow.ledger import tree
from avow.ledger.canonical import canonical
from avow.rates.models import BroughtRate, RatesFile

Row = tuple[date, str, str]


def root_of(rows: Iterable[Row]) -> str:
    """The Merkle root over rates (day, currency, rate as text), in the order given."""
    return tree.root(tree.leaf_hash(canonical([day.isoformat(), *rest])) for day, *rest in rows).hex()


def problems() -> Iterator[str]:
    """A sentence for each file whose rates are not as they were brought."""
    for file in RatesFile.objects.select_related("attested").order_by("pk"):
        rows = BroughtRate.objects.filter(file=file).order_by("pk").values_list("day", "currency", "rate")
        if root_of(rows.iterator(chunk_size=5000)) != file.root:
            yield (
                f"the rates brought by entry {file.attested.entry_id}, of {file.first} to {file.last} in {file.name},"
                " are not those that were attested"
            )


def start() -> None:
    """Be asked by `avow ledger verify`."""
    from avow.ledger.verify import CHECKS

    if problems not in CHECKS:
        CHECKS.append(problems)
