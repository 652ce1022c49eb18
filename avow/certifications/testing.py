"""Shortcuts for tests of this room and those beside it: a campaign that is started and frozen, and forms signed through
the real acts, without walking through the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts as campaigns
from avow.certifications.campaigns import freezing
from avow.certifications.form import acts
from avow.certifications.form.asking import ASK, COMPLIED, NOTHING, POLICY, Conversation, conversation
from avow.certifications.form.filled import SAME, YES
from avow.certifications.models import Campaign, Included, SignedForm
from avow.people.acts import put
from avow.people.models import Person
from avow.people.testing import Cast, cast
from avow.policy import Pack

BEGIN = date(2026, 1, 1)
DAYS = {"opens": date(2026, 4, 1), "due": date(2026, 4, 30), "closes": date(2026, 6, 1)}
OPEN = date(2026, 4, 8)
"""A working day on which the campaign is open and nobody is late."""
_ticks = iter(range(10**9))


def moment(day: date) -> datetime:
    """An instant on the day, later than the one before."""
    return datetime.combine(day, time(8), UTC) + timedelta(milliseconds=next(_ticks) % 30_000_000)


@dataclass
class House:
    """The cast with their roles, Devi who is Chen's deputy, a policy, and a campaign in which `grade`s are asked."""

    people: Cast
    devi: Person
    pack: Pack
    campaign: Campaign

    def __getattr__(self, name: str) -> Person:
        return getattr(self.people, name)

    def asked(self, person: Person) -> Included:
        """The row of that person in the campaign."""
        return Included.objects.select_related("person", "campaign").get(campaign=self.campaign, person=person)


def house(on: date = BEGIN, days: Mapping[str, date] = DAYS, supervisors: Iterable[str] = ("A1",)) -> House:
    """Chen is the compliance officer, Dolores the chief executive, Emeka sits in for the board committee, Farah looks
    after Works HR. Boris and Dolores are asked, as people report to them, and whoever is among `supervisors`."""
    people = cast(on)
    pack = adopted(on)
    devi = put("V1", on=on, by="system", at=moment(on), name="Devi Marsh", manager=people.dolores)
    grant(people.chen, "compliance_officer", on)
    grant(devi, "deputy", on)
    grant(people.dolores, "chief_executive", on)
    grant(people.emeka, "board_committee", on)
    grant(people.farah, "hr_partner", on, department="Works HR")
    for number in supervisors:
        put(number, on=on, by="system", at=moment(on), name=Person.objects.get(number=number).name, grade="supervisor")
    return House(people, devi, pack, started(people.chen, days=days, on=on))


def started(
    officer: Person, *, days: Mapping[str, date] = DAYS, on: date = BEGIN, name: str = "Certification 2026"
) -> Campaign:
    """A campaign that was prepared, started and frozen."""
    campaign = campaigns.prepare(name, **days, by=officer, on=on, at=moment(on))
    campaigns.start(campaign, by=officer, on=on, at=moment(on), seen=True)
    freezing.work_through(lambda: moment(on))
    return campaign


def answers(
    asked: Conversation, yes: Iterable[str] = (), known: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None, words: str = "",
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Answers to every step: yes to the kinds named, no to the others. What is disclosed goes on, unless `known` says
    otherwise by the disclosure's number; a question of which something goes on is answered yes. With `words` the person
    does not state that they complied."""
    kinds, given = set(yes), known or {}
    found: dict[str, dict[str, Any]] = {POLICY: {"seen": asked.pack.hash}}
    for one in asked.asked:
        of_these = [kind.id for kind in one.kinds if kind.id in kinds]
        said = {each.id: given.get(each.id, {"standing": SAME}) for each in one.known}
        goes_on = any(each["standing"] != "ended" for each in said.values())
        found[one.step] = {
            "asked": one.question.question,
            "answer": YES if of_these or goes_on else "no",
            "known": said,
            "new": [{"kind": kind, "facts": dict((facts or {}).get(kind, {}))} for kind in of_these],
        }
    texts = asked.pack.certifying
    found[COMPLIED] = {"asked": texts.complied, "answer": "no" if words else YES, "words": words}
    found[NOTHING] = {"asked": texts.nothing}
    return found


def filled(
    included: Included, yes: Iterable[str] = (), *, on: date = OPEN, at: datetime | None = None, **said: Any
) -> None:
    """Answer every step of the form without signing it."""
    person = included.person
    acts.draft(included, by=person, on=on, at=at or moment(on))
    for step, answer in answers(conversation(included, on), yes, **said).items():
        acts.save(included, step, answer, by=person, on=on, at=at or moment(on))


def signed(
    included: Included, yes: Iterable[str] = (), *, on: date = OPEN, at: datetime | None = None, way: str = "account",
    captured_by: Person | None = None, **said: Any,
) -> SignedForm:  # fmt: skip
    """A form that the person signed on that day through the acts, with a yes to each kind named. What was disclosed is
    confirmed as still so."""
    filled(included, yes, on=on, at=at, **said)
    person = included.person
    return acts.sign(
        included, by=person, typed_name=person.name, way=way, captured_by=captured_by, on=on, at=at or moment(on)
    )


__all__ = [
    "ASK", "BEGIN", "DAYS", "OPEN", "House", "answers", "filled", "house", "moment", "signed", "started",
]  # fmt: skip
