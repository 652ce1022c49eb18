"""What local HR and the compliance officer find on their home page: conflicts to advise of, returns to sign, and what
of both waits to be received."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.access.roles import is_officer
from avow.certifications.campaigns.days import may_ask
from avow.certifications.form.visibility import handles_any
from avow.certifications.local_hr import conflicts, receiving
from avow.certifications.local_hr.looking_after import Looks, looks, partners
from avow.certifications.models import Campaign, ClosingReturn
from avow.certifications.models.handling import MISSING
from avow.certifications.places import Counted, count_each_by_department
from avow.people.models import Person

MOST = 5
"""Returns of one campaign that are told of one by one."""
MOST_CONFLICTS = 25
"""Conflicts that are counted."""
MOST_ADVICE = 100
"""Advices that are looked at for it."""


def of_partners(person: Person, on: date) -> Iterator[Duty]:
    """Conflicts to advise of and returns to sign, of one's departments; for officers of those without partner."""
    theirs = looks(person, on)
    if not theirs:
        return
    orphaned = partners(on) if theirs.is_officer else {}
    campaigns = list(theirs.campaigns().filter(frozen__isnull=False))
    counted = count_each_by_department(campaigns, None if theirs.is_officer else set(theirs.departments))
    signed = set(ClosingReturn.objects.filter(campaign__in=campaigns).values_list("campaign", "department"))
    for campaign in campaigns:
        rows = counted[campaign.pk]
        rows = [row for row in rows if row.department in theirs.departments or row.department not in orphaned]
        yield from _to_advise(campaign, theirs, rows)
        yield from _to_sign(campaign, [row for row in rows if (campaign.pk, row.department) not in signed], on)


def _to_advise(campaign: Campaign, theirs: Looks, rows: list[Counted]) -> Iterator[Duty]:
    wanted = {row.department for row in rows if row.to_advise}
    found = conflicts.waiting(theirs, campaign, most=MOST_CONFLICTS + 1, acts=True) if wanted else []
    waiting = [line for line in found if line.department in wanted]
    if waiting:
        what = "a conflict" if len(waiting) == 1 else f"{min(len(waiting), MOST_CONFLICTS)} conflicts"
        what += " and more," if len(waiting) > MOST_CONFLICTS else ""
        url = f"{reverse('certifications:hr_campaign', args=[campaign.public_id])}#conflicts"
        title = f"Advise the compliance officer of {what} reported on forms"
        yield Duty(title, url, campaign.closes, minutes=2, weight=30, under="certification")


def _to_sign(campaign: Campaign, rows: list[Counted], on: date) -> Iterator[Duty]:
    """Where nothing stands in the way any more. The rows are of departments whose return nobody signed."""
    if may_ask(campaign, on):
        return
    ready = [row.department for row in rows if not row.to_advise and (on > campaign.due or not row.states[MISSING])]
    url = reverse("certifications:hr_campaign", args=[campaign.public_id])
    for name in ready if len(ready) <= MOST else []:
        title = f"Sign the closing return{f' of {name}' if name else ''}: {campaign.name}"
        yield Duty(title, f"{url}#returns", campaign.closes, minutes=2, weight=20, under="certification")
    if len(ready) > MOST:
        yield Duty(f"Sign {len(ready)} closing returns: {campaign.name}", f"{url}#returns", campaign.closes, minutes=10)


def of_officers(person: Person, on: date) -> Iterator[Duty]:
    """Advice and closing returns that nobody has received; for the board committee, the advice that no officer may."""
    advices = receiving.waiting_advice(person, on, MOST_ADVICE + 1) if handles_any(person, on) else []
    url = reverse("certifications:hr")
    if advices:
        forms = len({one.advice.conflict.form_id for one in advices[:MOST_ADVICE]})
        what = "one form" if forms == 1 else f"{forms} forms"
        what += " and more" if len(advices) > MOST_ADVICE else ""
        title = f"Receive what local HR advised on {what}"
        yield Duty(title, f"{url}#advice", minutes=min(len(advices), 10), weight=25)
    returns = len(receiving.waiting_returns()) if is_officer(person, on) else 0
    if returns:
        what = "a closing return" if returns == 1 else f"{returns} closing returns"
        yield Duty(f"Receive {what} of local HR", f"{url}#returns", minutes=min(returns, 10), weight=15)
