"""The other side of a disclosure in the register: as an officer resolved it, else as the person chose it."""

from collections.abc import Iterable

from avow.counterparties.models import Counterparty
from avow.disclosures.models.resolved import PartyResolved
from avow.disclosures.models.version import Version


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


def with_names(versions: Iterable[Version]) -> None:
    """Let `other_side` of each of these be known: in two queries, where it would be one or two for each. Their entries
    of the register, as the people chose them, are loaded."""
    versions = list(versions)
    keys = parties_of(versions)
    other = {keys[one.disclosure_id] for one in versions if keys[one.disclosure_id] != one.counterparty_id} - {None}
    resolved = Counterparty.objects.in_bulk(other) if other else {}
    for version in versions:
        key = keys[version.disclosure_id]
        party = version.counterparty if key == version.counterparty_id else resolved.get(key)
        version.__dict__["other_side"] = party.name if party else str(version.facts.get("other_side") or "")
