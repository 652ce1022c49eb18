"""Versions of the policy for tests: the built-in pack with some of its text replaced, adopted from a day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from avow.access.models import RoleGrant
from avow.access.testing import grant
from avow.adoptions.acts import adopt_proposal, propose
from avow.adoptions.copies import files_of
from avow.adoptions.models import Adoption
from avow.adoptions.resolutions import approving
from avow.people.models import Person
from avow.policy.loading import corporate

GIFTS = "clauses/5.2-gifts-from-one-party-in-twelve-months.toml"
INTEREST = "clauses/4.5-substantial-interest.toml"
LIMIT = 'values = [ { from = 2000-01-01, value = "200.00" } ]'


def edited(version: str, edits: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The files of the built-in pack as another version, with one text in each named file replaced."""
    files = files_of(corporate())
    for name, (before, after) in {**edits, "policy.toml": ('version = "2026.1"', f'version = "{version}"')}.items():
        assert before in files[name], f"{name} does not say {before}"
        files[name] = files[name].replace(before, after, 1)
    return files


def adopt_version(
    files: Mapping[str, str], from_day: date, chen: Person, dolores: Person, at: datetime | None = None
) -> Adoption:
    """Chen proposes the files, Dolores adopts them from the day with a resolution."""
    if not RoleGrant.objects.filter(role="compliance_officer").exists():
        grant(chen, "compliance_officer", date(2026, 1, 1))
        grant(dolores, "chief_executive", date(2026, 1, 1))
    at = at or datetime.combine(from_day, time(8), UTC)
    proposal = propose(files, by=chen, at=at, reason="The board asked for it.")
    paper = approving("resolution.txt", b"Resolved: the new version is adopted.")
    return adopt_proposal(proposal, from_day=from_day, by=dolores, at=at, resolution=paper)
