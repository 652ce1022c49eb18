"""Guidance: found by words or clause, one of it with its versions; publishing, changing and withdrawing it (6.6).

What is searched for is posted: a search can tell as much about somebody as a question does.
"""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.questions import acts, finding
from avow.questions.forms.publishing import GuidanceForm, WithdrawForm
from avow.questions.models import Guidance
from avow.questions.views.reach import reached

MOST_VERSIONS = 20
LONGEST = 200


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """All that holds, or what has the words looked for."""
    asked = request.POST.get("find", "").replace("\x00", "").strip()[:LONGEST]
    context = {"found": finding.search(asked), "asked": asked, "most": finding.MOST}
    return render(request, "questions/guidance_list.html", context)


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version, what came before and after it, and whether it holds."""
    found = _found(public_id)
    older, at = [], found.replaces
    while at is not None and len(older) < MOST_VERSIONS:
        older.append(at)
        at = at.replaces
    context = {
        "guidance": found,
        "newer": Guidance.objects.filter(replaces=found).first(),
        "withdrawn": getattr(found, "withdrawn", None),
        "older": older,
        "clauses": _clauses(found),
        "may_change": is_officer(request.user.person, clock.today()),
    }
    return render(request, "questions/guidance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Written beside the thread it came from, and told without whoever asked."""
    on = clock.today()
    _officers_only(request, on)
    question, keeping = reached(request, public_id, on)
    if keeping is None:
        raise Http404
    thread = [{"message": one, "text": one.text()} for one in question.messages.select_related("author", "attested")]
    initial = {"clauses": question.clauses}
    return _written(request, on, {"question": question, "thread": thread}, initial, question=question)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """A next version."""
    on = clock.today()
    _officers_only(request, on)
    found = _found(public_id)
    initial = {"title": found.title, "asked": found.asked, "says": found.says, "clauses": found.clauses}
    return _written(request, on, {"guidance": found}, initial, replaces=found)


def _written(request: HttpRequest, on: date, context: dict, initial: dict, **of) -> HttpResponse:
    pack, wrong = policy_in_force(on), ""
    form = GuidanceForm(pack, request.POST if request.method == "POST" else None, initial)
    if form.is_bound and form.is_valid():
        try:
            row = acts.publish(form.words, by=request.user.person, on=on, at=clock.now(), **of)
        except acts.Refused as refused:
            wrong = str(refused)
        else:
            messages.success(request, "Published. It is offered wherever its clauses come up.")
            return redirect(row)
    status = 422 if form.is_bound else 200
    return render(request, "questions/publish.html", {**context, "form": form, "wrong": wrong}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """It holds no more, with a reason."""
    on = clock.today()
    _officers_only(request, on)
    found, wrong = _found(public_id), ""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            acts.withdraw(
                found, by=request.user.person, reason=form.cleaned_data["reason"], on=on, at=clock.now()
            )  # fmt: skip
        except acts.Refused as refused:
            wrong = str(refused)
        else:
            messages.success(request, "Withdrawn. It is offered nowhere any more.")
            return redirect(found)
    context = {"guidance": found, "form": form, "wrong": wrong}
    return render(request, "questions/withdraw.html", context, status=422 if form.is_bound else 200)


def _found(public_id: str) -> Guidance:
    found = Guidance.objects.select_related("withdrawn", "replaces").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _officers_only(request: HttpRequest, on: date) -> None:
    if not is_officer(request.user.person, on):
        raise Http404


def _clauses(guidance: Guidance) -> list[tuple[str, str]]:
    """Number and title of each clause; the title is empty for one that the policy does not have any more."""
    pack = policy_in_force(clock.today())
    known = pack.clauses
    return [(number, known[number].title if number in known else "") for number in guidance.clauses]
