"""What happens here, told to the rooms above, inside the act's own transaction: an exception rolls the act back.

changed(parties, since, entry, on, at): corporate groups may be otherwise. `parties` holds the primary key of every
counterparty whose group may now be another one: the party itself and all below it, before and after. `since` is the
first day from which that may be so; for a merge and a separation, which hold for every day, it is `date.min`.

The sender is the class Counterparty.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.dispatch import Signal

from avow.counterparties.groups import below
from avow.counterparties.models import Counterparty

changed = Signal()


def tell(parties: Iterable[int], *, since: date, entry: Any, on: date, at: datetime) -> None:
    """Say that the line upwards of these parties is another one from `since` on. Costs nothing where nobody listens.

    Call it when the new rows are written. Who was below one of the parties before and is not now has changed as well,
    and is among the parties."""
    given = set(parties)
    if given and changed.has_listeners(Counterparty):
        changed.send(Counterparty, parties=below(given, since), since=since, entry=entry, on=on, at=at)
