"""Asking the compliance officer, the list of questions, one of them, and its files (6.6)."""

from functools import partial
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from avow.access import reads
from avow.access.models import Role
from avow.access.roles import holders, is_officer
from avow.adoptions.current import policy_in_force
from avow.config import clock, once, working_days
from avow.disclosures import showing
from avow.disclosures.files import attested, sniffing
from avow.ledger.keyring import Erased
from avow.people.models import Person
from avow.questions import acts, papers
from avow.questions.acts.asking import MOST_FILES
from avow.questions.answer_read import note_read
from avow.questions.duties import waiting_for
from avow.questions.forms.asking import AsideForm, AskForm, SayForm, files_of
from avow.questions.models import Message, Question
from avow.questions.paging import page
from avow.questions.views.reach import reached
from avow.questions.visibility import Keeping, answers_any, to_answer


@require_safe
@once.for_this_page
def listed(request: HttpRequest) -> HttpResponse:
    """One's own questions; for whoever answers, those that wait, and those that were answered."""
    person, on = request.user.person, clock.today()
    mine = Question.objects.filter(person=person).marked().select_related("attested")
    context: dict[str, object] = {"on": on, "answers": answers_any(person, on)}
    context["mine"] = page(mine, request.GET.get("mine", ""))
    if context["answers"]:
        rows = Question.objects.marked().filter(answer_by__isnull=True).select_related("person", "attested")
        theirs = partial(to_answer, person, on=on)
        context |= {
            "waiting": waiting_for(person, on),
            "answered": page(rows.exclude(person=person), request.GET.get("answered", ""), theirs),
        }
    return render(request, "questions/list.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; a POST sends it."""
    if request.method != "POST":
        return _again(request)
    form = AskForm(officers(request.user.person), request.POST)
    files, wrong = files_of(request)
    if form.is_valid() and not wrong:
        try:
            question = acts.ask(
                by=request.user.person, text=form.cleaned_data["text"], on=clock.today(), at=clock.now(),
                kind=request.POST.get("kind", ""), clauses=request.POST.getlist("clause"),
                keep_from=form.kept_from, files=files,
            )  # fmt: skip
        except acts.Refused as refused:
            wrong = str(refused)
        else:
            messages.success(request, "Your question is sent.")
            return redirect(question)
    return asking_page(request, form, wrong, request.POST.get("kind", ""), request.POST.getlist("clause"), status=422)


def _again(request: HttpRequest) -> HttpResponse:
    """The empty form; where one asks on after one's own question was closed, it says which."""
    about = request.GET.get("about", "")
    before = Question.objects.filter(person=request.user.person, public_id=about).first() if about.isalnum() else None
    if before is None:
        return asking_page(request)
    text = f"I asked on {showing.day(before.on)}: {before.title()}\n\n"
    return asking_page(request, kind=before.kind, clauses=before.clauses, text=text)


def asking_page(
    request: HttpRequest, form: AskForm | None = None, wrong: str = "", kind: str = "", clauses=(), text: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The form, filled with what somebody typed elsewhere or before."""
    on = clock.today()
    pack = policy_in_force(on)
    context = {
        "form": form or AskForm(officers(request.user.person), text=text),
        "wrong": wrong,
        "kind": pack.kinds.get(kind),
        "clauses": [number for number in pack.clauses if number in clauses],
        "answer_by": working_days.after(on, pack.answer_within_days),
        "names": sniffing.NAMES,
        "most": MOST_FILES,
    }
    return render(request, "questions/ask.html", context, status=status)


def officers(person: Person) -> list[Person]:
    """Those who answer questions, but for the person."""
    on = clock.today()
    held = [*holders(Role.COMPLIANCE_OFFICER, on), *holders(Role.DEPUTY, on)]
    return list({one.pk: one for one in held if one.pk != person.pk}.values())


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was said, and what one can do: say more, answer, close, step aside."""
    on = clock.today()
    question, keeping = reached(request, public_id, on)
    if request.method == "POST":
        return _posted(request, question, keeping)
    return _page(request, question, keeping)


def _posted(request: HttpRequest, question: Question, keeping: Keeping | None) -> HttpResponse:
    person, on, at, mine = request.user.person, clock.today(), clock.now(), keeping is None
    say, aside, wrong, status = _say_form(mine, request.POST if "say" in request.POST else None), None, "", 422
    try:
        if "close" in request.POST:
            acts.close(question, by=person, on=on, at=at)
            messages.success(request, "The question is closed.")
            return redirect(question)
        if "aside" in request.POST and not mine:
            aside = AsideForm(request.POST)
            if aside.is_valid():
                acts.step_aside(question, by=person, reason=aside.cleaned_data["reason"], on=on, at=at)
                messages.success(request, "You stepped aside. Somebody else answers it.")
                return redirect("questions:list")
        elif "say" in request.POST:
            files, wrong = files_of(request)
            if say.is_valid() and not wrong:
                given = {"by": person, "text": say.cleaned_data["text"], "on": on, "at": at, "files": files}
                if mine:
                    acts.follow_up(question, **given)
                else:
                    acts.answer(question, seen=request.POST.get("seen", ""), **given)
                messages.success(request, "Sent." if mine else "Your answer is sent.")
                return redirect(question)
        else:
            return redirect(question)
    except acts.Meanwhile as refused:
        wrong, status = str(refused), 409
    except acts.Refused as refused:
        wrong = str(refused)
    return _page(request, question, keeping, say, aside, wrong, status)


def _say_form(mine: bool, data=None) -> SayForm:
    return SayForm("Ask on, or say more" if mine else "Your answer", data)


def _page(
    request: HttpRequest, question: Question, keeping: Keeping | None, say: SayForm | None = None,
    aside: AsideForm | None = None, wrong: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    person, on, mine = request.user.person, clock.today(), keeping is None
    said = list(question.messages.select_related("author", "attested"))
    if mine:
        note_read(person, question, said, clock.now())
    else:
        reads.note(person, question.subject, "question", clock.now())
    pack = policy_in_force(on)
    known = keeping or Keeping([question], on)
    context = {
        "question": question,
        "title": question.title(),
        "thread": [{"message": one, "text": one.text(), "files": _files(one)} for one in said],
        "seen": said[-1].public_id,
        "mine": mine,
        "reader": person,
        "closing": getattr(question, "closing", None),
        "say": say or _say_form(mine),
        "aside": aside or AsideForm(),
        "wrong": wrong,
        "kind": pack.kinds.get(question.kind),
        "readers": known.readers(question),
        "reader_words": known.reader_words(question),
        "may_close": mine or said[-1].sort == "answered",
        "may_publish": not mine and is_officer(person, on),
        "names": sniffing.NAMES,
        "most": MOST_FILES,
        "on": on,
    }
    return render(request, "questions/one.html", context, status=status)


def _files(message: Message) -> list[dict]:
    try:
        return papers.named(message)
    except Erased:
        return []


@require_safe
def paper(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """A file, to those who may read the question."""
    question, keeping = reached(request, public_id, clock.today())
    files = [file for message in question.messages.select_related("attested") for file in _files(message)]
    found = next((file for file in files if file["id"] == file_id), None)
    if found is None:
        raise Http404
    if keeping is not None:
        reads.note(request.user.person, question.subject, f"paper {file_id}", clock.now())
    try:
        data = attested.read(file_id, question.person.key, found["sha256"])
    except Erased:
        raise Http404
    except (FileNotFoundError, attested.NotAsSent):
        return render(request, "questions/not_as_sent.html", {"question": question}, status=410)
    response = HttpResponse(data, content_type=found["type"])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found['name'], safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
