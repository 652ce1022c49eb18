"""Shortcuts for tests: a disclosure sent by the real acts, and a case taken as far as a test needs it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.counterparties import acts as counterparties
from avow.counterparties.models import Counterparty
from avow.disclosures import acts as disclosing
from avow.disclosures.models import Disclosure, Version
from avow.people.models import Person
from avow.people.testing import Cast, cast
from avow.policy.pack import Pack
from avow.reviews import acts
from avow.reviews.models import Case, Consultation, Decision

BEGIN = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)
_ticks = iter(range(10**9))

SHARE = {
    "holder": "self",
    "organisation_form": "corporation",
    "interest_type": "shares",
    "share_percent": "1.5",
    "others_share_percent": "0",
    "timing": "contemplated",
    "since": None,
    "deals_with_other_side": False,
    "bearing": "potential",
    "story": "I would like to buy a few shares.",
    "believed_standing": "supplier",
}
"""The answers of somebody who thinks of buying 1.5% of a supplier's shares."""


def moment(day: date) -> datetime:
    """An instant on the day, later than the one before."""
    return datetime.combine(day, time(8), UTC) + timedelta(milliseconds=next(_ticks) % 30_000_000)


@dataclass
class House:
    """The cast with their roles, a policy in force, and a supplier called Delta."""

    people: Cast
    pack: Pack
    delta: Counterparty
    extra: dict = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        return getattr(self.people, name)


def house(on: date = BEGIN) -> House:
    """Chen is the compliance officer, Dolores the chief executive, Emeka sits in for the board committee."""
    people = cast(on)
    pack = adopted(on)
    grant(people.chen, "compliance_officer", on)
    grant(people.dolores, "chief_executive", on)
    grant(people.emeka, "board_committee", on)
    delta = counterparties.put(
        "S-1", on=on, by="system", at=moment(on), name="Delta Bearings plc", standings=[("supplier", "present")]
    )
    return House(people, pack, delta)


def disclose(
    house: House, person: Person, on: date = MONDAY, kind: str = "financial_interest", **answers: object
) -> Disclosure:
    """A disclosure about Delta, sent on the day. Answers given replace those of SHARE."""
    disclosure = disclosing.start(person, kind, moment(on))
    given = {**SHARE, "other_side": house.delta.name, "counterparty": house.delta.public_id, **answers}
    disclosing.save_step(disclosure, given, "all", person, moment(on))
    disclosing.submit(disclosure, person, on, moment(on))
    return disclosure


def given_a_watch(house: House, person: Person, on: date = MONDAY, **answers: object) -> Disclosure:
    """A watch worth 250, accepted from Delta that day; the four tests of 5.1 answered by the person."""
    watch = {
        "description": "A wrist watch",
        "worth": "250.00",
        "is_favour": False,
        "received_on": on.isoformat(),
        "declined": False,
        **dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), True),
        **answers,
    }
    return disclose(house, person, on, "gift_received", **watch)


def amend(disclosure: Disclosure, on: date = MONDAY, **answers: object) -> Version:
    """Another version with some answers changed, sent on the day."""
    disclosing.amend(disclosure, disclosure.person, moment(on))
    disclosing.save_step(disclosure, answers, "all", disclosure.person, moment(on))
    return disclosing.submit(disclosure, disclosure.person, on, moment(on))


def case_of(disclosure: Disclosure) -> Case:
    """The case of a disclosure."""
    return Case.objects.select_related("disclosure__person").get(disclosure=disclosure)


def consulted(case: Case, by: Person, on: date = MONDAY) -> list[Consultation]:
    """Both asked, and both have answered that all is well."""
    asked = acts.consult(case, by=by, on=on, at=moment(on))
    for one in asked:
        answer = "right" if one.capacity == "employee" else "agree"
        acts.answer_consultation(one, by=one.asked, answer=answer, remark="", on=on, at=moment(on))
    return asked


def assessed(case: Case, by: Person, on: date = MONDAY):
    """An assessment of the version that counts."""
    return acts.assess(
        case,
        Version.objects.filter(disclosure=case.disclosure).latest("number"),
        by=by,
        classification="potential",
        could_be_questioned=True,
        reason="She buys from them now and then.",
        on=on,
        at=moment(on),
    )


def prepared(case: Case, by: Person, on: date = MONDAY) -> Case:
    """A case that only waits for its decision."""
    consulted(case, by, on)
    assessed(case, by, on)
    return case


def decided(case: Case, by: Person, on: date = MONDAY, outcome: str = "approved", **more: object) -> Decision:
    """A decision on the version that counts."""
    version = Version.objects.filter(disclosure=case.disclosure).latest("number")
    given = {"reasons": "The share is small, and she does not choose suppliers.", **more}
    return acts.decide(case, version, by=by, outcome=outcome, on=on, at=moment(on), **given)
