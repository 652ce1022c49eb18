"""The form, one step at a time. Each step is saved as it is answered; what cannot be an answer yet is kept too."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.config import clock
from avow.disclosures import acts, hints, judging, quicker
from avow.disclosures.forms import walking
from avow.disclosures.forms.other_side import OtherSide
from avow.disclosures.forms.step import StepForm
from avow.disclosures.views.reach import Writing, mine, writing
from avow.policy import Step

LATER = "later"
FIND = "find"
MEANWHILE = "This was sent from another window in the meantime. What you typed here is a change, which is not sent yet."


@require_GET
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Goes to the first step that has no answer yet, or to the last look over all of them."""
    found = writing(request, public_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    if elsewhere := quicker.goes_on(found.disclosure, found.contents):
        return redirect(elsewhere)
    undone = found.undone()
    if undone:
        return redirect("disclosures:step", public_id, undone[0].id)
    return redirect("disclosures:check", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    """One step: GET shows it with what is kept, POST saves it and goes on."""
    found = writing(request, public_id)
    if found is None and request.method == "POST":
        found = _as_a_change(request, public_id, step_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    one = walking.find(found.steps, step_id)
    if one is None:
        if any(step.id == step_id for step in found.kind.steps):
            return redirect("disclosures:resume", public_id)
        raise Http404
    if request.method != "POST":
        raw = found.raw.get(one.id, {})
        form = StepForm(found.pack, one, found.on, kept=found.answers, raw=raw)
        other = OtherSide.shown_at_first(one, found)
        return _page(request, found, one, form, other, kept_raw=form.is_touched(raw))
    try:
        return _save(request, found, one)
    except (acts.AlreadySent, acts.NoDraft):
        return redirect("disclosures:one", public_id)


def _as_a_change(request: HttpRequest, public_id: str, step_id: str) -> Writing | None:
    """What is typed in a window that was open before it was sent from another one is a change of what was sent; None
    where it says nothing else, or can no longer be changed."""
    person, at = request.user.person, clock.now()
    disclosure = mine(request, public_id, clock.today())
    try:
        draft = acts.amend(disclosure, person, at)
    except acts.NoDraft:
        return None
    except acts.Refused as refused:
        messages.error(request, f"What you typed was not taken. {refused}")
        return None
    found = writing(request, public_id)
    one = walking.find(found.steps, step_id) if found else None
    if one and StepForm(found.pack, one, found.on, kept=found.answers, typed=request.POST).typed():
        messages.info(request, MEANWHILE)
        return found
    if draft.saved_at == at:
        acts.discard(disclosure, person, at)
    return None


def _save(request: HttpRequest, found: Writing, one: Step) -> HttpResponse:
    form = StepForm(found.pack, one, found.on, kept=found.answers, typed=request.POST)
    person, at = request.user.person, clock.now()
    other = OtherSide.typed(one, request.POST, found)
    if FIND in request.POST and other:
        acts.keep(found.disclosure, form.typed(), one.id, person, at)
        shown = StepForm(found.pack, one, found.on, kept=found.answers, raw=form.raw())
        return _page(request, found, one, shown, other)
    if not form.is_valid() or (other and other.has_to_choose):
        acts.keep(found.disclosure, form.typed(), one.id, person, at)
        if LATER in request.POST:
            return redirect("disclosures:mine")
        return _page(request, found, one, form, other, status=200 if form.is_valid() else 422)
    answers = form.answers()
    if other:
        answers["counterparty"] = other.chosen
    acts.save_step(found.disclosure, answers, one.id, person, at)
    if LATER in request.POST:
        return redirect("disclosures:mine")
    return redirect(_after(request, found, one, answers))


def _after(request: HttpRequest, found: Writing, one: Step, answers: dict) -> str:
    """The next step without an answer when one came to change something, otherwise simply the next."""
    found.contents["answers"].update(answers)
    found.contents["raw"].pop(one.id, None)
    shown = found.steps
    public_id = found.disclosure.public_id
    if request.GET.get("from") == "check":
        for step in shown:
            if not found.is_done(step):
                return reverse("disclosures:step", args=[public_id, step.id]) + "?from=check"
        return reverse("disclosures:check", args=[public_id])
    place = [step.id for step in shown].index(one.id)
    if place + 1 < len(shown):
        return reverse("disclosures:step", args=[public_id, shown[place + 1].id])
    return reverse("disclosures:files", args=[public_id])


def _page(
    request, found: Writing, one: Step, form: StepForm, other: OtherSide | None, status: int = 200,
    *, kept_raw: bool = False,
) -> HttpResponse:  # fmt: skip
    shown = found.steps
    place = [step.id for step in shown].index(one.id)
    public_id = found.disclosure.public_id
    changing = request.GET.get("from") == "check"
    if changing:
        back = reverse("disclosures:check", args=[public_id])
    elif place:
        back = reverse("disclosures:step", args=[public_id, shown[place - 1].id])
    else:
        back = reverse("disclosures:mine")
    if other is not None:
        form.fields["other_side"].widget.attrs |= {
            "hx-get": reverse("disclosures:candidates", args=[public_id]),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#candidates",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
    context = {
        "disclosure": found.disclosure,
        "draft": found.draft,
        "pack": found.pack,
        "kind": found.kind,
        "step": one,
        "form": form,
        "questions": list(form.questions()),
        "other": other,
        "hints": hints.of(found.disclosure.person, found.kind, one, judging.day_judged(found.answers, found.on)),
        "at": place + 1,
        "of": len(shown) + 2,
        "back": back,
        "changing": changing,
        "kept_raw": kept_raw,
    }
    return render(request, "disclosures/step.html", context, status=status)


@require_POST
def keep(request: HttpRequest, public_id: str, step_id: str) -> HttpResponse:
    """Keeps what is being typed, without judging it. Answers 204, or 409 when the page is older than the draft."""
    found = writing(request, public_id)
    one = walking.find(found.steps, step_id) if found else None
    if one is None:
        raise Http404
    form = StepForm(found.pack, one, found.on, kept=found.answers, typed=request.POST)
    given = request.POST.get("revision", "")
    revision = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1
    try:
        draft = acts.keep(
            found.disclosure,
            form.typed(),
            one.id,
            request.user.person,
            clock.now(),
            revision=revision,
        )
    except (acts.AlreadySent, acts.NoDraft):
        raise Http404
    return HttpResponse(status=204 if draft.revision == revision else 409)


@require_GET
def candidates(request: HttpRequest, public_id: str) -> HttpResponse:
    """Names of the register for what is being typed as the other side; a fragment of the step's page."""
    found = writing(request, public_id)
    if found is None:
        raise Http404
    other = OtherSide(text=request.GET.get("other_side", ""), on=found.on)
    return render(request, "disclosures/_candidates.html", {"other": other})
