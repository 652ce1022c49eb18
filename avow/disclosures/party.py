"""The other side of a disclosure in the register: as an officer resolved it, else as the person chose it."""

from collections.abc import Iterable

from avow.counterparties.models import Counterparty
from avow.disclosures.models import PartyResolved, Version


def parties_of(versions: Iterable[Version]) -> dict[int, int | None]:
    """The primary key of each version's other side by that of its disclosure, in one query."""
    versions = list(versions)
    found = {version.disclosure_id: version.counterparty_id for version in versions}
    resolved = PartyResolved.objects.filter(disclosure__in=list(found)).order_by("pk")
    return found | dict(resolved.values_list("disclosure", "counterparty"))


def party_of(version: Version) -> Counterparty | None:
    """The other side of one version, as it is known now."""
    key = parties_of([version])[version.disclosure_id]
    return Counterparty.objects.filter(pk=key).first() if key is not None else None
