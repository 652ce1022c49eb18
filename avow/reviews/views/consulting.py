"""Being consulted: what is asked of me, and answering it with one thumb. Nobody else sees these pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.access import participants, reads
from avow.access.models import Capacity
from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.reviews import acts, dossier, showing
from avow.reviews.forms.consulting import ConsultationForm
from avow.reviews.forms.speaking import AnswerForm, WriteForm
from avow.reviews.independence import why_not
from avow.reviews.models import Consultation, Message
from avow.reviews.refusals import Refused
from avow.reviews.said import said
from avow.reviews.standing import is_settled, why_closed
from avow.reviews.views.given import identifier
from avow.reviews.visibility import consultations_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I was asked, what waits first."""
    on = clock.today()
    rows = [_listed(row) for row in consultations_of(request.user.person).order_by("-asked_on", "-pk")[:200]]
    waiting = sorted((row for row in rows if row["waits"]), key=lambda row: row["row"].answer_by)
    done = [row for row in rows if not row["waits"]]
    return render(request, "reviews/consultations.html", {"waiting": waiting, "done": done, "on": on})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One consultation: what one may see, what is asked, and the answer."""
    on, at, person = clock.today(), clock.now(), request.user.person
    row = _mine(request, public_id)
    form = ConsultationForm(request.POST if request.method == "POST" else None, capacity=row.capacity)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.answer_consultation(row, by=person, answer=given["answer"], remark=given["remark"], on=on, at=at)
        except Refused as refused:
            form.add_error(None, refused.says)
        else:
            messages.success(request, "Thank you. Your answer is on record.")
            return redirect("reviews:consultation", public_id)
    return _page(request, row, form, on, at)


@require_POST
def say(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer a question of the reviewers, or write to them."""
    on, at, person = clock.today(), clock.now(), request.user.person
    row = _mine(request, public_id)
    question = Message.objects.filter(
        case=row.case, thread_with=person, public_id=identifier(request.POST.get("question")), sort="question"
    ).first()
    kind = AnswerForm if question else WriteForm
    form = kind(request.POST, prefix=question.public_id if question else "say")
    if form.is_valid():
        try:
            if question:
                acts.answer_question(question, by=person, text=form.cleaned_data["text"], on=on, at=at)
            else:
                acts.tell(row.case, by=person, text=form.cleaned_data["text"], on=on, at=at)
        except Refused as refused:
            form.add_error(None, refused.says)
        else:
            messages.success(request, "Sent to the compliance officer.")
            return redirect("reviews:consultation", public_id)
    consultation = ConsultationForm(None, capacity=row.capacity)
    return _page(request, row, consultation, on, at, saying=form, question=question)


def _mine(request: HttpRequest, public_id: str) -> Consultation:
    row = consultations_of(request.user.person).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, row: Consultation, form, on, at, saying=None, question=None) -> HttpResponse:
    person = request.user.person
    case, version = row.case, row.version
    pack = pack_by_hash(version.pack_hash)
    asks = pack.consultation.of(version.kind)
    own = row.capacity == "employee"
    settled = is_settled(row)
    takes_part = own or (
        Capacity.MANAGER in participants.capacities(person, case.disclosure.public_id, on)
        and not why_not(person, case.disclosure, on)
    )
    answer = getattr(row, "answer", None)
    sees_kind = own or "kind" in asks.management_sees
    context = {
        "row": row,
        "own": own,
        "person": case.disclosure.person,
        "kind": pack.kinds[version.kind] if sees_kind else None,
        "version": version,
        "says": "" if own else asks.management_says,
        "asks": asks.discloser_questions if own else asks.management_questions,
        "facts": [] if own or not takes_part else showing.for_management(version),
        "told": showing.told(version) if own else None,
        "answer": answer,
        "remark": said(answer.remark) if answer else "",
        "closed": why_closed(row) if not answer else "",
        "form": saying or form,
        "answer_form": form,
        "thread": dossier.thread_with(case, person) if takes_part and not own else None,
        "saying": saying or WriteForm(prefix="say"),
        "question": question,
        "on": on,
    }
    if takes_part and not own:
        reads.note(person, case.subject, "consultation", at)
    status = 422 if (saying or form).errors else 200
    template = "reviews/consultation.html"
    return render(request, template, {**context, "settled": settled}, status=status)


def _listed(row: Consultation) -> dict:
    pack = pack_by_hash(row.version.pack_hash)
    sees_kind = row.capacity == "employee" or "kind" in pack.consultation.of(row.version.kind).management_sees
    answer = getattr(row, "answer", None)
    return {
        "row": row,
        "title": pack.kinds[row.version.kind].title if sees_kind else "A matter in your line",
        "about": "you" if row.capacity == "employee" else row.case.disclosure.person.name,
        "answer": answer.words if answer else "",
        "waits": not is_settled(row),
        "closed": "" if answer else why_closed(row),
    }
