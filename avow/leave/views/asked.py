"""Being asked for leave: the list, and each with what one may see of it. Nobody but those asked sees these pages, and
only while an answer is waited for do they show what it is about."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access import reads
from avow.access.roles import here
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.leave import acts, listing, showing
from avow.leave.acts.answering import NO_LONGER
from avow.leave.choosing import Matter, still_asked
from avow.leave.duties import waiting_for
from avow.leave.forms.answering import GIVE, AnswerForm
from avow.leave.models import AskedOf, Leave
from avow.ledger.keyring import is_destroyed
from avow.people.line import reports_of


@dataclass
class Shown:
    """One request with what is seen of it."""

    row: AskedOf
    form: AnswerForm
    what: list = field(default_factory=list)
    sums: list = field(default_factory=list)
    everyone: str = ""

    @property
    def version(self):
        return self.row.leave.version


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for me, each to be answered here, what I was asked lately, and what I asked for myself."""
    person, on, at = request.user.person, clock.today(), clock.now()
    shown = [_shown(row, AnswerForm(prefix=row.public_id)) for row in waiting_for(person, on)]
    for one in shown:
        reads.note(person, one.version.disclosure.subject, "leave", at)
    done = listing.lately(person, on)
    if done:
        reads.note(person, "leave", "what was answered lately", at)
    context = {
        "waiting": shown,
        "done": done,
        "own": listing.own(person),
        "manages": bool(shown or done or reports_of(person, on)),
        "on": on,
    }
    return render(request, "leave/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request: what it is about, what it adds up to, and two buttons."""
    person, on, at = request.user.person, clock.today(), clock.now()
    row = _mine(person, public_id, on)
    waits = Leave.objects.filter(pk=row.leave_id).waiting().exists()
    form = AnswerForm(request.POST if request.method == "POST" else None, prefix=row.public_id)
    if form.is_bound and form.is_valid():
        is_given, remark = form.cleaned_data["answer"] == GIVE, form.cleaned_data["remark"] or ""
        try:
            acts.answer(row, by=person, is_given=is_given, remark=remark, on=on, at=at)
        except NotTheirs:
            raise Http404
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            said = "You have given leave." if is_given else "You have not given leave."
            messages.success(request, f"{said} {row.leave.disclosure.person.name} sees it at once.")
        return redirect("leave:mine")
    if not waits or not still_asked(row, on):
        erased = is_destroyed(row.leave.disclosure.person.key)
        says = NO_LONGER if waits and not erased else listing.how_it_ended(row)
        return render(request, "leave/one.html", {"row": row, "says": says, "on": on})
    reads.note(person, row.leave.disclosure.subject, "leave", at)
    context = {
        "row": row,
        "one": _shown(row, form),
        "form": form,
        "clause": showing.clause(row.leave.version),
        "on": on,
    }
    return render(request, "leave/one.html", context, status=422 if form.is_bound else 200)


def _mine(person, public_id: str, on) -> AskedOf:
    """A request of mine; a 404 for anybody else, and for whoever has to keep away by now."""
    rows = AskedOf.objects.filter(public_id=public_id, person=person)
    row = rows.select_related("leave__version__disclosure__person", "person").first()
    if row is None or not here(person, on) or not Matter(row.leave.version, on).may(person):
        raise Http404
    return row


def _shown(row: AskedOf, form: AnswerForm) -> Shown:
    version = row.leave.version
    return Shown(row, form, showing.rows(version), showing.sums(version), showing.of_everyone(version))
