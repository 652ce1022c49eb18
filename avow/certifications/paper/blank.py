"""The form to be printed and answered by hand (6.5): the same questions in the same words, with boxes to tick."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from avow.certifications.form.asking import Asked, Conversation
from avow.certifications.form.filled import STANDINGS
from avow.certifications.kiosk import qr
from avow.certifications.paper.forms import ROWS, known_as
from avow.disclosures import showing

SOURCE = Path(__file__).with_name("blank.typ")
HR_READS = (
    "Whoever enters this paper for you at your local HR department reads what you write on it, and attaches a scan "
    "that is sealed for you. If you would rather not have that, ask for a slip with a code, or disclose to the "
    "compliance officer yourself."
)
CONFIRM = "You can compare what was entered with your paper, and say so if it is not what you signed."


@dataclass(frozen=True)
class Question:
    """A question with its boxes. `known` are disclosures to be confirmed, `asks` what is asked where it is new."""

    title: str
    question: str
    help: str
    known: list[str]
    kinds: list[str]
    asks: list[str]


@dataclass(frozen=True)
class Blank:
    """Plain texts only. `address` is where HR enters it, `qr` the same as SVG ("" where it is too long)."""

    title: str
    campaign: str
    person: str
    person_number: str
    number: str
    policy: str
    due: str
    says: str
    acknowledgement: str
    questions: list[Question]
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
    address: str
    qr: str
    iso_date: str
    version: int = 0
    entry: int = 0
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the paper."""
        return asdict(self)


def blank(asked: Conversation, address: str) -> Blank:
    """The form of this person, as it is asked on the day of the conversation."""
    included, pack = asked.included, asked.pack
    texts = pack.certifying
    return Blank(
        title=pack.form["title"],
        campaign=included.campaign.name,
        person=included.person.name,
        person_number=included.person.number,
        number=included.person.public_id,
        policy=showing.policy(pack),
        due=showing.day(included.due),
        says=texts.title,
        acknowledgement=pack.form["acknowledgement"],
        questions=[_question(asked, one) for one in asked.asked],
        standings=list(STANDINGS.values()),
        rows=ROWS,
        complied=texts.complied,
        not_complied=texts.not_complied,
        explain=texts.explain,
        nothing=texts.nothing,
        signature=pack.form["signature"],
        good_faith=pack.form["good_faith"],
        who_reads=texts.who_reads,
        hr_reads=f"{HR_READS} {CONFIRM}",
        authority=pack.form["authority"],
        not_needed=pack.form["not_needed"],
        address=address,
        qr=_qr(address),
        iso_date=asked.on.isoformat(),
    )


def _question(asked: Conversation, one: Asked) -> Question:
    return Question(
        title=one.title,
        question=one.question.question,
        help=one.question.help,
        known=[known_as(each) for each in one.known],
        kinds=[kind.title for kind in one.kinds] if len(one.kinds) > 1 else [],
        asks=[asked.pack.facts[name].label for name in one.question.asks],
    )


def _qr(address: str) -> str:
    try:
        return qr.svg(address)
    except qr.TooLong:
        return ""
