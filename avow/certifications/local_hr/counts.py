"""The numbers of a department: as a closing return says them, in words, and what came after a return."""

from dataclasses import dataclass

from avow.certifications.local_hr.conflicts import not_advised
from avow.certifications.models import Campaign, ClosingReturn, Place
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, SIGNED, TO_CONFIRM
from avow.certifications.places import Counted
from avow.ledger import keyring
from avow.people.given import among


def numbers(counted: Counted) -> dict[str, int]:
    """What a closing return says, by the names of `models.local_hr.COUNTS`."""
    return {
        "asked": counted.asked,
        "signed": counted.signed,
        "exempt": counted.states[EXEMPT],
        "left": counted.states[LEFT],
        "missing": counted.states[MISSING],
        "conflicts": counted.conflicts,
        "advised": counted.conflicts - counted.to_advise,
    }


def waiting(campaign: Campaign, department: str) -> int:
    """How many conflicts of a department have to be advised of. Those of erased people cannot be any more, and do not
    keep a return from being signed."""
    rows = not_advised().filter(form__included__place__campaign=campaign, form__included__place__department=department)
    gone = keyring.destroyed()
    people = rows.values_list("form__included__person__public_id", flat=True)
    return sum(f"person:{one}" not in gone for one in people)


def says(counted: Counted) -> str:
    """Where a department stands, in words, with every number of the picture."""
    due = counted.asked - counted.states[EXEMPT] - counted.states[LEFT]
    said = f"Of {due:,} who have to sign, {counted.signed:,} have; {counted.states[MISSING]:,} not yet."
    more = []
    if counted.states[TO_CONFIRM]:
        are = "is" if counted.states[TO_CONFIRM] == 1 else "are"
        more.append(f"{counted.states[TO_CONFIRM]:,} of the signed {are} on paper and not confirmed yet")
    if counted.states[EXEMPT]:
        more.append(f"{counted.states[EXEMPT]:,} exempt")
    if counted.states[LEFT]:
        more.append(f"{counted.states[LEFT]:,} left us without signing")
    if more:
        said += f" Besides: {', '.join(more)}."
    return said


@dataclass(frozen=True)
class Since:
    """What came after a closing return: of its missing, how many signed; conflicts more than it counted."""

    signed: int
    conflicts: int
    asked: int

    @property
    def says(self) -> str:
        """In words; nothing where nothing came."""
        parts = []
        if self.signed:
            parts.append(f"{self.signed:,} more signed, late")
        if self.conflicts > 0:
            parts.append(
                f"{self.conflicts:,} more {'conflict was' if self.conflicts == 1 else 'conflicts were'} reported"
            )
        if self.asked > 0:
            parts.append(f"{self.asked:,} more {'person is' if self.asked == 1 else 'people are'} asked")
        return f"Since then {', '.join(parts)}." if parts else ""


def since(row: ClosingReturn, now: Counted) -> Since:
    """What came after this return, computed from who it says was missing and from how many there are `now`."""
    signed = 0
    if row.missing:
        places = Place.objects.filter(campaign=row.campaign, state__in=[SIGNED, TO_CONFIRM])
        signed = places.filter(included__person__in=among(row.attested.open()["missing_people"])).count()
    return Since(signed, now.conflicts - row.conflicts, now.asked - row.asked)
