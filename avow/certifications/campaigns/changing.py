"""Withdrawing a campaign that was prepared and not started, and changing it: another is prepared in its place."""

from datetime import date, datetime

from django.db import transaction

from avow.certifications.campaigns.acts import KEY, not_begun, officers_only, prepare
from avow.certifications.models import Campaign, CampaignWithdrawn
from avow.ledger.acts import Doc, hold, record
from avow.people.models import Person


@transaction.atomic
def withdraw(campaign: Campaign, *, by: Person, on: date, at: datetime) -> CampaignWithdrawn:
    """Withdraw it. Raises Refused where it was started or withdrawn already."""
    return _withdraw(campaign, by, on, at, "")


@transaction.atomic
def change(
    campaign: Campaign, *, name: str, opens: date, due: date, closes: date, by: Person, on: date, at: datetime
) -> Campaign:
    """Prepare another in its place, with another name or other days, and withdraw this one: both or neither. Raises
    Refused, Overlap, NoPolicyInForce."""
    hold()
    not_begun(campaign)
    days = {"opens": opens, "due": due, "closes": closes}
    new = prepare(name, cohort=campaign.cohort, **days, by=by, on=on, at=at)
    _withdraw(campaign, by, on, at, new.public_id)
    return new


def _withdraw(campaign: Campaign, by: Person, on: date, at: datetime, instead: str) -> CampaignWithdrawn:
    officers_only(by, on, "withdraws")
    hold()
    not_begun(campaign)
    body = {"campaign": campaign.public_id, "on": on.isoformat(), "by": by.public_id, "instead": instead}
    docs = [Doc(CampaignWithdrawn.schema, body, key=KEY)]
    entry = record("campaign withdrawn", actor=by, subject=campaign.subject, at=at, docs=docs)
    return CampaignWithdrawn.objects.create(
        attested=entry.documents[0], campaign=campaign, on=on, by=by, instead=instead
    )
