"""The desk: rows of cases, each with what it waits for. The same few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from avow.adoptions.current import pack_by_hash
from avow.config import once
from avow.disclosures.models import Version
from avow.disclosures.party import with_names
from avow.people.models import Person
from avow.reviews import showing
from avow.reviews.models import Case, Consultation, Decision, Message
from avow.reviews.models.case import DECIDING
from avow.reviews.outcomes import title
from avow.reviews.queries import CaseQuerySet
from avow.reviews.states import of_case
from avow.reviews.visibility import cases_for, decided_by, prepared_by

TABS = {"mine": "Waiting for you", "others": "Waiting for others", "closed": "Decided and closed"}


@dataclass
class Row:
    """One line of the desk."""

    case: Case
    person: Person
    what: str
    other_side: str
    clauses: list[str]
    waits: str
    tag: str
    due: date | None
    may_consult: bool = False


@dataclass(frozen=True)
class Counted:
    """How many cases wait for the reader (`mine`), how many of them are `late`, how many wait for `others`; and by when
    the `first` of the reader's is due."""

    mine: int
    late: int
    others: int
    first: date | None


@dataclass
class Loaded:
    """What the rows of one page need, loaded together."""

    versions: dict[int, Version]
    asked: dict[int, list[Consultation]] = field(default_factory=lambda: defaultdict(list))
    questions: dict[int, list[Message]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[int, Decision] = field(default_factory=dict)


def tab(person: Person, name: str, on: date) -> CaseQuerySet:
    """The cases of one tab of the person's desk, in the order in which to take them."""
    cases = cases_for(person, on).marked()
    if name == "closed":
        return cases.closed().order_by("-opened_on", "-pk")
    mine = _of(person, on)
    found = cases.waiting_for_me(**mine) if name == "mine" else cases.waiting_for_others(**mine)
    return found.due_and_grave_first(on)


@once.looked_up
def counted(person: Person, on: date) -> Counted:
    """The tabs of what is open in numbers, in one query."""
    return Counted(**cases_for(person, on).marked().counted(on, **_of(person, on)))


def how_many(person: Person, name: str, on: date) -> int:
    """How many cases are in one tab; both of what is open are counted together."""
    if name == "closed":
        return tab(person, name, on).count()
    open_ones = counted(person, on)
    return open_ones.mine if name == "mine" else open_ones.others


def _of(person: Person, on: date) -> dict[str, QuerySet]:
    return {"decides": decided_by(person, on).values("pk"), "prepares": prepared_by(person, on).values("pk")}


def rows(cases: Iterable[Case], person: Person, on: date) -> list[Row]:
    """The lines for these cases, which come from `tab(…)` with their disclosure and person."""
    cases = list(cases)
    loaded = _load(cases)
    prepares = set(prepared_by(person, on).filter(pk__in=[case.pk for case in cases]).values_list("pk", flat=True))
    decides = set(decided_by(person, on).filter(pk__in=[case.pk for case in cases]).values_list("pk", flat=True))
    return [_row(case, loaded, case.pk in prepares, case.pk in decides, on) for case in cases]


def _load(cases: list[Case]) -> Loaded:
    wanted = [case.latest_version for case in cases]
    versions = Version.objects.filter(pk__in=wanted).select_related("counterparty").in_bulk()
    showing.with_judgements(versions)
    with_names(versions.values())
    loaded = Loaded(versions)
    current = Consultation.objects.filter(version__in=wanted, moved_to__isnull=True)
    for consultation in current.select_related("asked", "answer"):
        loaded.asked[consultation.version_id].append(consultation)
    keys = [case.pk for case in cases]
    questions = Message.objects.filter(case__in=keys, sort="question", settled_by__isnull=True)
    for question in questions.select_related("thread_with"):
        loaded.questions[question.case_id].append(question)
    made = [case.decision for case in cases if case.decision]
    loaded.decisions = Decision.objects.filter(pk__in=made).select_related("decided_by").in_bulk() if made else {}
    return loaded


def _row(case: Case, loaded: Loaded, prepares: bool, decides: bool, on: date) -> Row:
    version = loaded.versions[case.latest_version]
    waits, tag = _waits(case, loaded, prepares, decides, on)
    return Row(
        case=case,
        person=case.disclosure.person,
        what=pack_by_hash(version.pack_hash).kinds[version.kind].title,
        other_side=version.other_side,
        clauses=showing.clauses(version),
        waits=waits,
        tag=tag,
        due=None if case.decision or _is_closed(case) else case.answer_by,
        may_consult=prepares and not _is_closed(case) and len(loaded.asked[version.pk]) < 2 and case.decision is None,
    )


def _is_closed(case: Case) -> bool:
    return (case.decision is not None and not case.awaits_agreement) or (case.is_over and not case.is_kept_open)


def _waits(case: Case, loaded: Loaded, prepares: bool, decides: bool, on: date) -> tuple[str, str]:
    """What the case waits for, in a few words, and which tag goes with them."""
    version = loaded.versions[case.latest_version]
    if case.decision is not None:
        made = loaded.decisions[case.decision]
        words = title(pack_by_hash(version.pack_hash), made.outcome)
        if case.awaits_agreement:
            return f"{words}: agreement of {case.disclosure.person.name}", "open"
        return f"{words}, in force" if of_case(case, on).id == "in_force" else words, "done"
    if case.is_over and not case.is_kept_open:
        return "Taken back, or over", "done"
    if case.is_asked:
        names = {question.thread_with.name for question in loaded.questions[case.pk]}
        return f"An answer of {_and(names)}", "open"
    asked = loaded.asked[version.pk]
    if case.is_consulting:
        return f"A view of {_and({one.asked.name for one in asked if not hasattr(one, 'answer')})}", "open"
    if len(asked) < 2:
        return ("Ask both for their view", "yours") if prepares else ("To be prepared by counsel", "open")
    if not case.is_assessed:
        return ("Assess", "yours") if prepares else ("To be assessed by counsel", "open")
    return ("Decide", "yours") if decides else (f"Decision of {DECIDING[case.decides]}", "open")


def _and(names: Iterable[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} and {last}" if most else last
