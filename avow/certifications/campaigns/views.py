"""The officers' pages of campaigns: all of them, preparing, looking before the start, starting, trying, how one goes.

Nobody else reaches them; that is looked at before the campaign is, so that a stranger learns nothing.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.certifications.campaigns import acts, changing, cohort, everyone, rolling, standing, telling, trying
from avow.certifications.campaigns.days import last_day_of_asking
from avow.certifications.campaigns.following import asks_until
from avow.certifications.campaigns.forms import CampaignForm, TryForm
from avow.certifications.campaigns.since import since
from avow.certifications.models import Campaign, Included
from avow.config import clock, once
from avow.people.models import Person, PersonRecord

ON_A_PAGE, MOST_NAMED, MOST_DEPARTMENTS = 50, 20, 500
MOST_TRIALS = 10
REFUSED = 422
View = Callable[..., HttpResponse]


class _NotPrepared(Exception):
    """It was started or withdrawn meanwhile."""


def for_officers(view: View) -> View:
    """Let nobody else in: for them it does not exist. What may only be done before the start leads to its page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_officer(request.user.person, clock.today()):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except _NotPrepared:
            messages.warning(request, "It was started or withdrawn already. This is how it stands.")
            return redirect("certifications:campaign", kwargs["public_id"])

    return wrapped


