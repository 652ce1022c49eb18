"""The desk: what waits for the reader, due and grave first; and asking for many consultations at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from avow.config import clock, once
from avow.questions.duties import waiting_for
from avow.reviews import acts, desk
from avow.reviews.refusals import Refused
from avow.reviews.views.given import identifier
from avow.reviews.visibility import cases_for, may_review_anything

ON_A_PAGE = 50
AT_ONCE = 200


@require_safe
@once.for_this_page
def page(request: HttpRequest) -> HttpResponse:
    """One tab of the desk."""
    on, person = clock.today(), request.user.person
    if not may_review_anything(person, on):
        raise Http404
    tab = request.GET.get("show", "mine")
    if tab not in desk.TABS:
        raise Http404
    cases = desk.tab(person, tab, on).select_related("disclosure__person")
    shown = Paginator(cases, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = desk.rows(shown.object_list, person, on)
    context = {
        "tab": tab,
        "tabs": [
            {
                "id": name,
                "title": title,
                "here": name == tab,
                "count": shown.paginator.count if name == tab else desk.how_many(person, name, on),
                "url": reverse("reviews:desk") + (f"?show={name}" if name != "mine" else ""),
            }
            for name, title in desk.TABS.items()
        ],
        "page": shown,
        "rows": rows,
        "may_consult": any(row.may_consult for row in rows),
        "questions": waiting_for(person, on),
        "on": on,
    }
    return render(request, "reviews/desk.html", context)


@require_POST
def consult(request: HttpRequest) -> HttpResponse:
    """Ask both for their view, for every case that was ticked; each is an act of its own."""
    on, person = clock.today(), request.user.person
    if not may_review_anything(person, on):
        raise Http404
    chosen = list(dict.fromkeys(filter(None, map(identifier, request.POST.getlist("case")))))[:AT_ONCE]
    asked, refused = 0, []
    for case in cases_for(person, on).filter(public_id__in=chosen).select_related("disclosure__person"):
        try:
            acts.consult(case, by=person, on=on, at=clock.now())
            asked += 1
        except Refused as error:
            refused.append(f"{case.disclosure.person.name}: {error.says}")
    if asked:
        messages.success(request, f"Asked for {asked} {'case' if asked == 1 else 'cases'}: both, in one act each.")
    if not chosen:
        messages.error(request, "Tick the cases first for which both are to be asked.")
    for words in refused:
        messages.error(request, words)
    return redirect("reviews:desk")
