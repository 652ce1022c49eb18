"""Publishing guidance, a next version of it, and withdrawing it (6.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.questions import finding, naming
from avow.questions.acts.refusals import Refused
from avow.questions.models import Guidance, GuidanceWithdrawn, Question
from avow.questions.visibility import may_answer

KEY = "register"
LONGEST = 10_000
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Words:
    """What is published: a heading, the question told anew, what holds, and the clauses it is about."""

    title: str
    asked: str
    says: str
    clauses: Sequence[str] = ()


@transaction.atomic
def publish(
    words: Words,
    *,
    by: Person,
    on: date,
    at: datetime,
    question: Question | None = None,
    replaces: Guidance | None = None,
) -> Guidance:
    """Publish it for everyone, or as the next version of what it replaces. Of the `question` it came from nothing is
    kept but that its asker is not named. Raises Refused."""
    if not is_officer(by, on) or (question is not None and not may_answer(by, question, on)):
        raise Refused("Only the compliance officer and deputies publish guidance.")
    before = _current(replaces) if replaces is not None else None
    words = _checked(words, question, on)
    row = Guidance(
        public_id=public_id(), replaces=before, number=before.number + 1 if before else 1, title=words.title,
        asked=words.asked, says=words.says, clauses=list(words.clauses), by=by, on=on,
    )  # fmt: skip
    body = {
        "guidance": row.public_id, "replaces": before.public_id if before else None, "number": row.number,
        "title": row.title, "asked": row.asked, "says": row.says, "clauses": row.clauses, "by": by.public_id,
        "on": on.isoformat(),
    }  # fmt: skip
    doc = Doc(Guidance.schema, body, key=KEY)
    entry = record("guidance published", actor=by, acting_as="officer", subject=row.subject, at=at, docs=[doc])
    row.attested = entry.documents[0]
    row.save(force_insert=True)
    finding.index(row)
    return row


@transaction.atomic
def withdraw(guidance: Guidance, *, by: Person, reason: str, on: date, at: datetime) -> GuidanceWithdrawn:
    """It holds no more from that day on. It stays to be read, with the reason. Raises Refused."""
    if not is_officer(by, on):
        raise Refused("Only the compliance officer and deputies withdraw guidance.")
    guidance, reason = _current(guidance), reason.strip()
    if not reason:
        raise Refused("Say why it holds no more; one sentence is enough.")
    if named := naming.found(reason):
        raise Refused(_names(named))
    body = {"guidance": guidance.public_id, "by": by.public_id, "on": on.isoformat(), "reason": reason[:LONGEST]}
    doc = Doc(GuidanceWithdrawn.schema, body, key=KEY)
    entry = record("guidance withdrawn", actor=by, acting_as="officer", subject=guidance.subject, at=at, docs=[doc])
    return GuidanceWithdrawn.objects.create(
        attested=entry.documents[0], guidance=guidance, by=by, on=on, reason=body["reason"]
    )


def _current(guidance: Guidance) -> Guidance:
    """The guidance, locked. Raises Refused where it was replaced or withdrawn already."""
    row = Guidance.objects.select_for_update(no_key=True).get(pk=guidance.pk)
    if Guidance.objects.filter(replaces=row).exists():
        raise Refused("There is a newer version of this already. Open that one.")
    if GuidanceWithdrawn.objects.filter(guidance=row).exists():
        raise Refused("This was withdrawn. Publish new guidance instead.")
    return row


def _checked(words: Words, question: Question | None, on: date) -> Words:
    """Trimmed, complete, of clauses that the policy has, and naming nobody. Raises Refused."""
    title, asked, says = " ".join(words.title.split()), words.asked.strip(), words.says.strip()
    if not (title and asked and says):
        raise Refused("Give it a heading, the question in your own words, and what holds.")
    if len(title) > LONGEST_TITLE or max(len(asked), len(says)) > LONGEST:
        raise Refused("This is too long to be read. Shorten it, please.")
    pack = policy_in_force(on)
    clauses = tuple(number for number in pack.clauses if number in words.clauses)
    if not clauses:
        raise Refused("Choose at least one clause, so that it is found where that clause comes up.")
    named = naming.found(f"{title}\n{asked}\n{says}", question.person if question else None)
    if named:
        raise Refused(_names(named))
    return Words(title, asked, says, clauses)


def _names(named: list[str]) -> str:
    return f"This names somebody: {', '.join(named)}. Everyone reads guidance, so write it without."
