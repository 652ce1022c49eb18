"""The other side of a disclosure in the register: as an officer resolved it, else as the person chose it. What the
officer said is about a name, and holds wherever the person names the other side so; of another name it says nothing."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from avow.counterparties.models import Counterparty
from avow.disclosures.models.disclosure import Disclosure
from avow.disclosures.models.resolved import PartyResolved
from avow.disclosures.models.version import Version
from avow.policy import normalised

Named = tuple[int, int | None, str]
"""As whom a disclosure (primary key) names its other side: the entry chosen (primary key), and the name as it is equal
to others."""


def named(version: Version) -> Named:
    """As whom this version, or a row with its columns, names the other side."""
    return version.disclosure_id, version.counterparty_id, normalised(str(version.facts.get("other_side") or ""))


def resolutions() -> QuerySet[PartyResolved]:
    """Everything that officers said, the latest last, each with the entry and the name (`then_party`, `then_name`) of
    the version that it was said of: the last one sent before."""
    before = Version.objects.filter(disclosure=OuterRef("disclosure"), attested__entry__lt=OuterRef("attested__entry"))
    then = before.order_by("-number")
    return (
        PartyResolved.objects.annotate(
            then_party=Subquery(then.values("counterparty")[:1]),
            then_name=Subquery(then.annotate(typed=KT("facts__other_side")).values("typed")[:1]),
        )
        .select_related("counterparty", "by")
        .order_by("pk")
    )


def said(disclosures: Iterable[int] | None = None) -> dict[Named, PartyResolved]:
    """What officers said last of each name, of these disclosures or of all; in one query."""
    rows = resolutions()
    if disclosures is not None:
        rows = rows.filter(disclosure__in=list(disclosures))
    return {(row.disclosure_id, row.then_party, normalised(row.then_name or "")): row for row in rows}


def said_of(disclosure: Disclosure, counterparty: Counterparty | None, name: object) -> PartyResolved | None:
    """What an officer said of the other side where the person names it so, or None."""
    key = counterparty.pk if counterparty else None
    return said([disclosure.pk]).get((disclosure.pk, key, normalised(str(name or ""))))


def parties_of(versions: Iterable[Version]) -> dict[int, int | None]:
    """The primary key of each version's other side by that of its disclosure, in one query. One version of each."""
    versions = list(versions)
    known = said({version.disclosure_id for version in versions})
    return {
        version.disclosure_id: row.counterparty_id if (row := known.get(named(version))) else version.counterparty_id
        for version in versions
    }


def party_of(version: Version) -> Counterparty | None:
    """The other side of one version, as it is known now."""
    row = said([version.disclosure_id]).get(named(version))
    return row.counterparty if row else version.counterparty


def with_names(versions: Iterable[Version]) -> None:
    """Let `other_side` of each of these be known: in one query, where it would be one or two for each. Their entries of
    the register, as the people chose them, are loaded."""
    versions = list(versions)
    known = said({version.disclosure_id for version in versions})
    for version in versions:
        row = known.get(named(version))
        party = row.counterparty if row else version.counterparty
        version.__dict__["other_side"] = party.name if party else str(version.facts.get("other_side") or "")
