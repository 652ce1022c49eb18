"""Adopting a proposal: first the day, then what will happen to whom, with the resolution, and a yes."""

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.access.roles import DECIDING_ROLES, holders_of_each
from avow.adoptions import acts, authority, copies
from avow.adoptions.comparing import compared
from avow.adoptions.current import NoPolicyInForce, adoption_in_force, proposed_pack
from avow.adoptions.models import Proposal
from avow.config.clock import now, today
from avow.people.models import Person
from avow.trials import reading
from avow.trials.forms.adopting import DayForm, ResolutionForm
from avow.trials.views.proposal import frame
from avow.trials.views.reach import for_those_who_read, proposal_or_404
from avow.trials.visibility import may_see


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_read
def adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Without a day, the day is asked; with one, what will happen is said, and the resolution attached."""
    proposal, person, on = proposal_or_404(request, public_id), request.user.person, today()
    if not proposal.is_open:
        return redirect("trials:proposal", public_id)
    context = frame(request, proposal, "adopt")
    if person == proposal.proposed_by or not authority.may_adopt(person, on):
        context |= {"others": _others(proposal, on), "is_mine": person == proposal.proposed_by}
        return render(request, "trials/adopt_not_you.html", context, status=200 if request.method != "POST" else 422)
    earliest = max(on, proposal.in_force_from)
    given = request.POST if request.method == "POST" else request.GET
    asked = "from_day" in given
    day = DayForm(given if asked else None, earliest=earliest, initial={"from_day": earliest})
    context |= {"day": day, "earliest": earliest}
    if not asked or not day.is_valid():
        return render(request, "trials/adopt.html", context, status=422 if asked else 200)
    from_day = day.cleaned_data["from_day"]
    form = ResolutionForm(request.POST if request.method == "POST" else None, request.FILES or None, meta=request.META)
    if request.method == "POST" and form.is_valid():
        try:
            adoption = acts.adopt_proposal(
                proposal, from_day=from_day, by=person, at=now(), resolution=form.cleaned_data["resolution"]
            )
        except (acts.Refused, copies.CasesFail) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Version {adoption.version} is adopted.")
            return redirect("trials:adopted", adoption.attested.entry_id)
    context |= {"form": form, "from_day": from_day, **_consequences(proposal, person, from_day, on)}
    return render(request, "trials/adopt_yes.html", context, status=422 if form.errors else 200)


def _others(proposal: Proposal, on: date) -> list[Person]:
    """Everyone who could adopt it."""
    held = holders_of_each(sorted(DECIDING_ROLES), on)
    found = {person.pk: person for people in held.values() for person in people}
    return [person for person in found.values() if person != proposal.proposed_by]


def _consequences(proposal: Proposal, person: Person, from_day: date, on: date) -> dict:
    """What will happen, to whom, from that day."""
    try:
        present = adoption_in_force(from_day)
    except NoPolicyInForce:
        present = None
    found = compared(proposal, on)
    sees = may_see(person, on)
    test = reading.of_itself(proposal) if sees else None
    return {
        "present": present,
        "differs": found,
        "changed_clauses": [number for number in found.by_clause() if number] if found else [],
        "people": Person.objects.filter(Q(left_on=None) | Q(left_on__gt=from_day)).count(),
        "cohort": proposed_pack(proposal).cohorts.get("acknowledge"),
        "sees_tests": sees,
        "what_if": sees and test is None and proposal.back_tests.exclude(finished_at=None).exists(),
        "test": test,
        "otherwise": reading.how_many(test, person, on) if test else None,
    }