@require_safe
@for_officers
@once.for_this_page
def listed(request: HttpRequest) -> HttpResponse:
    """All campaigns, the latest first, with how many signed; and the latest trials."""
    on = clock.today()
    page = Paginator(Campaign.objects.filter(trial_of=None).order_by("-opens", "-pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(one, telling.summed(standing.standing(one, on))) for one in page]
    trials = Campaign.objects.filter(trial_of__isnull=False).select_related("trial_of").order_by("-opens", "-pk")
    context = {
        "page": page,
        "rows": rows,
        "trials": [(one, telling.summed(standing.standing(one, on))) for one in trials[:MOST_TRIALS]],
        "more_trials": trials.count() > MOST_TRIALS,
        "on": on,
    }
    return render(request, "certifications/campaigns/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def new(request: HttpRequest) -> HttpResponse:
    """Prepare one; nobody is asked by it. `?year=` and `?cohort=` say for which it is filled in."""
    on = clock.today()
    data = request.POST if request.method == "POST" else None
    form = CampaignForm(policy_in_force(on).cohorts, on, data, asked=request.GET)
    if form.is_bound and form.is_valid():
        try:
            made = acts.prepare(**form.given, by=request.user.person, on=on, at=clock.now())
        except acts.Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Prepared. Nobody is asked yet. Look at it before you start it.")
            return redirect("certifications:campaign_preview", made.public_id)
    context = {"form": form, "on": on}
    return render(request, "certifications/campaigns/prepare.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another name or other days: one is prepared in its place."""
    on, campaign = clock.today(), _prepared(public_id)
    data = request.POST if request.method == "POST" else None
    form = CampaignForm(policy_in_force(on).cohorts, on, data, was=campaign)
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.given.items() if name != "cohort"}
        try:
            made = changing.change(campaign, **given, by=request.user.person, on=on, at=clock.now())
        except acts.Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Changed.")
            return redirect("certifications:campaign_preview", made.public_id)
    context = {"form": form, "campaign": campaign, "on": on}
    return render(request, "certifications/campaigns/prepare.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """It will not be started."""
    campaign = _prepared(public_id)
    if request.method == "POST":
        try:
            changing.withdraw(campaign, by=request.user.person, on=clock.today(), at=clock.now())
        except acts.Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"“{campaign.name}” is withdrawn. Nobody was asked.")
        return redirect("certifications:campaigns")
    return render(request, "certifications/campaigns/withdraw.html", {"campaign": campaign})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom it would ask if it started today, why, and what is wrong; the start."""
    on, campaign, wrong = clock.today(), _prepared(public_id), ""
    try:
        found, problems = acts.preview(campaign, on)
    except acts.Refused as refused:
        messages.error(request, str(refused))
        return redirect("certifications:campaign", public_id)
    if request.method == "POST":
        seen = set(request.POST.getlist("shown")) if request.POST.get("seen") else set()
        try:
            if new := [one for one in problems if not one.stops and one.kind not in seen]:
                raise acts.ToBeSeen(new)
            begun = acts.start(campaign, by=request.user.person, on=on, at=clock.now(), seen=True)
        except acts.ToBeSeen:
            wrong = "Nothing is started yet. Read what is to mend, and tick that you have seen it."
        except acts.Refused as refused:
            wrong = str(refused)
        else:
            messages.success(request, _begun(campaign, begun.people, len(found.members)))
            return redirect("certifications:campaign", public_id)
    page = Paginator(found.members, ON_A_PAGE).get_page(request.GET.get("page"))
    people = cohort.people(page)
    departments = Counter(one.hr_department for one in found.members)
    context = {
        "campaign": campaign,
        "many": len(found.members),
        "departments_series": ("People",),
        "departments": [(name or telling.NOBODYS, (count,)) for name, count in sorted(departments.items())],
        "months_series": ("By the day on which they joined", "Nobody said when they joined"),
        "months": rolling.months(campaign, found.members, on) if campaign.rolling else [],
        "next_time": len(found.next_time),
        "last_day": last_day_of_asking(campaign.opens),
        "stopping": [_shown(one) for one in problems if one.stops],
        "to_mend": [_shown(one) for one in problems if not one.stops],
        "page": page,
        "rows": [(people[one.person], one) for one in page],
        "trials": campaign.trials.order_by("-pk"),
        "wrong": wrong,
        "on": on,
    }
    return render(request, "certifications/campaigns/preview.html", context, status=REFUSED if wrong else 200)


def _begun(campaign: Campaign, now: int, together: int) -> str:
    if campaign.rolling:
        return f"Started. {now:,} people are asked now, {together - now:,} later, each on their own day."
    return f"Started. {now:,} people are asked from {campaign.opens:%-d %B %Y} on."


def _shown(problem: Any) -> dict[str, Any]:
    return {
        "one": problem,
        "named": problem.concerns[:MOST_NAMED],
        "more": max(0, len(problem.concerns) - MOST_NAMED),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def try_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try it on some people."""
    on, campaign = clock.today(), _prepared(public_id)
    form = TryForm(_departments(on), request.POST if request.method == "POST" else None, ticked=_ticked(request, on))
    if form.is_bound and form.is_valid():
        try:
            people = trying.named(form.numbers, form.cleaned_data["department"], on)
            trial = trying.try_out(campaign, people, by=request.user.person, on=on, at=clock.now())
        except acts.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "They have the form now, marked as a trial.")
            return redirect("certifications:campaign", trial.public_id)
    context = {"form": form, "campaign": campaign, "most": trying.MOST}
    return render(request, "certifications/campaigns/try.html", context, status=REFUSED if form.is_bound else 200)


def _ticked(request: HttpRequest, on: date) -> list[Person]:
    """Those who were ticked on the preview, as far as they are with us."""
    ids = [one for one in request.GET.getlist("person") if one.isalnum()][: trying.MOST + 1]
    rows = PersonRecord.objects.on(on).filter(person__public_id__in=ids).order_by("person__name", "person__number")
    return [record.person for record in rows.select_related("person")]


@require_safe
@for_officers
@once.for_this_page
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it goes: by department, and what happened since the start."""
    on, campaign = clock.today(), _found(public_id)
    stands = standing.standing(campaign, on)
    begun = stands.state not in (standing.PREPARED, standing.WITHDRAWN)
    missing = telling.missing(stands, campaign) if begun and campaign.trial_of_id is None else []
    context = {
        "campaign": campaign,
        "stands": stands,
        "is_starting": stands.state == standing.STARTING,
        "is_prepared": stands.state == standing.PREPARED,
        "begun": begun,
        "numbers": telling.numbers(stands, campaign),
        "series": telling.SERIES,
        "rows": telling.rows(stands, campaign),
        "missing": missing[:MOST_NAMED],
        "more_missing": missing[MOST_NAMED:],
        "since": since(campaign) if begun and campaign.trial_of_id is None else None,
        "asks_until": asks_until(campaign) if begun and campaign.trial_of_id is None else None,
        "reminds": stands.state in (standing.OPEN, standing.LATE) and campaign.trial_of_id is None,
        "followed": getattr(campaign, "followed", None),
        "last_day": last_day_of_asking(campaign.opens),
        "withdrawn": getattr(campaign, "withdrawn", None),
        "trials": campaign.trials.order_by("-pk"),
        "tried_on": _tried_on(campaign),
        "on": on,
    }
    return render(request, "certifications/campaigns/one.html", context)


def _tried_on(campaign: Campaign) -> list[tuple[Included, str]]:
    if campaign.trial_of_id is None:
        return []
    rows = Included.objects.filter(campaign=campaign).select_related("person", "place").order_by("person__name")
    return [(row, row.place.get_state_display()) for row in rows]


@require_safe
@for_officers
@once.for_this_page
def everyone_counted(request: HttpRequest, public_id: str) -> HttpResponse:
    """People in Avow = asked + exempt + left + why not."""
    on, campaign = clock.today(), _found(public_id)
    if standing.state_of(campaign, on) in (standing.PREPARED, standing.WITHDRAWN) or campaign.trial_of_id:
        raise Http404
    found = everyone.everyone(campaign, on)
    context = {
        "campaign": campaign,
        "found": found,
        "parts": [(everyone.PARTS[part], count) for part, count in found.parts.items()],
        "headings": [everyone.PARTS[part] for part in found.parts],
        "lines": [
            (one.department or telling.NOBODYS, one.people, [one.parts[part] for part in found.parts])
            for one in found.lines
        ],
        "why_not": found.why_not[:MOST_NAMED],
        "more_why": sum(count for _, count in found.why_not[MOST_NAMED:]),
        "more_kinds": len(found.why_not[MOST_NAMED:]),
        "lists": [_named(*each) for each in (
            ("demoted", "Asked, and would not be if it started today", found.demoted),
            ("later", "Belong by now and are not asked", found.later),
            ("unknown", "Cannot be told", found.unknown),
        )],
        "on": on,
    }  # fmt: skip
    return render(request, "certifications/campaigns/everyone.html", context)


def _named(name: str, title: str, named: everyone.Named) -> dict[str, Any]:
    people = cohort.people(named.first)
    rows = [(people[one.person], one.because) for one in named.first]
    return {"id": name, "title": title, "rows": rows, "many": named.many, "more": named.many - len(rows)}


def _departments(on: date) -> list[str]:
    rows = PersonRecord.objects.on(on).exclude(hr_department="").order_by("hr_department")
    return list(rows.values_list("hr_department", flat=True).distinct()[:MOST_DEPARTMENTS])


def _found(public_id: str) -> Campaign:
    rows = Campaign.objects.select_related("trial_of", "withdrawn", "followed", "prepared_by", "started")
    campaign = rows.filter(public_id=public_id).first()
    if campaign is None:
        raise Http404
    return campaign


def _prepared(public_id: str) -> Campaign:
    """One that may still be changed and started."""
    campaign = _found(public_id)
    if standing.state_of(campaign, clock.today()) != standing.PREPARED:
        raise _NotPrepared
    return campaign
