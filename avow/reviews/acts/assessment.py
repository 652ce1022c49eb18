"""The reviewer's classification, and the reasonable-person question with a reason (3.1)."""

from datetime import date, datetime

from django.db import transaction

from avow.disclosures.models import Version
from avow.people.models import Person
from avow.reviews.acts.consultations import refuse_when_over
from avow.reviews.acts.recording import latest, locked, words, write
from avow.reviews.authority import must_prepare
from avow.reviews.models import Assessment, Case
from avow.reviews.models.assessment import CLASSIFICATIONS
from avow.reviews.refusals import Refused


@transaction.atomic
def assess(
    case: Case,
    version: Version,
    *,
    by: Person,
    classification: str,
    could_be_questioned: bool,
    reason: str,
    on: date,
    at: datetime,
) -> Assessment:
    """Assess the version that counts; done again, the latest holds and the earlier ones stay. Raises Refused."""
    case = locked(case)
    role = must_prepare(by, case, on).role
    refuse_when_over(case)
    if classification not in CLASSIFICATIONS:
        raise Refused("Say what kind of conflict it is, or that it is none.")
    if version.pk != latest(case).pk:
        raise Refused("There is a newer version. Please look at it, and assess that one.")
    body = {
        "case": case.public_id,
        "disclosure": case.disclosure.public_id,
        "version": version.number,
        "on": on.isoformat(),
        "by": by.public_id,
        "classification": classification,
        "could_be_questioned": could_be_questioned,
        "reason": words(reason, "Say why a reasonable person could question it, or could not."),
    }
    _, (attested,) = write("assessed", case, by=by, role=role, at=at, docs=[(Assessment, body)])
    return Assessment.objects.create(
        attested=attested,
        case=case,
        version=version,
        on=on,
        by=by,
        classification=classification,
        could_be_questioned=could_be_questioned,
    )
