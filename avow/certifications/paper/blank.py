"""The form to be printed and answered by hand (6.5): the same questions in the same words, with boxes to tick."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from avow.certifications.form.asking import Asked, Conversation
from avow.certifications.form.filled import STANDINGS
from avow.certifications.kiosk import qr
from avow.certifications.paper.forms import ROWS, known_as
from avow.disclosures import showing
from avow.people.models import Person

SOURCE = Path(__file__).with_name("blank.typ")
HR_READS = (
    "Whoever enters this paper for you at your local HR department reads what you write on it, and attaches a scan "
    "that is sealed for you. If you would rather not have that, ask for a slip with a code, or disclose to the "
    "compliance officer yourself."
)
CONFIRM = "You can compare what was entered with your paper, and say so if it is not what you signed."


@dataclass(frozen=True)
class Question:
    """A question with its boxes. `asks` is what is asked where it is new."""

    title: str
    question: str
    help: str
    kinds: list[str]
    asks: list[str]


@dataclass(frozen=True)
class Form:
    """What differs from one person to the next. `known` are, for each question, the disclosures to be confirmed; `qr`
    is the address where HR enters it, as SVG ("" where it is too long)."""

    person: str
    person_number: str
    number: str
    due: str
    known: list[list[str]]
    qr: str


@dataclass(frozen=True)
class Blank:
    """Plain texts only; `forms` has one for each person. `person` and `number` are of the file as a whole."""

    title: str
    campaign: str
    person: str
    number: str
    policy: str
    says: str
    acknowledgement: str
    questions: list[Question]
    forms: list[Form]
    standings: list[str]
    rows: int
    complied: str
    not_complied: str
    explain: str
    nothing: str
    signature: str
    good_faith: str
    who_reads: str
    hr_reads: str
    authority: str
    not_needed: str
    iso_date: str
    version: int = 0
    entry: int = 0
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the paper."""
        return asdict(self)


def blank(asked: Sequence[Conversation], address: Callable[[Person], str]) -> Blank:
    """The forms of these people of one campaign, as they are asked on the day of the conversations; `address` is where
    HR enters the paper of each."""
    first = asked[0]
    campaign, pack = first.included.campaign, first.pack
    texts, person = pack.certifying, first.included.person
    alone = len(asked) == 1
    return Blank(
        title=pack.form["title"],
        campaign=campaign.name,
        person=person.name if alone else "",
        number=person.public_id if alone else campaign.public_id,
        policy=showing.policy(pack),
        says=texts.title,
        acknowledgement=pack.form["acknowledgement"],
        questions=[_question(first, one) for one in first.asked],
        forms=[_form(one, address(one.included.person)) for one in asked],
        standings=list(STANDINGS.values()),
        rows=ROWS,
        complied=texts.complied,
        not_complied=texts.not_complied_signed,
        explain=texts.explain,
        nothing=texts.nothing,
        signature=pack.form["signature"],
        good_faith=pack.form["good_faith"],
        who_reads=texts.who_reads,
        hr_reads=f"{HR_READS} {CONFIRM}",
        authority=pack.form["authority"],
        not_needed=pack.form["not_needed"],
        iso_date=first.on.isoformat(),
    )


def _question(asked: Conversation, one: Asked) -> Question:
    return Question(
        title=one.title,
        question=one.question.question,
        help=one.question.help,
        kinds=[kind.title for kind in one.kinds] if len(one.kinds) > 1 else [],
        asks=[asked.pack.facts[name].label for name in one.question.asks],
    )


def _form(asked: Conversation, address: str) -> Form:
    included = asked.included
    return Form(
        person=included.person.name,
        person_number=included.person.number,
        number=included.person.public_id,
        due=showing.day(included.due),
        known=[[known_as(each) for each in one.known] for one in asked.asked],
        qr=_qr(address),
    )


def _qr(address: str) -> str:
    try:
        return qr.svg(address)
    except qr.TooLong:
        return ""
