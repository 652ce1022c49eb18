"""What the person does about their own case: acknowledge the instruction, speak, answer, agree. Each has a small page
of its own, so that nothing typed is lost when something is missing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.reviews import acts, decision_read, dossier
from avow.reviews.forms.agreeing import AgreeForm
from avow.reviews.forms.speaking import AnswerForm, WriteForm
from avow.reviews.models import Case, Message
from avow.reviews.refusals import Refused
from avow.reviews.views.given import identifier


def _own(request: HttpRequest, public_id: str) -> Case:
    """The case of one's own disclosure, or a 404 for anybody else's."""
    rows = Case.objects.filter(disclosure__public_id=public_id, disclosure__person=request.user.person)
    found = rows.select_related("disclosure__person").first()
    if found is None:
        raise Http404
    return found


@require_POST
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    """ "I have read this." """
    case = _own(request, public_id)
    number = request.POST.get("version", "")
    versions = {str(version.number): version for version in dossier.versions(case)}
    try:
        version = versions.get(number) or versions[str(max(map(int, versions)))]
        acts.acknowledge(case, version, by=request.user.person, on=clock.today(), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.says)
    else:
        messages.success(request, "Thank you. It is on record that you have read this.")
    return redirect("disclosures:one", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread with the reviewers: write, or answer a question."""
    case, person = _own(request, public_id), request.user.person
    asked = identifier(request.POST.get("question"))
    question = Message.objects.filter(case=case, thread_with=person, public_id=asked, sort="question").first()
    kind = AnswerForm if question else WriteForm
    data = request.POST if request.method == "POST" else None
    form = kind(data, prefix=question.public_id if question else "say")
    if form.is_bound and form.is_valid():
        now = {"by": person, "on": clock.today(), "at": clock.now()}
        try:
            if question:
                acts.answer_question(question, text=form.cleaned_data["text"], **now)
            else:
                acts.tell(case, text=form.cleaned_data["text"], **now)
        except Refused as refused:
            form.add_error(None, refused.says)
        else:
            messages.success(request, "Sent to the compliance officer.")
            return redirect("reviews:conversation", public_id)
    context = {
        "case": case,
        "disclosure": case.disclosure,
        "thread": dossier.thread_with(case, person),
        "form": form,
        "question": question,
        "reader": person,
        "on": clock.today(),
    }
    return render(request, "reviews/conversation.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """The conditions of the decision: agree, or say why not."""
    case, person = _own(request, public_id), request.user.person
    latest = next((one for one in dossier.decisions(case) if one.covers_latest), None)
    if latest is None or not latest.conditions or latest.agreement:
        messages.error(request, "There is nothing to agree to now.")
        return redirect("disclosures:one", public_id)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        now = {"by": person, "on": clock.today(), "at": clock.now()}
        try:
            if given["answer"] == "agree":
                acts.agree(latest.decision, words=given["words"], **now)
                said = "Thank you. You have agreed to the conditions."
            else:
                acts.decline(latest.decision, words=given["words"], **now)
                said = "Your words are with the compliance officer, who looks at it once more."
        except Refused as refused:
            form.add_error(None, refused.says)
        else:
            messages.success(request, said)
            return redirect("disclosures:one", public_id)
    context = {"case": case, "disclosure": case.disclosure, "decided": latest, "form": form, "on": clock.today()}
    return render(request, "reviews/agree.html", context, status=422 if form.errors else 200)


@require_safe
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """The decision as a letter, for paper."""
    case = _own(request, public_id)
    decided = dossier.decisions(case)
    if not decided:
        raise Http404
    decision_read.note(request.user.person, decided[0].decision, clock.now())
    version = decided[0].decision.version
    pack = pack_by_hash(version.pack_hash)
    context = {
        "case": case,
        "disclosure": case.disclosure,
        "person": case.disclosure.person,
        "decided": decided[0],
        "kind": pack.kinds[version.kind],
        "pack": pack,
        "version": version,
        "on": clock.today(),
    }
    return render(request, "reviews/letter.html", context)
