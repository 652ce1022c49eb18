"""The desk in numbers, each a link to its list. Only for those who have a desk, and only of what they may open."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from avow.access.roles import is_officer
from avow.breaches.views.pages import visible_to
from avow.people.models import Person
from avow.questions.duties import waiting_for
from avow.reviews import desk
from avow.reviews.visibility import may_review_anything


@dataclass(frozen=True)
class Number:
    """How many there are, of what, and where their list is. `late` of them are past their day."""

    how_many: int
    what: str
    url: str
    late: int = 0


def numbers_for(person: Person, on: date) -> list[Number]:
    """What is on the person's desk: what waits for them and for others, and for officers the possible breaches."""
    if not may_review_anything(person, on):
        return []
    address = reverse("reviews:desk")
    cases = desk.counted(person, on)
    found = [
        _number(cases.mine, "waits for you", "wait for you", address, cases.late),
        _number(cases.others, "waits for others", "wait for others", f"{address}?show=others"),
    ]
    if waiting := waiting_for(person, on):
        late = sum(one.answer_by < on for one in waiting)
        found.append(
            _number(len(waiting), "question to answer", "questions to answer", reverse("questions:list"), late)
        )
    if is_officer(person, on):
        how_many = visible_to(person, on).count()
        found.append(_number(how_many, "possible breach", "possible breaches", reverse("breaches:list")))
    return found


def _number(how_many: int, one: str, several: str, url: str, late: int = 0) -> Number:
    return Number(how_many, one if how_many == 1 else several, url, late)
