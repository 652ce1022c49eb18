"""What one asked for oneself, and what one was asked and has answered, each in a line; and whether there is any."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.config import once
from avow.counterparties.models import Counterparty
from avow.disclosures import showing
from avow.disclosures.models import Version
from avow.disclosures.party import parties_of
from avow.leave import standing
from avow.leave.choosing import Matter
from avow.leave.models import AskedOf, Leave
from avow.leave.standing import told
from avow.leave.states import waiting
from avow.people.models import Person, PersonRecord

LATELY = 20


@dataclass(frozen=True)
class Line:
    """What it is, how it stands, since when; with its address, where there is a page that says more."""

    what: str
    says: str
    asked_on: date
    url: str = ""


def concerns(person: Person, on: date) -> bool:
    """Whether the person asked for leave, was asked, or has people who would ask them; in one query."""
    try:
        policy = policy_in_force(on)
    except NoPolicyInForce:
        return False
    if policy.leave is None:
        return False
    return any(how_concerned(person, on))


@once.looked_up
def how_concerned(person: Person, on: date) -> tuple[bool, bool, bool]:
    """Whether the person ever asked for leave, was ever asked, and has people who would ask them; in one query."""
    own = Leave.objects.filter(version__disclosure__person=OuterRef("pk"))
    asked = AskedOf.objects.filter(person=OuterRef("pk"))
    reports = PersonRecord.objects.on(on).filter(manager=OuterRef("pk"))
    return Person.objects.values_list(Exists(own), Exists(asked), Exists(reports)).get(pk=person.pk)


def own(person: Person) -> list[Line]:
    """What the person asked for, the latest first, with where it stands."""
    rows = Leave.objects.filter(version__disclosure__person=person).current().order_by("-pk")
    rows = rows.select_related("version__disclosure", "answered", "given", "lapsed")
    leaves = list(rows[:LATELY])
    wanted = set(Leave.objects.filter(pk__in=[leave.pk for leave in leaves]).wanted().values_list("pk", flat=True))
    names = _parties([leave.version for leave in leaves])
    return [
        Line(
            _of(leave.version, names),
            _stands(leave, leave.pk in wanted),
            leave.asked_on,
            reverse("disclosures:one", args=[leave.version.disclosure.public_id]),
        )
        for leave in leaves
    ]


def lately(person: Person, on: date) -> list[Line]:
    """What the person was asked and what came of it, the latest first. Who has to keep away by now reads only that."""
    rows = AskedOf.objects.filter(person=person).exclude(leave__in=Leave.objects.waiting()).order_by("-pk")
    rows = rows.select_related("leave__version__disclosure__person", "leave__answered", "leave__given", "leave__lapsed")
    found = list(rows[:LATELY])
    names = _parties([row.leave.version for row in found])
    return [
        Line(
            f"{row.leave.version.disclosure.person.name}: {_of(row.leave.version, names)}"
            if Matter(row.leave.version, on).may(person)
            else row.leave.version.disclosure.person.name,
            how_it_ended(row),
            row.asked_on,
        )
        for row in found
    ]


def how_it_ended(row: AskedOf) -> str:
    """How it came out, in a few words; of whoever else answered only that they did."""
    answered = told(row.leave, "answered")
    if answered is not None:
        who = "You" if answered.by_request_id == row.pk else "Somebody else who was asked"
        return f"{who} gave leave" if answered.is_given else f"{who} did not give leave"
    return "Lapsed without an answer" if told(row.leave, "lapsed") else "Not needed any more"


def _stands(leave: Leave, is_wanted: bool) -> str:
    answered, given = told(leave, "answered"), told(leave, "given")
    if given:
        return f"Given on {showing.day(given.given_on)}, {'with' if standing.covers(leave) else 'without'} leave"
    if told(leave, "lapsed"):
        return "Leave lapsed"
    if answered and not answered.is_given:
        return "Leave was not given"
    if not is_wanted:
        return "Not needed any more"
    if answered:
        return f"There is leave until {showing.day(leave.last_day)}"
    last = leave.asked_of.select_related("person").order_by("-pk").first()
    return waiting(last).says


def _of(version: Version, names: dict[int, str]) -> str:
    """To whom, for which day and how much: what is kept in the clear, and nothing of the words."""
    facts = version.facts
    party = names.get(version.disclosure_id) or version.other_side
    worth, currency = facts.get("worth"), facts.get("worth_in")
    amount = f"{currency} {worth}" if worth is not None and currency else ""
    return ", ".join(part for part in (party, showing.day(version.on), amount) if part)


def _parties(versions: list[Version]) -> dict[int, str]:
    """The name of each one's other side in the register, by the primary key of its disclosure."""
    keys = parties_of(versions)
    known = dict(Counterparty.objects.filter(pk__in=[key for key in keys.values() if key]).values_list("pk", "name"))
    return {disclosure: known[key] for disclosure, key in keys.items() if key in known}
