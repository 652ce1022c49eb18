"""What became of a gift: told by the discloser, and taken back where it was not so after all."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.models import Disclosure
from avow.disclosures.views.reach import mine
from avow.gifts import acts, applying, became
from avow.gifts.forms.becoming import BecomingForm
from avow.gifts.models import Became, Gift

NOTHING_LEFT = "Nothing more can become of this: it does not count already, or it waits for leave."


@require_http_methods(["GET", "HEAD", "POST"])
def become(request: HttpRequest, public_id: str) -> HttpResponse:
    """What became of it: which, when, how much was paid."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    gift = Gift.objects.filter(disclosure=disclosure).select_related("version").first()
    if gift is None:
        if disclosure.latest_version is None:
            return redirect("disclosures:resume", public_id)
        raise Http404
    pack = pack_by_hash(gift.version.pack_hash)
    if not became.possible(pack, gift.kind):
        raise Http404
    possible = applying.to(disclosure, gift, became.possible(pack, gift.kind))
    if not possible:
        messages.info(request, NOTHING_LEFT)
        return redirect("disclosures:one", public_id)
    form = BecomingForm(pack, possible, on, gift.currency, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _told(request, disclosure, form):
        return redirect("disclosures:one", public_id)
    context = {"disclosure": disclosure, "gift": gift, "form": form, "possible": possible, "told": _rows(disclosure)}
    return render(request, "gifts/became.html", context, status=422 if form.is_bound else 200)


def _told(request: HttpRequest, disclosure: Disclosure, form: BecomingForm) -> bool:
    """Whether it could be told; if not, the form says why."""
    given, on = form.cleaned_data, clock.today()
    paid = Decimal(given["paid"]) if given.get("paid") else None
    try:
        acts.become(
            disclosure, given["becoming"], by=request.user.person, became_on=given["day"], on=on, at=clock.now(),
            paid=paid, currency=(given.get("currency") or "") if paid is not None else "", remark=given["remark"],
        )  # fmt: skip
    except Refused as refused:
        form.add_error("paid" if paid is not None else "becoming", str(refused))
        return False
    messages.success(request, f"Thank you for telling us. {form.by_id[given['becoming']].says}")
    return True


@require_POST
def take_back(request: HttpRequest, public_id: str, number: int, becoming: str) -> HttpResponse:
    """It was not so after all; `number` is that of the entry by which it was told, which may have told two of them."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    rows = Became.objects.filter(disclosure=disclosure, becoming=becoming).select_related("attested")
    row = next((one for one in rows if one.attested.entry_id == number), None)
    if row is None:
        raise Http404
    try:
        acts.take_back(row, by=request.user.person, on=on, at=clock.now())
        messages.success(request, "Taken back: it counts as before. Both stay on record.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("disclosures:one", public_id)


def section(request: HttpRequest, disclosure: Disclosure, on) -> str | None:
    """What became of it, on the page of the disclosure, with a way to tell more for the discloser."""
    gift = Gift.objects.filter(disclosure=disclosure).select_related("version").first()
    if gift is None:
        return None
    is_mine = request.user.person.pk == disclosure.person_id
    pack = pack_by_hash(gift.version.pack_hash)
    may_tell = is_mine and disclosure.state(on).id not in OVER
    possible = applying.to(disclosure, gift, became.possible(pack, gift.kind)) if may_tell else []
    rows = _rows(disclosure)
    if not rows and not may_tell:
        return None
    context = {
        "disclosure": disclosure, "rows": rows, "may_tell": may_tell, "possible": possible, "gift": gift,
        "has_told": any(not row["taken_back"] for row in rows),
    }  # fmt: skip
    return render_to_string("gifts/_became.html", context, request=request)


OVER = ("withdrawn", "ended")


def _rows(disclosure: Disclosure) -> list[dict]:
    """What was told, with the policy's words for it; what was taken back is said to be so."""
    rows = Became.objects.filter(disclosure=disclosure).select_related("attested__entry", "taken_back")
    rows = list(rows.order_by("on", "pk"))
    if not rows:
        return []
    titles = pack_by_hash(disclosure.latest_version.pack_hash).becomings
    return [
        {
            "row": row,
            "title": titles[row.becoming].title if row.becoming in titles else row.becoming,
            "remark": row.remark(),
            "number": row.attested.entry_id,
            "taken_back": getattr(row, "taken_back", None),
        }
        for row in rows
    ]
