"""Forms of the yearly certification as people of the invented company fill them: at a desk, at a shared device, on
paper."""

from collections.abc import Mapping
from typing import Any

from avow.certifications.form import acts, wording
from avow.certifications.form.asking import COMPLIED, NOTHING, POLICY, Conversation, conversation
from avow.certifications.form.filled import NO, SAME, YES, Filled
from avow.certifications.kiosk import acts as kiosk
from avow.certifications.kiosk import facts
from avow.certifications.models import Campaign, FormDraft, Included, SignedForm
from avow.certifications.paper.capturing import Scan, capture
from avow.demo.scan import scan

Said = Mapping[str, Mapping[str, object]]
"""What is told for the first time: facts by kind."""


def signed(story, campaign: Campaign, number: str, ago: int, new: Said | None = None, hour: int = 9) -> SignedForm:
    """Filled and signed at the desk. `story` is that of `matters`; what was disclosed before is confirmed."""
    included = asked(campaign, number)
    draft = _filled(story, included, ago, new, hour)
    person = included.person
    return acts.sign(included, by=person, typed_name=person.name, revision=draft.revision, **story.when(ago, hour))


def signed_at_the_kiosk(story, campaign: Campaign, number: str, ago: int, partner: str) -> None:
    """The HR partner makes a code; with it, and what is typed beside it, the form is opened and signed."""
    included, when = asked(campaign, number), story.when(ago)
    ((_, code),) = kiosk.make_codes([included], by=story.known[partner], **when)
    person, fact = included.person, facts.of(included.person)
    sitting = kiosk.sitting(str(kiosk.enter(code, fact, **when)), **when)
    draft = _filled(story, included, ago, None, 9)
    shown = wording.digest(wording.text(Filled(conversation(included, story.day(ago)), draft.open())))
    kiosk.sign(sitting, typed_name=person.name, code=code, fact=fact, shown=shown, **when)


def signed_on_paper(story, campaign: Campaign, number: str, ago: int, partner: str) -> None:
    """Signed by hand, and entered by the HR partner a day later; the person has yet to say that it is right."""
    included = asked(campaign, number)
    answers = _answers(conversation(included, story.day(ago - 1)), {})
    person, day = included.person, story.day(ago)
    paper = scan([
        campaign.name, f"{person.name}, {person.number}", "Every question: no.", "I have nothing to report.",
        f"{day:%Y-%m-%d}, signed: {person.name}", "An invented paper of an invented company.",
    ])  # fmt: skip
    capture(included, answers, Scan("form.pdf", paper), day, by=story.known[partner], **story.when(ago - 1, 11))


def asked(campaign: Campaign, number: str) -> Included:
    """The row of somebody who is asked, by their number."""
    rows = Included.objects.select_related("person", "campaign")
    return rows.get(campaign=campaign, person__number=number)


def _filled(story, included: Included, ago: int, new: Said | None, hour: int) -> FormDraft:
    person, when = included.person, story.when(ago, hour)
    draft = acts.draft(included, by=person, **when)
    for step, answer in _answers(conversation(included, story.day(ago)), new or {}).items():
        draft = acts.save(included, step, answer, by=person, **when)
    return draft


def _answers(asked: Conversation, new: Said) -> dict[str, dict[str, Any]]:
    """No to every question but those of `new` and of what is disclosed already, which goes on."""
    found: dict[str, dict[str, Any]] = {POLICY: {"seen": asked.pack.hash}}
    reports = False
    for one in asked.asked:
        told = [{"kind": kind.id, "facts": dict(new[kind.id])} for kind in one.kinds if kind.id in new]
        known = {each.id: {"standing": SAME} for each in one.known}
        answer = YES if told or known else NO
        found[one.step] = {"asked": one.question.question, "answer": answer, "known": known, "new": told}
        reports = reports or answer == YES
    texts = asked.pack.certifying
    found[COMPLIED] = {"asked": texts.complied, "answer": YES, "words": ""}
    if not reports:
        found[NOTHING] = {"asked": texts.nothing}
    return found
