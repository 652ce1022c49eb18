"""Check your answers, and signing: the exact text, the name typed, the password once more."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from avow.certifications.form import acts, wording
from avow.certifications.form.asking import COMPLIED, NOTHING
from avow.certifications.form.filled import ENDED, STANDINGS, YES
from avow.certifications.form.filler import filler
from avow.certifications.form.forms import SignForm
from avow.certifications.form.views.reach import Writing, asked, writing
from avow.certifications.form.views.steps import TITLES, address
from avow.config import clock
from avow.disclosures import showing


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
    said = found.filled.answers.get(step)
    row: dict[str, object] = {
        "label": _title(found, step),
        "url": address(request, found.included, step) + "?from=check",
        "unknown": "no answer yet",
        "value": "",
    }
    texts, question = found.conversation.pack.certifying, found.conversation.find(step)
    if said is None or step in found.filled.undone():
        return [row]
    if step == COMPLIED:
        row["value"] = texts.complied if said["answer"] == YES else f"{texts.not_complied}: {said['words']}"
    elif step == NOTHING:
        row["value"] = texts.nothing
    elif question is None:
        row["value"] = "Looked at"
    else:
        lines = ["Yes" if said["answer"] == YES else "No"]
        mine = {one.id for one in question.known}
        for one in found.filled.confirmed:
            if one.known.id in mine:
                since = f" since {showing.day_of(one.ended_on)}" if one.standing == ENDED else ""
                lines.append(f"{one.known.about or one.known.kind.title}: {STANDINGS[one.standing].lower()}{since}")
        for new in found.filled.new_of(question):
            about = next((str(value) for name, value in new.facts.items() if name == "other_side"), "")
            lines.append(f"New: {new.kind.title}" + (f", {about}" if about else ""))
        row["value"] = "\n".join(lines)
    return [row]


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text as it will be kept, and the signature under it."""
    included = asked(request, public_id)
    found = writing(included, clock.today())
    if found is None:
        return redirect("certifications:begin", public_id)
    if found.filled.undone() or any(one.stops for one in found.filled.contradictions()):
        return redirect("certifications:check", public_id)
    form = SignForm(included.person, request.POST if request.method == "POST" else None)
    changed = ""
    if request.method == "POST" and form.signs(request):
        try:
            signed = acts.sign(
                included,
                by=request.user.person,
                typed_name=form.cleaned_data["name"],
                language=get_language() or "en",
                on=found.on,
                at=clock.now(),
                shown=request.POST.get("shown", ""),
            )
        except acts.NameDiffers as refused:
            form.add_error("name", str(refused))
        except acts.AlreadySigned as done:
            return redirect("certifications:form", done.form.public_id)
        except acts.DraftChanged as refused:
            changed = str(refused)
        except (acts.Incomplete, acts.Contradicts):
            return redirect("certifications:check", public_id)
        except (acts.NoDraft, acts.NotOpen):
            return redirect("certifications:begin", public_id)
        else:
            return redirect(reverse("certifications:form", args=[signed.public_id]) + "?signed=1")
    return page(request, found, form, changed)


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
    return render(request, "certifications/sign.html", context, status=422 if request.method == "POST" else 200)
