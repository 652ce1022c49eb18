"""Finding the facts that only a review can find (5.1: "the officer finds whether they hold"), and judging again."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from avow.disclosures import judging, signals
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.people.models import Person
from avow.reviews.acts.consultations import refuse_when_over
from avow.reviews.acts.recording import latest, locked, words, write
from avow.reviews.authority import must_prepare
from avow.reviews.findable import findable
from avow.reviews.models import Case, FactsFound
from avow.reviews.refusals import Refused


@transaction.atomic
def find(
    case: Case,
    version: Version,
    *,
    by: Person,
    found: Mapping[str, bool | str | None],
    reason: str,
    on: date,
    at: datetime,
) -> FactsFound:
    """Record what the reviewer found, and how the rules judge the version with it; the judgement it had stays.

    None is "not known yet". Done again, the latest holds. Raises Refused.
    """
    case = locked(case)
    role = must_prepare(by, case, on).role
    refuse_when_over(case)
    if version.pk != latest(case).pk:
        raise Refused("There is a newer version. Please look at it first.")
    asked = findable(version)
    if not found or set(found) - set(asked):
        raise Refused("The rules ask a reviewer for nothing like this.")
    for name, value in found.items():
        if value is not None and value not in asked[name]:
            raise Refused("Choose one of the answers.")
    reason = words(reason, "Say how you came to find so.")
    body = {
        "case": case.public_id,
        "disclosure": case.disclosure.public_id,
        "version": version.number,
        "on": on.isoformat(),
        "by": by.public_id,
        "facts": dict(found),
        "reason": reason,
    }
    judged = judging.again(version, found, f"found on review by {by.name}")
    docs = [(FactsFound, body), (Judgement, judged)]
    _, attested = write("facts found", case, by=by, role=role, at=at, docs=docs)
    before = version.judged
    row = judging.keep(version, judged, attested[1])
    signals.judged_again.send(
        Disclosure, disclosure=version.disclosure, version=version, judgement=row, before=before,
        because={"cause": "found on review"}, entry=attested[1].entry, on=on, at=at,
    )  # fmt: skip
    return FactsFound.objects.create(attested=attested[0], case=case, version=version, on=on, by=by, facts=dict(found))
