"""What a review asks of a person: instruction, questions, views, conditions; of reviewers, what is on their desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.current import pack_by_hash
from avow.people.models import Person
from avow.reviews import decision_read, desk, outcomes
from avow.reviews.instruction import nothing_left
from avow.reviews.models import Case, Consultation, InstructionAcknowledged, Message
from avow.reviews.visibility import may_review_anything


def of_a_discloser(person: Person, on: date) -> Iterator[Duty]:
    """Instructions to acknowledge and conditions to agree to."""
    cases = Case.objects.filter(disclosure__person=person).marked().still_open()
    cases = list(cases.filter(is_over=False).select_related("disclosure"))
    read = set(
        InstructionAcknowledged.objects.filter(version__in=[case.latest_version for case in cases]).values_list(
            "version", flat=True
        )
    )
    gone = nothing_left(case.disclosure_id for case in cases)
    over = {case.latest_version for case in cases if case.disclosure_id in gone}
    for case in cases:
        kind = pack_by_hash(case.routing_hash).kinds[case.disclosure.kind]
        address = reverse("disclosures:one", args=[case.disclosure.public_id])
        if case.awaits_agreement:
            url = reverse("reviews:agree", args=[case.disclosure.public_id])
            yield Duty(
                f"Answer to the conditions: {kind.title.lower()}", url, minutes=3, under="before_starting", weight=20
            )
        elif case.decision is None and kind.instruction and case.latest_version not in read | over:
            title = f"Read what holds until there is a decision: {kind.title.lower()}"
            yield Duty(title, address, on, weight=30, under="before_starting")


def of_somebody_decided_on(person: Person, on: date) -> Iterator[Duty]:
    """Decisions that the person has not read yet."""
    for decision in decision_read.unread(person):
        title = outcomes.title(pack_by_hash(decision.version.pack_hash), decision.outcome)
        url = reverse("disclosures:one", args=[decision.case.disclosure.public_id])
        yield Duty(f"Read the decision: {title}", url, on, weight=40, under="consultations")


def of_somebody_asked(person: Person, on: date) -> Iterator[Duty]:
    """Views and questions that wait for this person."""
    asked = Consultation.objects.filter(asked=person, answer__isnull=True, moved_to__isnull=True)
    open_cases = Case.objects.filter(pk__in=asked.values("case")).marked().still_open()
    latest = dict(open_cases.values_list("pk", "latest_version"))
    for row in asked.select_related("case__disclosure__person"):
        if latest.get(row.case_id) != row.version_id:
            continue
        about = "your own disclosure" if row.capacity == "employee" else row.case.disclosure.person.name
        url = row.get_absolute_url()
        yield Duty(f"Give your view: {about}", url, row.answer_by, weight=20, under="consultations")
    questions = Message.objects.filter(thread_with=person, sort="question", settled_by__isnull=True)
    for row in questions.select_related("case__disclosure"):
        if row.case.disclosure.person_id == person.pk:
            url = reverse("disclosures:one", args=[row.case.disclosure.public_id]) + "#conversation"
        else:
            mine = Consultation.objects.filter(case=row.case, asked=person).order_by("-pk").first()
            url = mine.get_absolute_url() + "#conversation"
        yield Duty("Answer a question of the compliance officer", url, minutes=2, under="consultations", weight=25)


def of_a_reviewer(person: Person, on: date) -> Iterator[Duty]:
    """One line for everything on the desk: how many, and when the first is due."""
    if not may_review_anything(person, on):
        return
    waiting = desk.tab(person, "mine", on).order_by("answer_by")
    number = waiting.count()
    if number:
        first = waiting.first()
        title = "1 case waits for you on the desk" if number == 1 else f"{number} cases wait for you on the desk"
        url = first.get_absolute_url() if number == 1 else reverse("reviews:desk")
        yield Duty(title, url, first.answer_by, minutes=5 * number, under="consultations", weight=10)


SOURCES = (of_a_discloser, of_somebody_decided_on, of_somebody_asked, of_a_reviewer)
