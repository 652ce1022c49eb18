"""Beginning and saving the draft of a form. Nothing here is official: no ledger entry."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.certifications.campaigns import standing
from avow.certifications.form.acts.refusals import AlreadySigned, DraftChanged, NoDraft, NotOpen, NotTheirs
from avow.certifications.form.asking import COMPLIED, NOTHING
from avow.certifications.models import FormDraft, Included, SignedForm
from avow.disclosures import showing
from avow.people.models import Person


@transaction.atomic
def draft(included: Included, *, by: Person, on: date, at: datetime) -> FormDraft:
    """The draft of this form, begun if there was none; after an unlocked version with the answers of that one, but for
    what one states, which is stated anew. Raises NotTheirs, NotOpen, AlreadySigned."""
    locked = lock(included, by)
    refuse_unless_open(locked, on)
    refuse_signed(locked)
    found = FormDraft.objects.select_for_update().filter(included=locked).first()
    if found is None:
        found = FormDraft(included=locked, saved_at=at)
        found.put({"answers": _before(locked), "raw": {}})
        found.save()
    found.included = locked
    return found


@transaction.atomic
def save(
    included: Included, step: str, answer: Mapping[str, Any], *, by: Person, on: date, at: datetime,
    revision: int | None = None,
) -> FormDraft:  # fmt: skip
    """Put the answer of one step, which the form of its page has checked. `revision` is that of the draft when the page
    was opened: where this step was answered otherwise since, that answer stays. Raises NotTheirs, NotOpen,
    AlreadySigned, NoDraft, DraftChanged."""
    found = _locked_draft(included, by, on)
    contents = found.open()
    if contents["answers"].get(step) != answer:
        refuse_answered_since(found, contents, step, revision)
    contents["answers"][step] = dict(answer)
    contents["raw"].pop(step, None)
    found.step, found.saved_at = step, at
    found.revision += 1
    contents.setdefault("saved", {})[step] = found.revision
    found.put(contents)
    found.save()
    return found


@transaction.atomic
def keep(
    included: Included, step: str, raw: Mapping[str, Any], *, by: Person, on: date, at: datetime,
    revision: int | None = None,
) -> FormDraft:  # fmt: skip
    """Keep what was typed although it is no answer yet, so that no word is lost; where nothing was touched
    `raw` is empty, and nothing is kept. The revision stays; where `revision` is given and has moved on, what was typed
    belongs to an older page and is left. Raises as `save`."""
    found = _locked_draft(included, by, on)
    if revision is not None and revision != found.revision:
        return found
    contents = found.open()
    contents["raw"].pop(step, None)
    if raw:
        contents["raw"][step] = dict(raw)
    found.put(contents)
    found.saved_at = at
    found.save()
    return found


def lock(included: Included, by: Person) -> Included:
    """The person's own row, locked until the transaction ends, before all others. Raises NotTheirs."""
    rows = Included.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "campaign")
    locked = rows.get(pk=included.pk)
    if locked.person_id != by.pk:
        raise NotTheirs
    return locked


def refuse_unless_open(included: Included, on: date) -> None:
    """Raises NotOpen, with when it opens or closed."""
    campaign = included.campaign
    if not included.person.is_here(on):
        raise NotOpen("Whoever has left us signs no form.")
    state = standing.state_of(campaign, on)
    if state == standing.CLOSED or (state in (standing.OPEN, standing.LATE) and on >= included.closes):
        raise NotOpen(
            f"{campaign.name} closed on {showing.day(included.closes)}, and nothing is taken any more. What you want "
            "to tell, you can always disclose; or ask the compliance officer."
        )
    if state not in (standing.OPEN, standing.LATE):
        raise NotOpen(f"{campaign.name} opens on {showing.day(campaign.opens)}. Nothing is asked of you before.")


def refuse_answered_since(draft: FormDraft, contents: Mapping[str, Any], step: str, revision: int | None) -> None:
    """Raises DraftChanged where this step was answered since the draft had that revision, or the revision is of a draft
    that was there before this one. Other steps may have been answered meanwhile."""
    if revision is None or step not in contents["answers"]:
        return
    if not contents.get("saved", {}).get(step, 0) <= revision <= draft.revision:
        raise DraftChanged(
            "Nothing of this page was saved. What you typed is still here: look at both, and save this page again if "
            "it is to count."
        )


def refuse_signed(included: Included) -> None:
    """Raises AlreadySigned where a version was signed and not unlocked."""
    form = SignedForm.objects.filter(included=included, unlocked=None).first()
    if form is not None:
        raise AlreadySigned(form)


def _locked_draft(included: Included, by: Person, on: date) -> FormDraft:
    locked = lock(included, by)
    refuse_unless_open(locked, on)
    refuse_signed(locked)
    found = FormDraft.objects.select_for_update().filter(included=locked).first()
    if found is None:
        raise NoDraft
    found.included = locked
    return found


def _before(included: Included) -> dict[str, Any]:
    form = SignedForm.objects.filter(included=included).order_by("-number").select_related("attested").first()
    if form is None:
        return {}
    answers = form.attested.open()["answers"]
    return {step: said for step, said in answers.items() if step not in (COMPLIED, NOTHING)}
