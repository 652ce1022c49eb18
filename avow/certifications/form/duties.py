"""What the form puts on the home page: to certify, to confirm what was captured from paper; for officers, to read what
those say who do not state that they complied."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.urls import reverse

from avow.access.duties import Duty
from avow.access.models import Read
from avow.access.roles import is_officer
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.certifications import places
from avow.certifications.form.asking import ASK, conversation
from avow.certifications.form.filled import Filled
from avow.certifications.form.visibility import handled
from avow.certifications.models import FormDraft, Included, SignedForm
from avow.certifications.models.handling import MISSING, TO_CONFIRM
from avow.people.models import Person
from avow.policy import Pack

MOST = 20
QUESTIONS_A_MINUTE = 2


def to_certify(person: Person, on: date) -> Iterator[Duty]:
    """Each open campaign in which the person is asked and has not signed; late ones stay until it closes."""
    asked = Included.objects.filter(
        person=person, campaign__opens__lte=on, campaign__closes__gt=on, campaign__frozen__isnull=False
    ).select_related("campaign", "person", "draft")
    signed = SignedForm.objects.filter(included=OuterRef("pk"), unlocked=None).exclude(way="paper")
    rows = [one for one in asked.filter(~Exists(signed)).order_by("campaign__due", "pk") if on < one.closes]
    if not rows:
        return
    try:
        pack = policy_in_force(on)
    except NoPolicyInForce:
        return
    states = places.what_holds(rows, on)
    for one in rows:
        state, campaign = states[one.pk].state, one.campaign
        clause = pack.cohorts[campaign.cohort].clause if campaign.cohort in pack.cohorts else ""
        if state == MISSING:
            address = reverse("certifications:begin", args=[campaign.public_id])
            late = " (late)" if on > one.due else ""
            title = f"Certify for {campaign.name}{late}"
            if campaign.trial_of_id is not None:
                title = f"Try the form of {campaign.name}: it counts for nothing"
            yield Duty(title, address, one.due, minutes_left(one, pack, on), clause or None, weight=5)
        elif state == TO_CONFIRM:
            form = SignedForm.objects.get(included=one, unlocked=None)
            address = reverse("certifications:form", args=[form.public_id])
            title = f"Confirm what was entered for you: {campaign.name}"
            yield Duty(title, address, one.due, 2, clause or None, weight=5)


def to_read(person: Person, on: date) -> Iterator[Duty]:
    """For an officer: each form on which somebody does not state that they complied, until it was opened."""
    if not is_officer(person, on):
        return
    opened = Read.objects.filter(subject=Concat(Value("form:"), OuterRef("public_id")))
    rows = SignedForm.objects.filter(complied=False, unlocked=None, included__campaign__trial_of=None)
    rows = rows.exclude(Exists(opened)).select_related("included__person", "included__campaign")
    forms = list(rows.order_by("signed_at")[:MOST])
    theirs = handled(person, forms, on) if forms else ()
    for form in forms:
        if form.pk in theirs:
            address = reverse("certifications:form", args=[form.public_id])
            yield Duty(f"Read the form of {form.included.person.name}", address, None, 3, None, weight=1)


def minutes_left(included: Included, pack: Pack, on: date) -> int:
    """About how long the form takes from where the person is; whoever unlocked theirs has their answers still."""
    draft: FormDraft | None = getattr(included, "draft", None)
    if draft is None:
        return minutes(0 if included.forms.exists() else len(pack.on_the_form))
    undone = Filled(conversation(included, on), draft.open()).undone()
    return minutes(sum(step.startswith(ASK) for step in undone))


def minutes(questions: int) -> int:
    """About how long so many questions take, with the policy before and the signature after them."""
    return 2 + -(-questions // QUESTIONS_A_MINUTE)
