"""Who reads and answers a question: whoever asked, and the officers. Nobody answers their own, a relative's or their
superior's, one that was kept from them, or one they stepped aside from; a deputy never answers the officer's.

Where no officer is left it goes to the chief executive, and then to the board committee.
"""

from collections.abc import Iterable
from datetime import date

from avow.access.models import Role
from avow.access.roles import here, holders_of_each, roles_of
from avow.disclosures.naming import folded, relatives_of_each
from avow.people.line import keys_above_each
from avow.people.models import Person
from avow.questions.models import Aside, Question

TIERS = (
    (Role.COMPLIANCE_OFFICER, Role.DEPUTY),
    (Role.CHIEF_EXECUTIVE,),
    (Role.BOARD_COMMITTEE,),
)
ROLES = tuple(role for tier in TIERS for role in tier)
WORDS = ("the compliance officer", "the chief executive", "the board committee")


class Keeping:
    """What has to be known to say who reads these questions; read once, in the same few queries however many."""

    def __init__(self, questions: Iterable[Question], on: date) -> None:
        self.on = on
        questions = list(questions)
        held = holders_of_each([*ROLES, Role.ADMINISTRATOR], on)
        administrators = {person.pk for person in held[Role.ADMINISTRATOR]}
        self.officers = {person.pk for person in held[Role.COMPLIANCE_OFFICER]}
        self.deputies = {person.pk for person in held[Role.DEPUTY]} - self.officers
        self.tiers = [
            list({one.pk: one for role in tier for one in held[role] if one.pk not in administrators}.values())
            for tier in TIERS
        ]
        people = {one.pk: one for tier in self.tiers for one in tier}
        self.above = keys_above_each(people.values(), on)
        self.names = {pk: folded(one.name) for pk, one in people.items()}
        self.relatives = relatives_of_each({*people, *(question.person_id for question in questions)})
        self.aside: dict[int, set[int]] = {}
        keys = [question.pk for question in questions] or [0]  # the same queries for one that never existed
        for question, person in Aside.objects.filter(question__in=keys).values_list("question", "person"):
            self.aside.setdefault(question, set()).add(person)

    def keeps_away(self, person: Person, question: Question) -> bool:
        """Whether this person must not answer, and so not read, the question of somebody."""
        asker = question.person
        return (
            person.pk == asker.pk
            or person.public_id in question.kept_from
            or person.pk in self.aside.get(question.pk, ())
            or asker.pk in self.above.get(person.pk, ())
            or self.names[person.pk] in self.relatives.get(asker.pk, ())
            or folded(asker.name) in self.relatives.get(person.pk, ())
            or (person.pk in self.deputies and asker.pk in self.officers)
        )

    def readers(self, question: Question) -> list[Person]:
        """Those who may answer; empty where everyone has to keep away."""
        for tier in self.tiers:
            if left := [person for person in tier if not self.keeps_away(person, question)]:
                return left
        return []

    def reader_words(self, question: Question) -> str:
        """Who answers, in words: "the compliance officer"."""
        found = {person.pk for person in self.readers(question)}
        places = (place for place, tier in enumerate(self.tiers) if found & {one.pk for one in tier})
        return next((WORDS[place] for place in places if found), "")


def may_answer(person: Person, question: Question, on: date) -> bool:
    """Whether the person is one of those who may read and answer it on the day."""
    return here(person, on) and any(one.pk == person.pk for one in Keeping([question], on).readers(question))


def answers_any(person: Person, on: date) -> bool:
    """Whether the person holds a role in which questions may come to them."""
    return not roles_of(person, on).isdisjoint(ROLES)


def to_answer(person: Person, questions: Iterable[Question], on: date) -> list[Question]:
    """Those of the questions that the person may read and answer, in their order."""
    questions = list(questions)
    if not questions or not answers_any(person, on):
        return []
    keeping = Keeping(questions, on)
    return [one for one in questions if any(reader.pk == person.pk for reader in keeping.readers(one))]
