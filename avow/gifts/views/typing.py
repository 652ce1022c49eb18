"""What the page says while one types: a fragment. Nothing is written, and nobody is told who asked."""

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from avow.config import once
from avow.disclosures.forms.fields.choices import ENDED
from avow.gifts.forms.layout import laid_out, rules_of_the_site
from avow.gifts.forms.page import Page
from avow.gifts.views import drafts
from avow.gifts.views.recording import leave_told, read_by, seen, typed_page, way_of
from avow.policy import normalised


@require_POST
@once.for_this_page
def typing(request: HttpRequest) -> HttpResponse:
    """The sums with this one, which questions it asks, and what the button does; candidates where a name is new."""
    page = typed_page(request)
    other = page.other
    context = {
        "page": page,
        "watch": seen(page),
        "asked": " ".join(page.form.asked),
        "other": other,
        "renew": normalised(str(request.POST.get("searched", ""))) != normalised(other.text),
        "number": drafts.posted(request),
        "way": way_of(page.form.kind),
        **leave_told(page),
        "hints": rules_of_the_site(page),
        "reader": read_by(page),
        "currencies": _currencies(page),
        "unreadable": _unreadable(page),
    }
    if request.POST.get("further") != page.form.kind:
        again = laid_out(Page(page.person, page.on, page.form.kind, {}, raw=page.form.raw()))
        context |= {name: again[name] for name in ("kind", "further")}
    return render(request, "gifts/_typing.html", context)


NUMBERS = ("worth", "shared_by", "face_value")


def _unreadable(page: Page) -> list[str]:
    """What is wrong with a number that was typed: it is not in the sums. One not typed yet is no mistake."""
    form = page.form
    typed = [name for name in NUMBERS if name in form.fields and str(form.data.get(name) or "").strip()]
    return [str(error) for name in typed for error in form.errors.get(name, ())]


def _currencies(page: Page) -> BoundField | None:
    """The list of currencies in place of the one on the page, where the day typed has some that have ended since."""
    field = page.form.fields.get("worth_in")
    if field is None or all(code != ENDED for code, _ in field.choices):
        return None
    field.widget.attrs["hx-swap-oob"] = "outerHTML"
    return page.form["worth_in"]
