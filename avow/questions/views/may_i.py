"""May I? (6.4). Everything is posted to one address: what is asked about stands in no address, and so in no log,
history or referrer. Nothing is written but a count; what the person keeps, they keep themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.disclosures import acts, hints, showing
from avow.disclosures.views.choosing import groups
from avow.gifts.models.gift import KINDS
from avow.policy import Pack
from avow.questions import finding
from avow.questions.may_i import counting
from avow.questions.may_i.answering import Answer, answer
from avow.questions.may_i.asking import SUMS, Asking
from avow.questions.may_i.deciding import PARTY, Few
from avow.questions.may_i.keeping import as_question, as_text
from avow.questions.views.asking import asking_page

AT = "at"
"""The step that was shown when the button was pressed; nothing on the way in."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def may_i(request: HttpRequest) -> HttpResponse:
    """The kinds; then a step, the next one, and the answer, by what is posted."""
    pack, on = policy_in_force(clock.today()), clock.today()
    posted = {name: str(value)[:2_000] for name, value in request.POST.items()}
    kind = pack.kinds.get(posted.get("kind", ""))
    if kind is None:
        wrong = "Choose what it is about." if request.method == "POST" else ""
        return _choose(request, pack, wrong)
    asking = Asking(pack, request.user.person, kind, on, posted)
    for name, act in (("keep", _keep), ("disclose", _disclose), ("ask", _ask), ("see", _answer)):
        if name in posted:
            return act(request, asking)
    shown = asking.steps
    at = next((place for place, few in enumerate(shown) if few.step.id == posted.get(AT)), None)
    if not shown:
        return _answer(request, asking)
    if at is None:
        return _step(request, asking, 0)
    if "back" in posted:
        return _step(request, asking, at - 1) if at else _choose(request, pack)
    if "find" in posted:
        return _step(request, asking, at, asks=True)
    form = asking.form(shown[at], bound=True)
    if not form.is_valid():
        return _step(request, asking, at, bound=True)
    if PARTY in shown[at].names and asking.other.has_to_choose:
        return _step(request, asking, at, asks=True)
    if "answer" in posted or at + 1 == len(shown):
        return _answer(request, asking)
    return _step(request, asking, at + 1)


def _choose(request: HttpRequest, pack: Pack, wrong: str = "") -> HttpResponse:
    context = {"groups": groups(pack), "wrong": wrong, "counts": is_officer(request.user.person, clock.today())}
    return render(request, "questions/may_i.html", context, status=422 if wrong else 200)


def _step(request: HttpRequest, asking: Asking, place: int, *, bound: bool = False, asks: bool = False) -> HttpResponse:
    """One step. Not `bound`, it is shown for the first time or again, with nothing wrong yet."""
    few: Few = asking.steps[place]
    form = asking.form(few, bound=bound)
    questions, has_party = form.questions(), PARTY in few.names
    context = {
        "kind": asking.kind,
        "few": few,
        "form": form,
        "questions": questions,
        "alone": questions[0]["field"] if len(questions) == 1 else None,
        "hints": hints.of(asking.person, asking.kind, few.step, asking.on),
        "carried": asking.carried(but=few),
        "other": asking.other if has_party and (asks or asking.other.chosen) else None,
        "asks": asks,
        "sums": has_party and asking.kind.id in KINDS,
        "counts_sums": asking.counts_sums or (SUMS not in asking.posted and AT not in asking.posted),
        "at": place + 1,
        "of": len(asking.steps),
    }
    return render(request, "questions/step.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The answer, counted once each time it is worked out."""
    found = _found(asking)
    counting.count(found.clauses, asking.person, asking.on)
    return render(request, "questions/answer.html", {**_shown(asking, found), "carried": asking.carried()})


def _found(asking: Asking) -> Answer:
    found = answer(asking)
    if found is None:
        raise Http404
    return found


def _shown(asking: Asking, found: Answer) -> dict[str, object]:
    """What the answer shows, on the page and in what is kept."""
    pack = asking.pack
    told = [
        {"label": pack.facts[name].label, "value": showing.answer(pack, name, asking.said.get(name)),
         "unknown": "left open"}
        for few in asking.steps for name in few.names
    ]  # fmt: skip
    shown = [(one, pack.clauses[one.clause]) for one in found.findings]
    others = [pack.clauses[number] for number in found.clauses if number not in {one.clause for one, _ in shown}]
    return {"asking": asking, "kind": asking.kind, "found": found, "told": told, "shown": shown, "others": others,
            "guidance": finding.of_clauses(found.clauses), "policy": showing.policy(pack), "on": asking.on}  # fmt: skip


def _keep(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The answer as a text for the person's own machine."""
    response = HttpResponse(as_text(_shown(asking, _found(asking))), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="may-i.txt"'
    return response


def _disclose(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A draft with what was typed: from here on it is the person's own, and kept."""
    person, at = request.user.person, clock.now()
    disclosure = acts.start(person, asking.kind.id, at)
    for few in asking.steps:
        said = {name: asking.answers[name] for name in few.names if name in asking.answers}
        if PARTY in few.names and "counterparty" in asking.answers:
            said["counterparty"] = asking.answers["counterparty"]
        if said:
            acts.save_step(disclosure, said, few.step.id, person, at)
    return redirect("disclosures:resume", disclosure.public_id)


def _ask(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A question with what was typed, to be looked over before it is sent."""
    found = _found(asking)
    return asking_page(request, kind=asking.kind.id, clauses=found.clauses, text=as_question(_shown(asking, found)))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """How often each clause came up, for officers: months that are over, from five up."""
    on = clock.today()
    if not is_officer(request.user.person, on):
        raise Http404
    pack = policy_in_force(on)
    months = [
        (month.first, [(pack.clauses.get(number), number, how_often) for number, how_often in month.counts])
        for month in counting.told(on)
    ]
    return render(request, "questions/asked.html", {"months": months, "fewest": counting.FEWEST})
