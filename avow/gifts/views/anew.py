"""What counts differently than before: the list for officers, and what the person reads on the page of their gift."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from avow.access import reads
from avow.config import clock
from avow.disclosures.models import Disclosure
from avow.disclosures.views.reach import mine
from avow.gifts import acts, anew, causes
from avow.gifts.models import CountedAnew, Gift
from avow.gifts.views.reach import for_officers
from avow.gifts.views.register import SUBJECT
from avow.gifts.visibility import lines_for

ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def listed(request: HttpRequest) -> HttpResponse:
    """Those that no officer has seen; ticked ones are seen with this."""
    person, on = request.user.person, clock.today()
    waiting = anew.for_officers(person, on)
    if request.method == "POST":
        chosen = [number for number in request.POST.getlist("anew") if number.isdecimal() and len(number) < 18]
        rows = list(waiting.filter(judgement__attested__entry__in=[int(number) for number in chosen])[:ON_A_PAGE])
        for row in rows:
            acts.see(row, by=person, as_officer=True, on=on, at=clock.now())
        if rows:
            messages.success(request, f"Seen: {len(rows)}.")
        else:
            messages.error(request, "Tick those that you have looked at.")
        return redirect("gifts:anew")
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = causes.told(page, officer=person, on=on)
    if rows:
        reads.note(person, SUBJECT, "counts differently", clock.now())
    return render(request, "gifts/anew.html", {"page": page, "rows": rows})


@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person has read it."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    rows = list(anew.of_person(request.user.person).filter(judgement__version__disclosure=disclosure))
    if not rows and not CountedAnew.objects.filter(judgement__version__disclosure=disclosure).exists():
        raise Http404
    for row in reversed(rows):
        acts.see(row, by=request.user.person, as_officer=False, on=on, at=clock.now())
    return redirect("disclosures:one", public_id)


def section(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """On the page of a gift. For its person: what counts differently, until they have read it. For officers: a way to
    everything with that party."""
    person = request.user.person
    gift = Gift.objects.filter(disclosure=disclosure).select_related("counterparty", "disclosure", "version").first()
    if gift is None:
        return None
    if disclosure.person_id == person.pk:
        rows = list(anew.of_person(person).filter(judgement__version__disclosure=disclosure))
        if not rows:
            return None
        context = {"rows": causes.told(rows), "disclosure": disclosure}
        return render_to_string("gifts/anew_own.html", context, request)
    if not lines_for(person, on).filter(pk=gift.pk).exists() or not gift.party_name:
        return None
    is_resolvable = bool(gift.version.facts.get("other_side")) and gift.version.counterparty_id is None
    return render_to_string("gifts/party_way.html", {"gift": gift, "is_resolvable": is_resolvable}, request)
