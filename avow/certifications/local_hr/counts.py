"""The numbers of a department: as a closing return says them, in words, and what came after a return."""

from collections.abc import Sequence
from dataclasses import dataclass

from avow.certifications.local_hr.conflicts import not_advised
from avow.certifications.models import Campaign, ClosingReturn, FormUnlocked, Place
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, SIGNED, TO_CONFIRM
from avow.certifications.places import Counted, count_by_department
from avow.config import once
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
    """What came after a closing return: of its missing, how many signed; conflicts more than it counted; how many more
    are asked; and of those it does not name as missing, how many are, as their form was unlocked."""

    signed: int
    conflicts: int
    asked: int
    unlocked: int

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
        if self.unlocked:
            are = "form was unlocked and is" if self.unlocked == 1 else "forms were unlocked and are"
            parts.append(f"{self.unlocked:,} {are} missing")
        return f"Since then {', '.join(parts)}." if parts else ""


def since(row: ClosingReturn, now: Counted) -> Since:
    """What came after this return, computed from who it says was missing and from how many there are `now`."""
    signed, unlocked = 0, _unlocked(row.campaign).get(row.department, ()) if now.states[MISSING] else ()
    after = {person for person, attested in unlocked if attested > row.attested_id}
    if row.missing:
        missing = row.attested.open()["missing_people"]
        places = Place.objects.filter(campaign=row.campaign, state__in=[SIGNED, TO_CONFIRM])
        signed = places.filter(included__person__in=among(missing)).count()
        after -= set(missing)
    return Since(signed, now.conflicts - row.conflicts, now.asked - row.asked, len(after))


def since_each(rows: Sequence[ClosingReturn]) -> dict[int, Since]:
    """The same of several returns, by primary key; each campaign is counted once."""
    departments: dict[Campaign, set[str]] = {}
    for row in rows:
        departments.setdefault(row.campaign, set()).add(row.department)
    now = {
        (campaign.pk, counted.department): counted
        for campaign, names in departments.items()
        for counted in count_by_department(campaign, names)
    }
    return {row.pk: since(row, now.get((row.campaign_id, row.department), Counted(row.department))) for row in rows}


@once.looked_up
def _unlocked(campaign: Campaign) -> dict[str, list[tuple[str, int]]]:
    """Whose form was unlocked and not signed again, by the department where they are missing, with which attested
    document says so; the later ones are greater."""
    rows = FormUnlocked.objects.filter(form__included__place__campaign=campaign, form__included__place__state=MISSING)
    found: dict[str, list[tuple[str, int]]] = {}
    for department, person, attested in rows.values_list(
        "form__included__place__department", "form__included__person__public_id", "attested"
    ):
        found.setdefault(department, []).append((person, attested))
    return found
