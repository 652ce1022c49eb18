"""What `avow ledger verify` asks of this room: the rows of an attested back-test are those it was attested with."""

from collections.abc import Iterator
from datetime import date

from avow.ledger import tree
from avow.ledger.canonical import canonical
from avow.trials.models import BackTest, JudgedOtherwise, Tried

COLUMNS = ("disclosure__public_id", "number", "on", "kind", "grade", "clause", "rule", "change", "was", "now")


def root_of(back_test: BackTest) -> str:
    """The Merkle root over the rows, in the order in which they were written."""
    found = JudgedOtherwise.objects.filter(back_test=back_test).order_by("pk").values_list(*COLUMNS)
    return tree.root(_leaf(row) for row in found.iterator(chunk_size=2000)).hex()


def _leaf(row: tuple[object, ...]) -> bytes:
    return tree.leaf_hash(canonical([part.isoformat() if isinstance(part, date) else part for part in row]))


def problems() -> Iterator[str]:
    """A sentence for each back-test whose rows were changed since."""
    for tried in Tried.objects.select_related("back_test").order_by("pk"):
        if root_of(tried.back_test) != tried.root:
            yield f"the records of back-test {tried.back_test.public_id} are not those that were attested"


def start() -> None:
    """Be asked by `avow ledger verify`."""
    from avow.ledger.verify import CHECKS

    if problems not in CHECKS:
        CHECKS.append(problems)
