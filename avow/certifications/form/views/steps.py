"""The conversation, one question at a time. Each answer is saved as it is given; what is no answer yet is kept too."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.adoptions.current import policy_in_force
from avow.certifications.duties import to_acknowledge
from avow.certifications.form import acts
from avow.certifications.form.asking import ASK, POLICY
from avow.certifications.form.duties import minutes_left
from avow.certifications.form.filler import filler
from avow.certifications.form.forms import MOST, AskStep, Step, step_form
from avow.certifications.form.said import said
from avow.certifications.form.since import since
from avow.certifications.form.views.reach import Writing, asked, writing
from avow.certifications.models import Exempted, Included, SignedForm
from avow.config import clock

LATER, MORE, STAY = "later", "more", "stay"
TITLES = {"policy": "The policy", "complied": "Your statement", "nothing": "Nothing to report"}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """What this is, who reads it, how long it takes; a POST begins. Whoever has begun goes on where they were."""
    on, included = clock.today(), asked(request, public_id)
    try:
        if request.method == "POST":
            acts.draft(included, by=filler(request).person, on=on, at=clock.now())
            return redirect(_goes_on(request, included))
        acts.drafting.refuse_unless_open(included, on)
        acts.drafting.refuse_signed(included)
    except acts.AlreadySigned as signed:
        return redirect(filler(request).to("form", signed.form.public_id))
    except acts.NotOpen as refused:
        context = {"included": included, "says": str(refused)}
        return render(request, "certifications/not_open.html", context, status=422 if request.method == "POST" else 200)
    if writing(included, on) is not None:
        return redirect(_goes_on(request, included))
    pack = policy_in_force(on)
    before = included.forms.order_by("-number").first()
    cohort = pack.cohorts.get(included.campaign.cohort)
    context = {
        "included": included,
        "pack": pack,
        "says": cohort.says if cohort else "",
        "minutes": minutes_left(included, pack, on),
        "before": before,
        "on": on,
    }
    return render(request, "certifications/begin.html", context)


def _goes_on(request: HttpRequest, included: Included) -> str:
    """The first step without an answer, or the last look over all of them; there too after a version was unlocked, as
    most answers are there and one comes to change some."""
    found = writing(included, clock.today())
    undone = found.filled.undone() if found and not included.forms.exists() else []
    return address(request, included, undone[0]) if undone else _check(request, included)


def address(request: HttpRequest, included: Included, step: str) -> str:
    """Where this step is."""
    return filler(request).to("step", included.campaign.public_id, step)


def _check(request: HttpRequest, included: Included) -> str:
    return filler(request).to("check", included.campaign.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """One step: GET shows it with what is kept, POST saves it and goes on."""
    on, included = clock.today(), asked(request, public_id)
    found = writing(included, on)
    if found is None:
        return redirect(filler(request).to("begin", public_id))
    if step not in found.filled.steps:
        if step in TITLES or step.startswith(ASK):
            return redirect(filler(request).to("begin", public_id))
        raise Http404
    kept, raw = found.filled.answers.get(step), found.filled.raw.get(step)
    if request.method != "POST":
        form = step_form(found.conversation, step, kept, raw=raw)
        return _page(request, found, form, kept_raw=form.is_touched(raw or {}))
    try:
        return _save(request, found, step_form(found.conversation, step, kept, typed=request.POST))
    except acts.AlreadySigned as signed:
        return redirect(filler(request).to("form", signed.form.public_id))
    except acts.DraftChanged as changed:
        return _changed(request, included, step, str(changed))
    except (acts.NotOpen, acts.NoDraft):
        return redirect(filler(request).to("begin", public_id))


def _changed(request: HttpRequest, included: Included, step: str, says: str) -> HttpResponse:
    """The page with all that was typed in this window, and what another one kept in this step meanwhile. Whoever sends
    it again has read that."""
    found = writing(included, clock.today())
    if found is None or step not in found.filled.steps:
        return redirect(_check(request, included))
    form = step_form(found.conversation, step, found.filled.answers.get(step), typed=request.POST)
    return _page(request, found, form, status=409, changed=says)


def _revision(request: HttpRequest) -> int | None:
    """The revision of the draft with which the page was opened; None where nothing was sent of it, and -1, which no
    draft has, for what is none."""
    given = request.POST.get("revision")
    if given is None:
        return None
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _save(request: HttpRequest, found: Writing, form: Step) -> HttpResponse:
    by, on, at = filler(request).person, found.on, clock.now()
    revision = _revision(request)
    if any(name in request.POST for name in (STAY, MORE)) or not form.is_valid():
        acts.drafting.refuse_answered_since(found.draft, found.filled.contents, form.step, revision)
    if STAY in request.POST:
        acts.keep(found.included, form.step, _typed(form), by=by, on=on, at=at)
        return redirect(request.get_full_path())
    if MORE in request.POST and isinstance(form, AskStep):
        form.more()
        acts.keep(found.included, form.step, _typed(form), by=by, on=on, at=at)
        shown = step_form(found.conversation, form.step, form.kept, raw=form.raw() | {"blocks": str(form.blocks)})
        return _page(request, found, shown)
    if not form.is_valid():
        acts.keep(found.included, form.step, _typed(form), by=by, on=on, at=at)
        if LATER in request.POST:
            return redirect(filler(request).to("mine"))
        return _page(request, found, form, status=422)
    acts.save(found.included, form.step, form.answer(), by=by, on=on, at=at, revision=revision)
    if LATER in request.POST:
        return redirect(filler(request).to("mine"))
    return redirect(_after(request, found, form))


def _typed(form: Step) -> dict[str, Any]:
    """What was typed, with how many blocks there were for it; nothing where nothing was touched."""
    raw = form.raw()
    if not form.is_touched(raw):
        return {}
    return raw | ({"blocks": str(form.blocks)} if isinstance(form, AskStep) else {})


def _after(request: HttpRequest, found: Writing, form: Step) -> str:
    """The next step; for whoever came from the last look to change something, back there."""
    now = writing(found.included, found.on)
    if now is None:
        return _check(request, found.included)
    if request.GET.get("from") == "check":
        undone = now.filled.undone()
        return (
            address(request, found.included, undone[0]) + "?from=check" if undone else _check(request, found.included)
        )
    steps = now.filled.steps
    place = steps.index(form.step)
    return (
        address(request, found.included, steps[place + 1])
        if place + 1 < len(steps)
        else _check(request, found.included)
    )


def _page(
    request: HttpRequest, found: Writing, form: Step, status: int = 200, *, kept_raw: bool = False, changed: str = ""
) -> HttpResponse:
    steps = found.filled.steps
    place = steps.index(form.step)
    included, pack = found.included, found.conversation.pack
    changing = request.GET.get("from") == "check"
    if changing:
        back = _check(request, included)
    else:
        back = address(request, included, steps[place - 1]) if place else filler(request).to("mine")
    question = found.conversation.find(form.step)
    context = {
        "included": included,
        "draft": found.draft,
        "pack": pack,
        "form": form,
        "step": form.step,
        "question": question,
        "title": question.title if question else TITLES[form.step],
        "since": since(included.person, pack, found.on) if form.step == POLICY else None,
        "at": place + 1,
        "of": len(steps) + 2,
        "back": back,
        "changing": changing,
        "kept_raw": kept_raw,
        "changed": changed,
        "kept_there": said(found.filled, form.step) if changed and form.step in found.filled.answers else "",
        "most": MOST,
        "clauses": dict.fromkeys(number for kind in question.kinds for number in kind.clauses) if question else (),
    }
    return render(request, f"certifications/step_{'ask' if question else form.step}.html", context, status=status)


@require_POST
def keep(request: HttpRequest, public_id: str, step: str) -> HttpResponse:
    """Keeps what is being typed. Answers 204, or 409 when the page is older than the draft."""
    on, included = clock.today(), asked(request, public_id)
    found = writing(included, on)
    if found is None or step not in found.filled.steps:
        raise Http404
    form = step_form(found.conversation, step, found.filled.answers.get(step), typed=request.POST)
    revision = -1 if (given := _revision(request)) is None else given
    try:
        by, at = filler(request).person, clock.now()
        draft = acts.keep(included, step, _typed(form), by=by, on=on, at=at, revision=revision)
    except acts.Refused:
        raise Http404 from None
    return HttpResponse(status=204 if draft.revision == revision else 409)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own forms over the years: to be signed, signed, and each earlier version, with receipts; and which versions
    of the policy one acknowledged, or is asked to."""
    on, person = clock.today(), filler(request).person
    rows = Included.objects.filter(person=person, campaign__frozen__isnull=False, campaign__opens__lte=on)
    rows = rows.select_related("campaign").prefetch_related("forms__unlocked", "forms__confirmed")
    rows = rows.prefetch_related("exemptions__ended", "exemptions__by")
    listed = [(one, *_standing(one, on)) for one in rows.order_by("-campaign__opens", "-pk")]
    context = {
        "listed": listed,
        "acknowledged": person.acknowledgements.order_by("-on", "-pk"),
        "to_acknowledge": list(to_acknowledge(person, on)),
        "on": on,
    }
    return render(request, "certifications/mine.html", context)


def _standing(one: Included, on: date) -> tuple[SignedForm | None, list[SignedForm], bool, Exempted | None]:
    """The version that counts, the earlier ones (the latest first), whether it can be signed now, and the exemption
    that holds."""
    forms = sorted(one.forms.all(), key=lambda form: -form.number)
    counts = next((form for form in forms if not hasattr(form, "unlocked")), None)
    earlier = [form for form in forms if form is not counts]
    exempt = next((each for each in one.exemptions.all() if each.holds(on)), None)
    return counts, earlier, counts is None and on < one.closes, exempt
