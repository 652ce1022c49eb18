"""Proposing a version, with every complaint about a broken one; and taking a proposal back."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.adoptions import acts, copies
from avow.adoptions.models import Proposal
from avow.config.clock import now, today
from avow.policy.loading import PackNotFound, find
from avow.policy.problems import PackError, Problem
from avow.trials.forms.proposing import ProposeForm
from avow.trials.views.reach import for_those_who_propose, proposal_or_404

MOST_PROBLEMS = 100
AROUND = 70
"""Letters of a line shown on each side of a mistake."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_propose
def propose(request: HttpRequest) -> HttpResponse:
    """Hand in the files, or choose a pack of the operator's folder. What is wrong is shown with its place."""
    instead = _instead(request)
    form = ProposeForm(request.POST or None, request.FILES or None, meta=request.META)
    context = {"form": form, "instead": instead, "problems": [], "failing": []}
    if request.method == "POST":
        if form.is_valid():
            try:
                proposal = acts.propose(
                    form.given, by=request.user.person, at=now(), reason=form.cleaned_data["reason"], supersedes=instead
                )
            except PackError as error:
                form.problems = error
                form.add_error(None, _how_many(len(error.problems)))
            except copies.CasesFail as error:
                head, *context["failing"] = str(error).splitlines()
                form.add_error(None, f"{head} The version can be proposed once they do.")
            except (acts.Refused, PackNotFound) as error:
                form.add_error(None, str(error))
            except (UnicodeDecodeError, OSError):
                form.add_error("pack", "Its files cannot be read. They have to be plain files in UTF-8.")
            else:
                messages.success(request, f"Version {proposal.version} is proposed. Every worked case holds.")
                return redirect("trials:proposal", proposal.public_id)
        if form.problems is not None:
            context["problems"] = _placed(form.problems.problems, form.given)
            context["further"] = len(form.problems.problems) - MOST_PROBLEMS
    return render(request, "trials/propose.html", context, status=422 if form.errors else 200)


def _instead(request: HttpRequest) -> Proposal | None:
    """The open proposal in whose place this one shall stand."""
    asked = request.POST.get("instead") or request.GET.get("instead")
    if not asked:
        return None
    found = proposal_or_404(request, asked[:40])
    if not found.is_open:
        raise Http404
    return found


def _how_many(count: int) -> str:
    what = "1 thing is wrong" if count == 1 else f"{count} things are wrong"
    return f"{what} with this version. Put it right, and choose the files once more."


def _placed(problems: list[Problem], given: str | dict[str, str]) -> list[tuple[Problem, str, str]]:
    """Each problem as a sentence, with what stands at its place in the file."""
    texts = given if isinstance(given, dict) else _files(given)
    return [
        (problem, _sentence(problem), _line(texts.get(problem.file, ""), problem.line, problem.column))
        for problem in problems[:MOST_PROBLEMS]
    ]


def _sentence(problem: Problem) -> str:
    end = "" if problem.what.endswith((".", "?")) else "."
    return f"{problem.what[:1].upper()}{problem.what[1:]}{end}"


def _files(name: str) -> dict[str, str]:
    try:
        return copies.files_of(find(name, settings.AVOW_POLICIES)) if name else {}
    except (PackError, PackNotFound, UnicodeDecodeError, OSError):
        return {}


def _line(text: str, number: int, column: int) -> str:
    """The line, of a long one the part around the column."""
    lines = text.split("\n")
    if not 1 <= number <= len(lines):
        return ""
    line = lines[number - 1].rstrip()
    start = max(0, min(column - 1 - AROUND, len(line) - 2 * AROUND))
    part = line[start : start + 2 * AROUND]
    return f"{'… ' if start else ''}{part.strip()}{' …' if start + 2 * AROUND < len(line) else ''}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_propose
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take the proposal back. Only its proposer does."""
    proposal = proposal_or_404(request, public_id)
    if not proposal.is_open or proposal.proposed_by != request.user.person:
        return redirect("trials:proposal", public_id)
    if request.method == "POST":
        reason = request.POST.get("reason", "").replace("\x00", "")[:4000]
        try:
            acts.withdraw(proposal, by=request.user.person, at=now(), reason=reason)
        except acts.Refused as refused:
            messages.error(request, str(refused))
            return redirect("trials:proposal", public_id)
        messages.success(request, f"Version {proposal.version} is taken back. It cannot be adopted any more.")
        return redirect("trials:versions")
    return render(request, "trials/withdraw.html", {"proposal": proposal, "on": today()})
