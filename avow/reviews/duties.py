"""What a review asks of a person: instruction, questions, views, conditions; of reviewers, what is on their desk."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.current import pack_by_hash
from avow.people.models import Person
from avow.policy import Kind
from avow.reviews import decision_read, desk, outcomes
from avow.reviews.instruction import nothing_left
from avow.reviews.models import Case, Consultation, InstructionAcknowledged, Message
from avow.reviews.visibility import may_review_anything, own_cases


def of_a_discloser(person: Person, on: date) -> Iterator[Duty]:
    """Instructions to acknowledge and conditions to agree to."""
    cases = [case for case in own_cases(person) if case.decision is None or case.awaits_agreement]
    unread = set(_unread(cases))
    for case in cases:
        kind = _kind(case)
        address = reverse("disclosures:one", args=[case.disclosure.public_id])
        if case.awaits_agreement:
            url = reverse("reviews:agree", args=[case.disclosure.public_id])
            yield Duty(
                f"Answer to the conditions: {kind.title.lower()}", url, minutes=3, under="before_starting", weight=20
            )
        elif case in unread:
            title = f"Read what holds until there is a decision: {kind.title.lower()}"
            yield Duty(title, address, on, weight=30, under="before_starting")


def _unread(cases: Sequence[Case]) -> list[Case]:
    """Those of these whose instruction holds, and was not acknowledged for the latest version."""
    asked = [case for case in cases if case.decision is None and _kind(case).instruction]
    if not asked:
        return []
    read = InstructionAcknowledged.objects.filter(version__in=[case.latest_version for case in asked])
    done = set(read.values_list("version", flat=True))
    gone = nothing_left(case.disclosure_id for case in asked)
    return [case for case in asked if case.latest_version not in done and case.disclosure_id not in gone]


def _kind(case: Case) -> Kind:
    return pack_by_hash(case.routing_hash).kinds[case.disclosure.kind]


def of_somebody_decided_on(person: Person, on: date) -> Iterator[Duty]:
    """Decisions that the person has not read yet."""
    for decision in decision_read.unread(person):
        title = outcomes.title(pack_by_hash(decision.version.pack_hash), decision.outcome)
        url = reverse("disclosures:one", args=[decision.case.disclosure.public_id])
        yield Duty(f"Read the decision: {title}", url, on, weight=40, under="consultations")


def of_somebody_asked(person: Person, on: date) -> Iterator[Duty]:
    """Views and questions that wait for this person."""
    asked = Consultation.objects.filter(asked=person, answer__isnull=True, moved_to__isnull=True)
    views = list(asked.select_related("case__disclosure__person"))
    latest = {}
    if views:
        open_cases = Case.objects.filter(pk__in=[row.case_id for row in views]).marked().still_open()
        latest = dict(open_cases.values_list("pk", "latest_version"))
    for row in views:
        if latest.get(row.case_id) != row.version_id:
            continue
        about = "your own disclosure" if row.capacity == "employee" else row.case.disclosure.person.name
        url = row.get_absolute_url()
        yield Duty(f"Give your view: {about}", url, row.answer_by, weight=20, under="consultations")
    questions = Message.objects.filter(thread_with=person, sort="question", settled_by__isnull=True)
    questions = list(questions.select_related("case__disclosure"))
    others = {row.case_id for row in questions if row.case.disclosure.person_id != person.pk}
    rows = Consultation.objects.filter(case__in=others, asked=person).order_by("pk")
    last = {row.case_id: row for row in rows}
    for row in questions:
        if row.case.disclosure.person_id == person.pk:
            url = reverse("disclosures:one", args=[row.case.disclosure.public_id]) + "#conversation"
        else:
            url = last[row.case_id].get_absolute_url() + "#conversation"
        yield Duty("Answer a question of the compliance officer", url, minutes=2, under="consultations", weight=25)


def of_a_reviewer(person: Person, on: date) -> Iterator[Duty]:
    """One line for everything on the desk: how many, and when the first is due."""
    if not may_review_anything(person, on):
        return
    waiting = desk.counted(person, on)
    number = waiting.mine
    if number:
        title = "1 case waits for you on the desk" if number == 1 else f"{number} cases wait for you on the desk"
        only = desk.tab(person, "mine", on).first() if number == 1 else None
        url = only.get_absolute_url() if only else reverse("reviews:desk")
        yield Duty(title, url, waiting.first, minutes=5 * number, under="consultations", weight=10)


SOURCES = (of_a_discloser, of_somebody_decided_on, of_somebody_asked, of_a_reviewer)
