"""Whether the ledger is in order, for the start of the service and for `/healthz`."""

from dataclasses import dataclass

from django.db import connection

from . import guards, heads, roles
from .models import Head


@dataclass(frozen=True)
class Health:
    """`size` entries, `lag` of them without a signed head yet; missing guards; remarks on who owns the tables."""

    size: int
    lag: int
    missing_guards: list[str]
    remarks: list[str]

    @property
    def good(self) -> bool:
        """Whether nothing needs anybody's attention."""
        return self.lag == 0 and not self.missing_guards


def health() -> Health:
    """Look at the head, `heads.log` and the guards. Quick: it does not verify."""
    size = Head.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    lag = max(0, size - heads.latest_size())
    return Health(size, lag, guards.check(), roles.remarks(connection))
