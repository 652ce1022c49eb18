"""What `avow ledger verify` asks of this room: the log of reads, and that no administrator reads."""

from collections.abc import Iterator
from itertools import combinations

from avow.access import reads
from avow.access.models import Role, RoleGrant


def administrators_with_another_role() -> Iterator[str]:
    """Nobody may have been an administrator and something else on the same day."""
    grants: dict[int, list[RoleGrant]] = {}
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR).values("person")
    for grant in RoleGrant.objects.filter(person__in=administrators).select_related("person"):
        grants.setdefault(grant.person_id, []).append(grant)
    for held in grants.values():
        for one, other in combinations(held, 2):
            if Role.ADMINISTRATOR in {one.role, other.role} and one.role != other.role and _overlap(one, other):
                yield f"{one.person.number} is administrator and {_other(one, other)} at once"


def _overlap(one: RoleGrant, other: RoleGrant) -> bool:
    return (one.to_day is None or other.from_day < one.to_day) and (other.to_day is None or one.from_day < other.to_day)


def _other(one: RoleGrant, other: RoleGrant) -> str:
    return (other if one.role == Role.ADMINISTRATOR else one).get_role_display()


def start() -> None:
    """Be asked by `avow ledger verify`."""
    from avow.ledger.verify import CHECKS

    CHECKS.extend(check for check in (reads.problems, administrators_with_another_role) if check not in CHECKS)
