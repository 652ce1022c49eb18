"""What a reviewer does on the case page: each act is one POST to its own address; refused ones show the page again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from avow.access import reads
from avow.config import clock
from avow.disclosures.models import Version
from avow.people.models import Person
from avow.reviews import acts, dossier
from avow.reviews.forms.deciding import DecideForm
from avow.reviews.models import Case, Consultation, Message
from avow.reviews.refusals import AlreadyDecided, Refused
from avow.reviews.views.case import reviewed, shown
from avow.reviews.views.given import identifier
from avow.reviews.views.offered import Offered

REFUSED, TOO_LATE = 422, 409


@dataclass(frozen=True)
class Doing:
    """One act being tried."""

    case: Case
    person: Person
    given: dict
    on: date
    at: datetime
    offered: Offered
    form: object = None

    @property
    def now(self) -> dict:
        return {"by": self.person, "on": self.on, "at": self.at}

    def to(self) -> Person:
        """To whom a message goes."""
        wanted = self.given.get("to")
        return next((one for one in self.offered.people() if one.public_id == wanted), self.case.disclosure.person)

    def consultation(self) -> Consultation:
        """The one that the form is about, of those that wait."""
        wanted = self.given.get("consultation")
        return next(one for one in self.offered.waiting if one.public_id == wanted)

    def version(self) -> Version:
        """The version that was read."""
        found = Version.objects.filter(disclosure=self.case.disclosure, number=self.given["version"]).first()
        if found is None:
            raise Refused("There is no such version. Open the page again.")
        return found


def _consult(doing: Doing) -> str:
    asked = acts.consult(doing.case, **doing.now)
    return "Asked for their view: " + " and ".join(one.asked.name for one in asked) + "."


def _attempt(doing: Doing) -> str:
    given = doing.given
    acts.attempt(doing.consultation(), day=given["day"], way=given["way"], remark=given["remark"], **doing.now)
    return "The attempt is on record."


def _hear(doing: Doing) -> str:
    consultation = doing.consultation()
    acts.hear(consultation, answer=doing.given["answer"], remark=doing.given["remark"], **doing.now)
    return f"What {consultation.asked.name} said is on record; they can read it."


def _move(doing: Doing) -> str:
    management = next((one for one in doing.offered.waiting if one.capacity == "management"), None)
    if management is None:
        raise Refused("Nobody is being waited for.")
    moved = acts.move(management, reason=doing.given["reason"], **doing.now)
    return f"{moved.asked.name} is asked instead."


def _tell(doing: Doing) -> str:
    acts.tell(doing.case, to=doing.to(), text=doing.given["text"], **doing.now)
    return f"Sent to {doing.to().name}."


def _ask(doing: Doing) -> str:
    acts.ask(doing.case, to=doing.to(), text=doing.given["text"], **doing.now)
    return f"Asked {doing.to().name}. The case waits for the answer."


def _take_back(doing: Doing) -> str:
    question = Message.objects.filter(case=doing.case, public_id=doing.given["question"]).first()
    if question is None:
        raise Refused("There is no such question.")
    acts.take_back(question, **doing.now)
    return "The question is taken back."


def _note(doing: Doing) -> str:
    acts.note(doing.case, text=doing.given["text"], **doing.now)
    return "Noted. Only those who review this case read it."


def _assess(doing: Doing) -> str:
    given = doing.given
    acts.assess(
        doing.case,
        doing.version(),
        classification=given["classification"],
        could_be_questioned=given["could_be_questioned"] == "yes",
        reason=given["reason"],
        **doing.now,
    )
    return "The assessment is on record."


def _decision(doing: Doing) -> dict:
    given = doing.given
    terms = doing.form.terms()
    return {
        "version": doing.version(),
        "outcome": given["outcome"],
        "reasons": given["reasons"],
        "conditions": terms,
        "start_on": given["start_on"],
        **doing.now,
    }


def _decide(doing: Doing) -> str:
    acts.decide(doing.case, **_decision(doing))
    return f"Decided. {doing.case.disclosure.person.name} reads your decision and its reasons now."


def _step_aside(doing: Doing) -> str:
    acts.step_aside(doing.case, reason=doing.given["reason"], **doing.now)
    return "You have stepped aside. Somebody else goes on with it."


def _find(doing: Doing) -> str:
    form = doing.form
    acts.find(doing.case, doing.version(), found=form.found(), reason=doing.given["reason"], **doing.now)
    return "What you found is on record, and the rules have judged with it."


def _refer(doing: Doing) -> str:
    row = acts.refer(doing.case, to=doing.given["to"], reason=doing.given["reason"], **doing.now)
    return f"Referred to {row.authority}."


def _keep_open(doing: Doing) -> str:
    acts.keep_open(doing.case, reason=doing.given["reason"], **doing.now)
    return "The case stays open."


ACTS: dict[str, Callable[[Doing], str]] = {
    "consult": _consult,
    "attempt": _attempt,
    "hear": _hear,
    "move": _move,
    "tell": _tell,
    "ask": _ask,
    "take-back": _take_back,
    "note": _note,
    "find": _find,
    "assess": _assess,
    "decide": _decide,
    "step-aside": _step_aside,
    "refer": _refer,
    "keep-open": _keep_open,
}
BUTTONS = {"consult", "take-back"}
"""Acts without a form of their own."""


@require_POST
def act(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """Do it, and show the case again; or say why not, with everything typed still there."""
    on, at, person = clock.today(), clock.now(), request.user.person
    case, found = reviewed(request, public_id, on)
    if act not in ACTS:
        raise Http404
    marked = dossier.marked(case)
    offered = Offered.of(marked, dossier.versions(case)[0], person, found, on)
    form = offered.form(act, request.POST)
    deciding = isinstance(form, DecideForm)
    if deciding and form.is_going_on:
        form.forget_errors()
        return shown(request, case, found, on, act=act, form=form)
    if form is not None and not form.is_valid():
        return shown(request, case, found, on, act=act, form=form, status=REFUSED)
    given = form.cleaned_data if form is not None else {"question": identifier(request.POST.get("question"))}
    doing = Doing(marked, person, given, on, at, offered, form)
    try:
        if deciding and not form.is_confirmed:
            return _letter(request, doing)
        words = ACTS[act](doing)
    except Refused as refused:
        if act in BUTTONS:
            messages.error(request, refused.says)
            return redirect("reviews:case", public_id)
        form.add_error(None, refused.says)
        status = TOO_LATE if isinstance(refused, AlreadyDecided) else REFUSED
        return shown(request, case, found, on, act=act, form=form, status=status)
    messages.success(request, words)
    return redirect("reviews:desk") if act == "step-aside" else redirect("reviews:case", public_id)


def _letter(request: HttpRequest, doing: Doing) -> HttpResponse:
    """The decision as the person will read it, to be confirmed: it cannot be taken back. Raises Refused."""
    weighed = acts.weigh(doing.case, **_decision(doing))
    version = weighed.decision.version
    reads.note(doing.person, doing.case.subject, "case", doing.at)
    pack = doing.offered.pack
    context = {
        "case": doing.case,
        "person": doing.case.disclosure.person,
        "decided": dossier.proposed(weighed),
        "kind": pack.kinds[version.kind],
        "pack": pack,
        "version": version,
        "form": doing.form,
    }
    return render(request, "reviews/confirm.html", context)
