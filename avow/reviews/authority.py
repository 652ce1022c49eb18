"""Who may do what in a case on a day, and as what they do it."""

from dataclasses import dataclass
from datetime import date

from avow.access import participants
from avow.access.models import Capacity, Role
from avow.access.roles import OFFICER_ROLES, roles_of
from avow.people.models import Person
from avow.reviews.independence import why_not
from avow.reviews.models import Case
from avow.reviews.refusals import Refused


@dataclass(frozen=True)
class Authority:
    """What a person may do in one case. `role` is the one they act in, as the ledger writes it; empty is nothing."""

    prepares: bool = False
    decides: bool = False
    role: str = ""
    why_not: str = ""

    @property
    def reviews(self) -> bool:
        """Whether they may read the case and speak in it."""
        return self.prepares or self.decides


def authority(person: Person, case: Case, on: date) -> Authority:
    """Officers prepare; the routed authority decides, and prepares as well where no officer is left. Checked anew each
    time against roles, the line and what was disclosed, whatever the rows of participants say."""
    roles = roles_of(person, on)
    if Role.ADMINISTRATOR.value in roles:
        return Authority(why_not="Whoever runs the installation reads no contents.")
    keeps_away = why_not(person, case.disclosure, on)
    if keeps_away:
        return Authority(why_not=keeps_away)
    decides = case.routing.decides
    officer = next((role for role in sorted(OFFICER_ROLES) if role in roles), "")
    if decides == Role.COMPLIANCE_OFFICER:
        return Authority(prepares=bool(officer), decides=bool(officer), role=officer)
    if decides in roles:
        others = any(row.capacity == Capacity.OFFICER for row in participants.of(case.disclosure.public_id, on))
        return Authority(prepares=bool(officer) or not others, decides=True, role=decides)
    return Authority(prepares=bool(officer), role=officer)


def must_prepare(person: Person, case: Case, on: date) -> Authority:
    """Their authority, if they may prepare the case. Raises Refused."""
    found = authority(person, case, on)
    if not found.prepares:
        raise Refused(f"The compliance officer prepares this. {found.why_not}".strip())
    return found


def must_review(person: Person, case: Case, on: date) -> Authority:
    """Their authority, if they may speak in the case. Raises Refused."""
    found = authority(person, case, on)
    if not found.reviews:
        raise Refused(f"You do not review this. {found.why_not}".strip())
    return found


def must_decide(person: Person, case: Case, on: date) -> Authority:
    """Their authority, if they may decide the case. Raises Refused."""
    found = authority(person, case, on)
    if not found.decides:
        why = found.why_not or f"This is for {case.routing.authority} to decide."
        raise Refused(f"You cannot decide this. {why}")
    return found
