"""Where leave stands, on the page of a disclosure: who was asked since when, what they said, what to do."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.disclosures.models import Disclosure
from avow.gifts.became import possible
from avow.gifts.past import is_past
from avow.leave import refusal_read, standing, states
from avow.leave.acts.telling import NOT_GIVEN
from avow.leave.models import Leave


def section(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """Where it stands; with buttons for the person themselves. None where leave was never asked for."""
    leave = standing.current(disclosure)
    if leave is None:
        return _given_before(request, disclosure)
    answered, given = standing.told(leave, "answered"), standing.told(leave, "given")
    version = leave.version
    wanted = Leave.objects.filter(pk=leave.pk).wanted().exists()
    is_mine = request.user.person.pk == disclosure.person_id
    is_over = not wanted and not standing.is_unused(leave)
    holds = wanted and answered is not None and answered.is_given
    if is_mine and answered is not None and not answered.is_given:
        refusal_read.note(request.user.person, leave, clock.now())
    context = {
        "leave": leave,
        "disclosure": disclosure,
        "asked": list(leave.asked_of.select_related("person")),
        "answered": answered,
        "remark": answered.remark() if answered else "",
        "given": given,
        "with_leave": standing.covers(leave),
        "waits": wanted and answered is None,
        "holds": holds,
        "has_to_wait": holds and states.waits_for_more([disclosure], on) == {disclosure.pk},
        "may_tell": is_mine and given is None and not is_over,
        "may_tell_not": is_mine
        and wanted
        and any(one.id == NOT_GIVEN for one in possible(pack_by_hash(version.pack_hash), version.kind)),
        "is_mine": is_mine,
        "on": on,
    }
    return render_to_string("leave/_own.html", context, request)


def _given_before(request: HttpRequest, disclosure: Disclosure) -> str | None:
    """That it was given before leave was asked for, where it was; or was changed after its day, and leave was about
    what it said before."""
    if disclosure.pk not in standing.given_already([disclosure.pk]) or is_past(disclosure):
        return None
    version = disclosure.latest_version
    before = Leave.objects.filter(version__disclosure=disclosure).select_related("answered", "given").order_by("pk")
    last = before.last()
    context = {
        "version": version,
        "before": last,
        "answered": standing.told(last, "answered") if last else None,
        "given": standing.told(last, "given") if last else None,
        "with_leave": last is not None and standing.covers(last),
        "is_mine": request.user.person.pk == disclosure.person_id,
    }
    return render_to_string("leave/_given_before.html", context, request)
