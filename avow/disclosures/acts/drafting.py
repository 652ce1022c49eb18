"""Beginning, saving and throwing away a draft. Nothing here is official: no ledger entry."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from avow.adoptions.current import policy_in_force
from avow.disclosures.acts.refusals import AlreadySent, NoDraft, NotTheirs, Refused
from avow.disclosures.files import orphans
from avow.disclosures.judging import OWN_DAY
from avow.disclosures.models import Disclosure, Draft, Version


@transaction.atomic
def start(person, kind: str, at: datetime, *, identifier: str | None = None) -> Disclosure:
    """Open an empty draft of that kind. Raises Refused for a kind that the policy in force does not have.

    `identifier` is a public id that was made before, for a page that was shown before it had a draft.
    """
    _refuse_unknown(kind, at)
    named = {"public_id": identifier} if identifier else {}
    disclosure = Disclosure.objects.create(person=person, kind=kind, started_at=at, **named)
    _open(disclosure, {"answers": {}, "attachments": [], "raw": {}}, at)
    return disclosure


@transaction.atomic
def turn_into(disclosure: Disclosure, kind: str, by, at: datetime) -> Draft:
    """Make a draft that was never sent one of another kind, with everything that was said so far. Raises Refused."""
    draft = locked_draft(disclosure, by)
    if draft.base_id is not None:
        raise Refused("What was sent stays of the kind it is. Take it back, and begin a new one.")
    _refuse_unknown(kind, at)
    disclosure.kind = kind
    disclosure.save(update_fields=["kind"])
    return draft


@transaction.atomic
def save_step(
    disclosure: Disclosure,
    answers: Mapping[str, object],
    step: str,
    by,
    at: datetime,
    *,
    is_done: bool | None = None,
) -> Draft:
    """Merge one step's answers into the draft. Decimals and days as text, None for "I don't know".

    "counterparty" may stand among them: the public id of the register's entry chosen as the other side. `is_done`:
    whether the person says that it is here, or was given, already; what they said holds while the day is the same.
    Raises NoDraft.
    """
    draft = locked_draft(disclosure, by)
    contents = draft.open()
    if "other_side" in answers and "counterparty" not in answers:
        contents["answers"].pop("counterparty", None)
    if is_done is None and any(name in answers and answers[name] != contents["answers"].get(name) for name in OWN_DAY):
        is_done = False
    if is_done is not None:
        contents["is_done"] = is_done
    contents["answers"].update(answers)
    contents["raw"].pop(step, None)
    return _save(draft, contents, step, at)


@transaction.atomic
def keep(
    disclosure: Disclosure, raw: Mapping[str, object], step: str, by, at: datetime, *, revision: int | None = None
) -> Draft:
    """Keep what was typed into a step although it is not an answer yet, so that no word is lost; where nothing was
    touched `raw` is empty, and nothing is kept.

    The revision stays; where `revision` is given and has moved on, what was typed belongs to an older page and is left.
    """
    draft = locked_draft(disclosure, by)
    if revision is not None and revision != draft.revision:
        return draft
    contents = draft.open()
    contents["raw"].pop(step, None)
    if raw:
        contents["raw"][step] = dict(raw)
    draft.put(contents)
    draft.saved_at = at
    draft.save()
    return draft


@transaction.atomic
def amend(disclosure: Disclosure, by, at: datetime) -> Draft:
    """Open a draft from the last version, or give the one that is open. Raises Refused when it is withdrawn or over."""
    if disclosure.person_id != by.pk:
        raise NotTheirs
    Disclosure.objects.select_for_update(no_key=True).get(pk=disclosure.pk)
    draft = Draft.objects.filter(disclosure=disclosure).select_related("disclosure__person").first()
    if draft:
        return draft
    version = disclosure.versions.order_by("-number").first()
    if version is None:
        raise NoDraft
    refuse_when_closed(disclosure)
    return _open(disclosure, from_version(version), at, base=version)


def from_version(version: Version) -> dict:
    """What a draft holds that is opened from this version, before anything is changed."""
    answers = version.answers()
    if version.counterparty_id:
        answers["counterparty"] = version.counterparty.public_id
    return {"answers": answers, "attachments": list(version.attachments), "raw": {}}


@transaction.atomic
def discard(disclosure: Disclosure, by, at: datetime) -> None:
    """Throw the draft away for good, with the files that only it had; without a version the disclosure goes too."""
    draft = locked_draft(disclosure, by)
    draft.delete()
    orphans.drop_uncarried(disclosure)
    if not disclosure.versions.exists():
        Disclosure.objects.filter(pk=disclosure.pk).delete()


def locked_draft(disclosure: Disclosure, by) -> Draft:
    """The draft, locked until the transaction ends, the disclosure before it: all acts lock in this order.

    Raises NotTheirs, AlreadySent or NoDraft.
    """
    if disclosure.person_id != by.pk:
        raise NotTheirs
    Disclosure.objects.select_for_update(no_key=True).filter(pk=disclosure.pk).first()
    draft = Draft.objects.select_for_update().filter(disclosure=disclosure).first()
    if draft is None:
        version = Version.objects.filter(disclosure=disclosure).order_by("-number").first()
        raise AlreadySent(version) if version else NoDraft()
    draft.disclosure = disclosure
    return draft


def refuse_when_closed(disclosure: Disclosure) -> None:
    """Raises Refused when it is withdrawn or has ended."""
    from avow.disclosures.models import Ending, Withdrawal

    if Withdrawal.objects.filter(disclosure=disclosure).exists():
        raise Refused("You took this disclosure back. If it matters again, begin a new one.")
    if Ending.objects.filter(disclosure=disclosure).exists():
        raise Refused("You told us that this is over. If it begins again, begin a new disclosure.")


def _refuse_unknown(kind: str, at: datetime) -> None:
    if kind not in policy_in_force(timezone.localdate(at)).kinds:
        raise Refused("The policy has no such kind of disclosure.")


def _open(disclosure: Disclosure, contents: dict, at: datetime, base: Version | None = None) -> Draft:
    draft = Draft(disclosure=disclosure, base=base, saved_at=at)
    draft.put(contents)
    draft.save()
    return draft


def _save(draft: Draft, contents: dict, step: str, at: datetime) -> Draft:
    draft.put(contents)
    draft.step, draft.saved_at = step, at
    draft.revision += 1
    draft.save()
    return draft
