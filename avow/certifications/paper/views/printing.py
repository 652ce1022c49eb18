"""Local HR prints forms to be answered by hand: of one person, or of all at a site or on a shift."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow.certifications.form.asking import conversation
from avow.certifications.kiosk import slips, where
from avow.certifications.kiosk.handing_out import hidden_from, left_out
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, here
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.paper import many
from avow.certifications.paper.blank import SOURCE, blank
from avow.certifications.paper.forms import PapersForm
from avow.certifications.paper.views.capturing import reached, told
from avow.config import clock
from avow.disclosures.receipt import paper as setting
from avow.people.models import Person


@require_safe
@told
def print_form(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """The form of one person as a PDF, to be answered by hand."""
    place, by, _ = reached(request, public_id, person_id)
    return _pdf(request, by, [place.included], f"form-{place.included.person.public_id}")


@require_safe
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who needs a form on paper; once that is chosen, the files to be printed."""
    theirs, _ = here(request)
    campaign = campaign_or_404(theirs, public_id)
    form = _form(theirs, campaign, request)
    parts: list[many.Part] = []
    others = ""
    if form.is_bound and form.is_valid():
        try:
            parts, some = many.parts(_needed(theirs, campaign, form), theirs)
        except many.TooMany as refused:
            form.add_error("where", str(refused))
        else:
            others = left_out(some)
            if not parts:
                nobody = "Nobody needs a form there. Look at the others, or at another site or shift."
                form.add_error(None, others or nobody)
    context = {
        "campaign": campaign,
        "form": form,
        "files": [(one, form.chosen(**one.ids)) for one in parts],
        "others": others,
        "many": sum(len(one.people) for one in parts),
        "missing": many.needed(theirs, campaign, with_account=True).count(),
        "without": many.needed(theirs, campaign).count(),
        "most": many.MOST_IN_A_PART,
    }
    return render(request, "certifications/paper/choose.html", context, status=REFUSED if form.errors else 200)


@require_safe
def print_part(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of the files. Whoever has signed since it was chosen is left out of it; if nobody is left, or so many came to
    it that it is no file any more, it is to be chosen anew."""
    theirs, _ = here(request)
    campaign = campaign_or_404(theirs, public_id)
    form = _form(theirs, campaign, request)
    page = reverse("certifications:hr_papers", args=[public_id])
    ends = _ends(theirs, campaign, request)
    if not form.is_bound or not form.is_valid() or not ends:
        return redirect(page)
    try:
        asked = many.part(_needed(theirs, campaign, form), ends, theirs)
    except many.TooMany:
        asked = []
    if not asked:
        return redirect(f"{page}?{form.chosen()}")
    return _pdf(request, theirs.person, asked, f"forms-{campaign.public_id}")


def _form(theirs: Looks, campaign: Campaign, request: HttpRequest) -> PapersForm:
    rows = many.needed(theirs, campaign, with_account=True)
    data = request.GET if "who" in request.GET else None
    return PapersForm(where.choices(rows, theirs.on), slips.departments(rows), data)


def _needed(theirs: Looks, campaign: Campaign, form: PapersForm) -> QuerySet[Place]:
    return many.needed(theirs, campaign, with_account=form.everyone, at=form.at, department=form.department)


def _ends(theirs: Looks, campaign: Campaign, request: HttpRequest) -> list[Included]:
    """The first and the last of the file, if both are theirs."""
    ids = [request.GET.get(name, "").replace("\0", "") for name in ("first", "last")]
    rows = Included.objects.filter(place__in=theirs.places(campaign), person__public_id__in=ids)
    found = {one.person.public_id: one for one in rows.select_related("person", "campaign")}
    return [found[one] for one in ids] if all(one in found for one in ids) else []


def _pdf(request: HttpRequest, by: Person, asked: Sequence[Included], name: str) -> HttpResponse:
    """The file, without what whoever prints it must not know of."""
    on = clock.today()
    hidden = hidden_from(by, asked, on)

    def address(person: Person) -> str:
        to = reverse("certifications:hr_capture", args=[asked[0].campaign.public_id, person.public_id])
        return request.build_absolute_uri(to)

    data = blank([conversation(one, on, hidden) for one in asked], address)
    response = HttpResponse(setting.pdf(data, SOURCE, note_in="note"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
