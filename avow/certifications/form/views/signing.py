"""Check your answers, and signing: the exact text, the name typed, the password once more."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from avow.certifications.form import acts, wording
from avow.certifications.form.filler import filler
from avow.certifications.form.forms import SignForm
from avow.certifications.form.said import said
from avow.certifications.form.views.reach import Writing, asked, writing
from avow.certifications.form.views.steps import TITLES, address
from avow.certifications.models import SignedForm
from avow.config import clock


@require_GET
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything said, what is still open, and what does not go together."""
    included = asked(request, public_id)
    found = writing(included, clock.today())
    if found is None:
        return redirect(filler(request).to("begin", public_id))
    undone = found.filled.undone()
    odd = list(found.filled.contradictions())
    steps = found.filled.steps
    context = {
        "included": included,
        "pack": found.conversation.pack,
        "rows": [row for step in steps for row in _rows(request, found, step)],
        "undone": [(_title(found, step), address(request, included, step) + "?from=check") for step in undone],
        "odd": [(one, address(request, included, one.step) + "?from=check") for one in odd],
        "ready": not undone and not any(one.stops for one in odd),
        "at": len(steps) + 1,
        "of": len(steps) + 2,
        "back": address(request, included, steps[-1]),
    }
    return render(request, "certifications/check.html", context)


def _title(found: Writing, step: str) -> str:
    question = found.conversation.find(step)
    return question.title if question else TITLES[step]


def _rows(request: HttpRequest, found: Writing, step: str) -> list[dict[str, object]]:
    """What was said in a step, as the summary lists it."""
    row: dict[str, object] = {
        "label": _title(found, step),
        "url": address(request, found.included, step) + "?from=check",
        "unknown": "no answer yet",
        "value": "",
    }
    if step in found.filled.answers and step not in found.filled.undone():
        row["value"] = said(found.filled, step)
    return [row]


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text as it will be kept, and the signature under it."""
    found = ready(request, public_id)
    if isinstance(found, HttpResponse):
        return found
    form = SignForm(found.included.person, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.signs(request):
        return page(request, found, form)
    done = attempt(request, found, form, partial(acts.sign, found.included, by=request.user.person))
    if isinstance(done, HttpResponse):
        return done
    return redirect(reverse("certifications:form", args=[done.public_id]) + "?signed=1")


def ready(request: HttpRequest, public_id: str) -> Writing | HttpResponse:
    """What whoever fills the form has answered, to be signed; where something is still open, the way there."""
    included = asked(request, public_id)
    found = writing(included, clock.today())
    if found is None:
        return redirect(filler(request).to("begin", public_id))
    if found.filled.undone() or any(one.stops for one in found.filled.contradictions()):
        return redirect(filler(request).to("check", public_id))
    return found


Signed = TypeVar("Signed", SignedForm, SignedForm | None)


def attempt(request: HttpRequest, found: Writing, form: Form, act: Callable[..., Signed]) -> Signed | HttpResponse:
    """Sign by `act` what stands on the page, with the name typed. Gives what the act does, or the answer: the page with
    what is wrong, or the way on where it was signed, changed or closed meanwhile."""
    to, public_id = filler(request).to, found.included.campaign.public_id
    try:
        return act(
            typed_name=form.cleaned_data["name"], shown=request.POST.get("shown", ""),
            language=get_language() or "en", on=found.on, at=clock.now(),
        )  # fmt: skip
    except acts.NameDiffers as refused:
        form.add_error("name", str(refused))
        return page(request, found, form)
    except acts.DraftChanged as refused:
        return page(request, found, form, str(refused))
    except acts.AlreadySigned as done:
        return redirect(to("form", done.form.public_id))
    except (acts.Incomplete, acts.Contradicts):
        return redirect(to("check", public_id))
    except (acts.NoDraft, acts.NotOpen):
        return redirect(to("begin", public_id))


def page(request: HttpRequest, found: Writing, form: Form, changed: str = "") -> HttpResponse:
    """What is signed, and the fields of the signature."""
    text = wording.text(found.filled)
    steps = found.filled.steps
    context = {
        "included": found.included,
        "pack": found.conversation.pack,
        "form": form,
        "text": text,
        "digest": wording.digest(text),
        "changed": changed,
        "reports": found.filled.reports,
        "at": len(steps) + 2,
        "of": len(steps) + 2,
    }
    return render(request, "certifications/sign.html", context, status=422 if form.is_bound else 200)
