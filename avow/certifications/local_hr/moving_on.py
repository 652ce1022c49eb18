"""What the worker does for local HR: exemptions that are over, forms that another department has to look after, and
advice that the board committee has to receive."""

from datetime import date, datetime

from django.db import transaction

from avow.certifications.campaigns.following import running
from avow.certifications.local_hr import for_the_committee
from avow.certifications.local_hr.acts.handing_over import hand_over
from avow.certifications.local_hr.exemptions import exemptions_moving_on


def work_through(on: date, at: datetime) -> int:
    """Each campaign in a transaction of its own: killed in the middle, the next run does the rest. Gives how many
    moved."""
    with transaction.atomic():
        moved = exemptions_moving_on(on)
    for campaign in running(on):
        moved += hand_over(campaign, on=on, at=at)
    return moved + for_the_committee.work_through(on)
