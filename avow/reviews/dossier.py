"""Everything about one case that a reviewer sees on one screen, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from avow.access import reads
from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version, Withdrawal
from avow.disclosures.party import with_names
from avow.disclosures.states import State
from avow.ledger.models import Entry
from avow.people.models import Person
from avow.reviews import outcomes, showing
from avow.reviews.acts.decisions import Weighed
from avow.reviews.instruction import instruction_for, nothing_left
from avow.reviews.models import (
    Assessment,
    Case,
    Consultation,
    Decision,
    FactsFound,
    InstructionAcknowledged,
    Message,
    Note,
    Routing,
    SteppedAside,
)
from avow.reviews.said import said
from avow.reviews.states import of_case
from avow.reviews.visibility import cases_for

ALIKE = 4
"""How many earlier cases are shown."""


@dataclass(frozen=True)
class Line:
    """One entry of the ledger about the case."""

    number: int
    at: datetime
    verb: str
    who: str


@dataclass(frozen=True)
class Spoken:
    """One message, opened."""

    message: Message
    text: str
    is_open_question: bool


@dataclass(frozen=True)
class Thread:
    """What was said with one person, oldest first."""

    person: Person
    messages: list[Spoken]


@dataclass(frozen=True)
class Decided:
    """One decision in words, with its conditions and what the person said to them."""

    decision: Decision
    title: str
    says: str
    reasons: str
    conditions: list[tuple[str, date | None]]
    agreement: object | None
    agreement_words: str
    covers_latest: bool


def marked(case: Case) -> Case:
    """The same case with where it stands."""
    return Case.objects.filter(pk=case.pk).marked().select_related("disclosure__person").get()


def state(case: Case, on: date) -> State:
    """Where a marked case stands."""
    from avow.disclosures import states

    if case.is_over and not case.is_kept_open:
        return states.WITHDRAWN if Withdrawal.objects.filter(disclosure=case.disclosure).exists() else states.ENDED
    return of_case(case, on)


def versions(case: Case) -> list[Version]:
    """Every version, the newest first."""
    rows = Version.objects.filter(disclosure=case.disclosure).order_by("-number")
    return list(rows.select_related("attested__entry", "relative__attested", "counterparty"))


def consultations(case: Case) -> list[dict]:
    """Who was asked, about which version, what they said, and how one tried to reach them; the newest first."""
    rows = Consultation.objects.filter(case=case).order_by("-version__number", "capacity", "-pk")
    rows = rows.select_related(
        "asked", "asked_by", "version", "answer__heard_by", "answer__attested", "moved_to", "attested"
    )
    shown = []
    for row in rows.prefetch_related("attempts__attested", "attempts__by"):
        answer = getattr(row, "answer", None)
        shown.append(
            {
                "row": row,
                "answer": answer,
                "words": answer.words if answer else "",
                "remark": said(answer.remark) if answer else "",
                "moved_to": getattr(row, "moved_to", None),
                "attempts": [(tried, said(tried.remark)) for tried in row.attempts.all()],
            }
        )
    return shown


def threads(case: Case) -> list[Thread]:
    """The conversation with the person who disclosed, always, and with anybody consulted who was written to."""
    discloser = case.disclosure.person
    found: dict[int, Thread] = {discloser.pk: Thread(discloser, [])}
    rows = Message.objects.filter(case=case).select_related("author", "thread_with", "attested", "settled_by")
    for row in rows.order_by("at", "pk"):
        thread = found.setdefault(row.thread_with_id, Thread(row.thread_with, []))
        is_open = row.sort == "question" and not hasattr(row, "settled_by")
        thread.messages.append(Spoken(row, said(row.text), is_open))
    return list(found.values())


def thread_with(case: Case, person: Person) -> Thread:
    """What was said with one person and nobody else."""
    return next((one for one in threads(case) if one.person.pk == person.pk), Thread(person, []))


def notes(case: Case) -> list[tuple[Note, str]]:
    """The private notes of the reviewers."""
    rows = Note.objects.filter(case=case).select_related("author", "attested")
    return [(row, said(row.text)) for row in rows]


def assessments(case: Case) -> list[tuple[Assessment, str]]:
    """Every assessment with its reason, the newest first."""
    rows = Assessment.objects.filter(case=case).select_related("by", "version", "attested").order_by("-pk")
    return [(row, said(row.reason)) for row in rows]


def facts_found(case: Case) -> list[tuple[FactsFound, str]]:
    """What reviewers found, each with how they came to find so, the newest first."""
    rows = FactsFound.objects.filter(case=case).select_related("by", "version", "attested").order_by("-pk")
    return [(row, said(row.reason)) for row in rows]


def decisions(case: Case) -> list[Decided]:
    """Every decision, the newest first."""
    newest = Version.objects.filter(disclosure=case.disclosure).order_by("-number").values_list("pk", flat=True).first()
    rows = Decision.objects.filter(case=case).order_by("-pk").prefetch_related("conditions__attested")
    rows = rows.select_related("decided_by", "version", "attested", "agreement__attested")
    return [_decided(row, newest) for row in rows]


def _decided(row: Decision, newest: int | None) -> Decided:
    pack = pack_by_hash(row.version.pack_hash)
    outcome = pack.decisions.get(row.outcome)
    agreement = getattr(row, "agreement", None)
    return Decided(
        decision=row,
        title=outcomes.title(pack, row.outcome),
        says=outcome.says if outcome else "",
        reasons=said(row.reasons),
        conditions=[(said(condition.text), condition.due_on) for condition in row.conditions.all()],
        agreement=agreement,
        agreement_words=said(agreement.words) if agreement else "",
        covers_latest=row.version_id == newest,
    )


def proposed(weighed: Weighed) -> Decided:
    """A decision that is not recorded yet, in the words in which the person will read it."""
    return Decided(
        decision=weighed.decision,
        title=weighed.chosen.title,
        says=weighed.chosen.says,
        reasons=weighed.reasons,
        conditions=[(term.text, term.due_on) for term in weighed.terms],
        agreement=None,
        agreement_words="",
        covers_latest=True,
    )


def alike(case: Case, version: Version, person: Person, on: date) -> list[dict]:
    """Earlier decided cases of the same kind, those under the same clauses first; only ones the reader may see."""
    found = set(showing.clauses(version))
    rows = Decision.objects.filter(
        case__in=cases_for(person, on).exclude(pk=case.pk).values("pk"), version__kind=version.kind, followed_by=None
    ).exclude(agreement__agreed=False)
    rows = rows.select_related("case__disclosure__person", "version__counterparty").order_by("-decided_on", "-pk")
    rows = list(rows[: ALIKE * 5])
    showing.with_judgements({row.version_id: row.version for row in rows})
    with_names(row.version for row in rows)
    listed = []
    for row in rows:
        shared = [clause for clause in showing.clauses(row.version) if clause in found]
        title = outcomes.title(pack_by_hash(row.version.pack_hash), row.outcome)
        listed.append({"decision": row, "title": title, "shared": shared, "other_side": row.version.other_side})
    listed.sort(key=lambda one: -len(one["shared"]))
    return listed[:ALIKE]


def history(case: Case) -> list[Line]:
    """The ledger's entries about the matter, the newest first."""
    entries = list(Entry.objects.filter(subject=case.subject).order_by("-number"))
    keys = {entry.actor.removeprefix("person:") for entry in entries if entry.actor.startswith("person:")}
    names = dict(Person.objects.filter(public_id__in=keys).values_list("public_id", "name"))
    return [
        Line(entry.number, entry.at, entry.verb, names.get(entry.actor.removeprefix("person:"), entry.actor))
        for entry in entries
    ]


def opened_by(case: Case) -> list[dict]:
    """Who has opened it so far, and when last."""
    last: dict[str, datetime] = {}
    for read in reads.of(case.subject):
        last.setdefault(read.person.name, read.at)
    return [{"name": name, "at": at} for name, at in last.items()]


def aside(case: Case) -> list[tuple[SteppedAside, str]]:
    """Who stepped aside, with their reasons."""
    rows = SteppedAside.objects.filter(case=case).select_related("person", "attested")
    return [(row, said(row.reason)) for row in rows]


def routing(case: Case) -> tuple[Routing, str]:
    """Who decides, and the reason of a referral."""
    row = case.routings.order_by("-pk").select_related("referred_by", "attested").first()
    return row, said(lambda: row.attested.open().get("reason", "")) if row.referred_by_id else ""


def instruction(case: Case, version: Version) -> dict:
    """The instruction of the version that counts, and when the person acknowledged it; no text where nothing is left
    that it could be about."""
    left = not nothing_left([version.disclosure_id])
    return {
        "text": instruction_for(pack_by_hash(version.pack_hash), version) if left else "",
        "acknowledged": InstructionAcknowledged.objects.filter(version=version).first(),
    }
