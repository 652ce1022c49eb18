"""Shortcuts for tests: something that somebody wants to give, sent by the real acts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.counterparties import acts as counterparties
from avow.counterparties.models import Counterparty
from avow.disclosures import acts as disclosing
from avow.disclosures.models import Disclosure, Version
from avow.leave import acts
from avow.leave.models import Answered, AskedOf
from avow.leave.standing import current
from avow.people.models import Person
from avow.people.testing import Cast, cast

BEGIN = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)
_ticks = iter(range(10**9))

WINE = {
    "holder": "self",
    "believed_standing": "customer",
    "description": "a bottle of wine for her jubilee",
    "worth": "40.00",
    "worth_in": "USD",
    "is_favour": False,
    "contact": "Mrs Ito",
    "estimated": False,
    "cash_like": False,
    "public_official": False,
    "declined": False,
    "story": "She has been with us for thirty years.",
}
"""A bottle of wine worth 40."""


def moment(day: date) -> datetime:
    """An instant on the day, later than the one before."""
    return datetime.combine(day, time(8), UTC) + timedelta(milliseconds=next(_ticks) % 30_000_000)


@dataclass
class House:
    """The cast, Chen as compliance officer, a policy in force, and a customer called Delta."""

    people: Cast
    delta: Counterparty

    def __getattr__(self, name: str) -> Person:
        return getattr(self.people, name)


def house(on: date = BEGIN) -> House:
    """As in reviews, with what leave needs of it."""
    people = cast(on)
    adopted(on)
    grant(people.chen, "compliance_officer", on)
    delta = counterparties.put(
        "S-1", on=on, by="system", at=moment(on), name="Delta Bearings plc", standings=[("customer", "present")]
    )
    return House(people, delta)


def wants_to_give(house, person: Person, on: date, day: date | None = None, **answers) -> Disclosure:
    """A gift to Delta for the day, by default the same, sent on `on`."""
    return _sent(house, person, "gift_given", {**WINE, **answers}, on, day)


DINNER = {
    "believed_standing": "customer",
    "description": "dinner after the acceptance test",
    "worth": "240.00",
    "worth_in": "USD",
    "shared_by": "4",
    "occasions": "1",
    "contact": "Mrs Ito",
    "estimated": False,
    "public_official": False,
    "declined": False,
    "excessive": False,
    "unfit": False,
    "employee_present": True,
    "company_not_permitting": False,
    "guest_employer_allows": True,
    "forbidden_locally": False,
    "story": "She has been with us for thirty years.",
}
"""A dinner of 240 for four."""


def wants_to_invite(house, person: Person, on: date, day: date | None = None, **answers) -> Disclosure:
    """A dinner with Delta on the day, by default the same, sent on `on`."""
    return _sent(house, person, "hospitality_offered", {**DINNER, **answers}, on, day)


def _sent(house, person: Person, kind: str, answers: dict, on: date, day: date | None) -> Disclosure:
    disclosure = disclosing.start(person, kind, moment(on))
    given = {"other_side": house.delta.name, "counterparty": house.delta.public_id}
    given["received_on"] = (day or on).isoformat()
    disclosing.save_step(disclosure, {**given, **answers}, "all", person, moment(on))
    disclosing.submit(disclosure, person, on, moment(on))
    return Disclosure.objects.get(pk=disclosure.pk)


def changed(disclosure: Disclosure, on: date, **answers) -> Version:
    """A new version with these answers instead."""
    person = disclosure.person
    disclosing.amend(disclosure, person, moment(on))
    disclosing.save_step(disclosure, answers, "all", person, moment(on))
    return disclosing.submit(disclosure, person, on, moment(on))


def answered(request: AskedOf, by: Person, on: date, *, is_given: bool = True, remark: str = "") -> Answered:
    """The answer of one who was asked."""
    return acts.answer(request, by=by, is_given=is_given, remark=remark, on=on, at=moment(on))


def asked_of(disclosure: Disclosure) -> list[AskedOf]:
    """Everyone asked for leave for what it says now, in order."""
    return list(current(disclosure).asked_of.select_related("person").order_by("pk"))
