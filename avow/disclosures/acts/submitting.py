"""Handing a disclosure in: one version and how the rules judged it, documents of one ledger entry."""

from datetime import date, datetime

from django.db import transaction

from avow.access import participants
from avow.adoptions.current import policy_in_force
from avow.counterparties.models import Counterparty
from avow.disclosures import judging, party, signals
from avow.disclosures.acts.drafting import locked_draft, refuse_when_closed
from avow.disclosures.acts.refusals import AlreadySent, DraftChanged, Incomplete
from avow.disclosures.files import orphans
from avow.disclosures.forms import completeness, keeping, other_side
from avow.disclosures.models import Attachment, Disclosure, Draft, Judgement, Relative, Version
from avow.ledger.acts import Doc, hold, record
from avow.ledger.canonical import instant
from avow.ledger.identifiers import public_id
from avow.policy import Pack, normalised


@transaction.atomic
def submit(
    disclosure: Disclosure, by, on: date, at: datetime, *, language: str = "en", revision: int | None = None
) -> Version:
    """Hand the draft to the compliance officer; from here on it only changes by amendment.

    `on` is the day of sending; the day judged is the gift's own where there is one. `revision` is that of the draft the
    person saw. Raises AlreadySent, DraftChanged, Incomplete, NotTheirs, NoDraft.
    """
    draft = locked_draft(disclosure, by)
    refuse_when_closed(disclosure)
    if revision is not None and revision != draft.revision:
        raise DraftChanged
    latest = Version.objects.filter(disclosure=disclosure).order_by("-number").first()
    if latest and (draft.base is None or draft.base.number != latest.number):
        raise AlreadySent(latest)

    contents = draft.open()
    pack = policy_in_force(on)
    counterparty = judging.chosen(contents["answers"].pop("counterparty", None))
    left_open = _left_open(pack, draft, contents["answers"].get(other_side.FACT), counterparty, on)
    hold()  # what is judged here is judged on everything recorded before it, and nothing comes in between
    resolved = party.said_of(disclosure, counterparty, contents["answers"].get(other_side.FACT))
    known = resolved.counterparty if resolved else counterparty
    gathered = judging.gather(pack, disclosure, contents["answers"], known, on)
    if problems := completeness.problems(pack, disclosure.kind, gathered):
        raise Incomplete(problems)
    judged = judging.as_json(pack, judging.judge(pack, gathered), gathered)

    answers = dict(gathered.answers)
    relative, relative_doc = _relative(by, answers)
    body = _body(disclosure, by, draft, pack, gathered.on, answers, counterparty, relative, contents["attachments"])
    body |= {"at": instant(at), "language": language}
    judgement = {name: body[name] for name in ("disclosure", "number", "on", "pack_hash")} | judged
    docs = [Doc(Version.schema, body, key=by.key), Doc(Judgement.schema, judgement, key=by.key)]
    entry = record(
        "disclosure submitted" if draft.base is None else "disclosure amended",
        actor=by,
        acting_as="discloser",
        subject=disclosure.subject,
        at=at,
        docs=docs + ([relative_doc] if relative_doc else []),
    )
    if relative_doc:
        relative.attested = entry.documents[2]
        relative.save(force_insert=True)
    version = _project(disclosure, body, at, gathered.on, relative, counterparty, entry.documents[0])
    row = judging.keep(version, judgement, entry.documents[1])
    if draft.base is None:
        participants.add(disclosure.public_id, by, "discloser", entry, on)
    draft.delete()
    orphans.drop_uncarried(disclosure)
    disclosure.__dict__.pop("latest_version", None)
    signals.submitted.send(
        Disclosure, disclosure=disclosure, version=version, judgement=row, entry=entry, on=on, at=at,
        left_open=left_open and not resolved,
    )  # fmt: skip
    if contents.get("is_done") and gathered.on <= on:
        signals.was_done.send(Disclosure, disclosure=disclosure, by=by, on=on, at=at)
    return version


def _left_open(pack: Pack, draft: Draft, name: object, counterparty: Counterparty | None, on: date) -> bool | None:
    """Whether the name leads to entries of the register of which none was chosen, where the policy adds up by party;
    None where the version before named it so too. The register is searched here, before anything waits for the ledger.
    """
    kind = pack.kinds.get(draft.disclosure.kind)
    if kind is None or not kind.register_only or counterparty is not None:
        return False
    if draft.base is not None:
        _, chosen, before = party.named(draft.base)
        if chosen is None and before == normalised(str(name or "")):
            return None
    return other_side.OtherSide(text=str(name or ""), on=on).is_left_open


def _body(
    disclosure: Disclosure,
    by,
    draft: Draft,
    pack: Pack,
    on: date,
    answers: dict,
    counterparty: Counterparty | None,
    relative: Relative | None,
    attachments: list[str],
) -> dict:
    """What is attested of the version, but for its time and language."""
    files = Attachment.objects.filter(disclosure=disclosure, public_id__in=attachments).order_by("pk")
    return {
        "disclosure": disclosure.public_id,
        "person": by.public_id,
        "number": (draft.base.number if draft.base else 0) + 1,
        "kind": disclosure.kind,
        "on": on.isoformat(),
        "pack": f"{pack.name} {pack.version}",
        "pack_hash": pack.hash,
        "answers": answers,
        "facts": sorted(name for name in answers if keeping.is_typed(pack, name)),
        "relative": relative.public_id if relative else None,
        "counterparty": counterparty.public_id if counterparty else None,
        "signed_by": by.name,
        "acknowledged": pack.form.get("acknowledgement", ""),
        "declared": pack.form.get("signature", ""),
        "attachments": [
            {"id": one.public_id, "name": one.name(), "type": one.media_type, "size": one.size, "sha256": one.sha256}
            for one in files
        ],
    }


def _project(
    disclosure: Disclosure,
    body: dict,
    at: datetime,
    on: date,
    relative: Relative | None,
    counterparty: Counterparty | None,
    attested,
) -> Version:
    """The row that rules and lists read, from what was attested."""
    answers = body["answers"]
    return Version.objects.create(
        attested=attested,
        disclosure=disclosure,
        number=body["number"],
        submitted_at=at,
        on=on,
        pack_hash=body["pack_hash"],
        kind=body["kind"],
        timing=answers.get("timing") or "",
        since=date.fromisoformat(answers["since"]) if answers.get("since") else None,
        bearing=answers.get("bearing") or "",
        holder=answers.get("holder") or "",
        relative=relative,
        counterparty=counterparty,
        facts={name: answers[name] for name in body["facts"]},
        attachments=[file["id"] for file in body["attachments"]],
        language=body["language"],
    )


def _relative(person, answers: dict) -> tuple[Relative | None, Doc | None]:
    """The family member meant: one named before, or a new one with the document that names them. Takes the name out."""
    name = (answers.pop("relative_name", None) or "").strip()
    if answers.get("holder") != "family":
        return None, None
    relation = answers.get("relation") or ""
    wanted = " ".join(name.casefold().split())
    for known in Relative.objects.filter(person=person, relation=relation).select_related("attested").order_by("pk"):
        if wanted and " ".join(known.name().casefold().split()) == wanted:
            return known, None
    relative = Relative(person=person, public_id=public_id(), relation=relation)
    body = {"person": person.public_id, "relative": relative.public_id, "relation": relation, "name": name}
    return relative, Doc(Relative.schema, body, key=relative.key)
