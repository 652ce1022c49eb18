"""Shortcuts for tests of this room: the cast with a policy, and walking through May I? as a person does, by posting
each page's own fields."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import unescape

from django.test import Client

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.people.acts import put
from avow.people.models import Person
from avow.people.testing import Cast, cast
from avow.policy import Pack
from avow.questions import acts

BEGIN = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)
_ticks = iter(range(10**9))
ADDRESS = "/may-i/"
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def moment(day: date) -> datetime:
    """An instant on the day, later than the one before."""
    return datetime.combine(day, time(8), UTC) + timedelta(milliseconds=next(_ticks) % 30_000_000)


@dataclass
class House:
    """The cast with their roles, Devi who is Chen's deputy, and a policy in force."""

    people: Cast
    devi: Person
    pack: Pack

    def __getattr__(self, name: str) -> Person:
        return getattr(self.people, name)


def house(on: date = BEGIN) -> House:
    """Chen is the compliance officer, Dolores the chief executive, Emeka sits in for the board committee."""
    people = cast(on)
    pack = adopted(on)
    devi = put("V1", on=on, by="system", at=moment(on), name="Devi Marsh", manager=people.dolores)
    grant(people.chen, "compliance_officer", on)
    grant(devi, "deputy", on)
    grant(people.dolores, "chief_executive", on)
    grant(people.emeka, "board_committee", on)
    return House(people, devi, pack)


def fields(response) -> dict[str, str]:
    """The hidden fields of the page's form, but for the token."""
    html = response.content.decode()
    return {name: unescape(value) for name, value in FIELD.findall(html) if name != "csrfmiddlewaretoken"}


def walk(client: Client, kind: str, said: dict[str, str]):
    """Answer each step with what is said of it, up to the answer; gives the page of the answer."""
    page = client.post(ADDRESS, {"kind": kind})
    for _ in range(20):
        if "few" not in page.context:
            return page
        names = page.context["few"].names
        given = {name: said[name] for name in names if name in said}
        extra = {name: said[name] for name in ("counterparty", "searched", "sums") if name in said}
        page = client.post(ADDRESS, {**fields(page), **given, **extra})
    raise AssertionError("the questions have no end")


def asked_by(person: Person, text: str = "May I drive for a delivery firm at weekends?", on: date = MONDAY, **given):
    """A question that the person asked on the day."""
    return acts.ask(by=person, text=text, on=on, at=moment(on), **given)


def answered(question, by: Person, text: str = "You may, once it is disclosed and decided.", on: date = MONDAY):
    """The answer to it."""
    return acts.answer(question, by=by, text=text, on=on, at=moment(on))


WORDS = acts.Words(
    "A second job at weekends", "Somebody wants to drive for another firm at weekends.",
    "Disclose it first. Hours and rest are what is looked at.", ("4.1",),
)  # fmt: skip


def published(by: Person, words: acts.Words = WORDS, on: date = MONDAY, **of):
    """Guidance that everyone reads."""
    return acts.publish(words, by=by, on=on, at=moment(on), **of)
