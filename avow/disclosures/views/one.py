"""One disclosure that was sent: where it stands, what was said, what can be done; and the thank-you page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from avow.access import participants
from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.disclosures import sections, showing, to_another
from avow.disclosures.answering import answer_by
from avow.disclosures.models import Disclosure, Draft, Judgement, Started, Version
from avow.disclosures.party import party_of
from avow.disclosures.reading import of_a_part, reader
from avow.disclosures.states import State
from avow.disclosures.views.reach import mine, note_read, visible
from avow.ledger.keyring import Erased


@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """The discloser's page; officers and who decides may read it too. A draft opens where it was left."""
    on, at = clock.today(), clock.now()
    person = request.user.person
    if not Version.objects.filter(disclosure__public_id=public_id).exists():
        mine(request, public_id, on)
        return redirect("disclosures:resume", public_id)
    disclosure = visible(request, public_id, on)
    note_read(request, disclosure, "disclosure", at)
    version = disclosure.latest_version
    state = disclosure.state(on)
    is_mine = disclosure.person_id == person.pk
    told = _told(disclosure, version, is_mine=is_mine)
    outcome = _outcome(told, state)
    context = {
        **told,
        "outcome": outcome if is_mine else to_another.sentence(outcome),
        "disclosure": disclosure,
        "state": state,
        "is_mine": is_mine,
        "over": state.id in ("withdrawn", "ended"),
        "sections": sections.rendered(request, disclosure, on),
        "versions": list(disclosure.versions.order_by("-number")),
        "draft": Draft.objects.filter(disclosure=disclosure).first() if is_mine else None,
        "started": Started.objects.filter(disclosure=disclosure).order_by("-pk").first(),
        "readers": participants.readers(disclosure.public_id, on),
        "of_a_part": of_a_part(disclosure),
        "can_start": is_mine and version.timing == "contemplated",
        "may_end": not pack_by_hash(version.pack_hash).kinds[version.kind].register_only,
        "on": on,
    }
    return render(request, "disclosures/one.html", context)


def _outcome(told: dict, state: State) -> str:
    """The one line over the findings. A state that settles it has the last word."""
    if state.outcome and not state.open:
        return state.outcome
    return showing.unless_open(told["outcome"], state.outcome, told["findings"], told["questions"])


@require_GET
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One version as it was sent."""
    on, at = clock.today(), clock.now()
    disclosure = visible(request, public_id, on)
    found = version_of(disclosure, number)
    note_read(request, disclosure, f"version {number}", at)
    latest = disclosure.latest_version.number
    is_mine = disclosure.person_id == request.user.person.pk
    context = {**_told(disclosure, found, is_mine=is_mine), "disclosure": disclosure, "latest": latest}
    return render(request, "disclosures/version.html", context)


@require_GET
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thank you: what happens now, who reads it, until when one hears, and the receipt."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    version = disclosure.latest_version
    if version is None:
        return redirect("disclosures:resume", public_id)
    state = disclosure.state(on)
    pack = pack_by_hash(version.pack_hash)
    context = {
        "disclosure": disclosure,
        "version": version,
        "pack": pack,
        "kind": pack.kinds[version.kind],
        "state": state,
        "recorded": state.id == "recorded",
        "reader": reader(pack, version.judgement.facts),
        "of_a_part": of_a_part(disclosure),
        "answer_by": answer_by(pack, timezone.localdate(version.submitted_at)),
        "sections": sections.rendered(request, disclosure, on),
        "findings": showing.for_discloser(pack, version.judgement.findings),
    }
    return render(request, "disclosures/sent.html", context)


def version_of(disclosure: Disclosure, number: int) -> Version:
    found = (
        disclosure.versions.filter(number=number).select_related("relative", "counterparty", "attested__entry").first()
    )
    if found is None:
        raise Http404
    return found


def _told(disclosure: Disclosure, version: Version, *, is_mine: bool) -> dict:
    """What a version says, in words to whoever reads it; `erased` when its key is gone."""
    pack = pack_by_hash(version.pack_hash)
    judgement, at_first = version.judged, version.judgement
    told = {
        "version": version,
        "pack": pack,
        "kind": pack.kinds[version.kind],
        **_judged(version, judgement, is_mine=is_mine),
        "at_first": at_first if at_first.findings != judgement.findings else None,
        **{f"{name}_at_first": said for name, said in _judged(version, at_first, is_mine=is_mine).items()},
        "answer_by": answer_by(pack, timezone.localdate(version.submitted_at)),
    }
    try:
        answers = version.answers()
        files = showing.files_of(version.attachments)
    except Erased:
        return {**told, "erased": True, "groups": [], "files": []}
    groups = showing.groups(pack, version.kind, answers, at_first.facts, party_of(version))
    return {**told, "groups": groups, "files": files}


def _judged(version: Version, judgement: Judgement, *, is_mine: bool) -> dict:
    """What the policy says of it: the outcome in one line, findings, open questions."""
    pack = pack_by_hash(version.pack_hash)
    outcome = showing.outcome(judgement.findings, judgement.questions, pack.kinds[version.kind].register_only)
    findings = showing.for_discloser(pack, judgement.findings)
    questions = showing.open_questions(pack, judgement.questions)
    if not is_mine:
        outcome, findings = to_another.sentence(outcome), to_another.findings(findings)
        questions = to_another.questions(questions)
    return {"outcome": outcome, "findings": findings, "questions": questions}
