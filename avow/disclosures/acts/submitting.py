"""Handing a disclosure in: one version and how the rules judged it, two documents of one ledger entry."""

from datetime import date, datetime

from django.db import transaction

from avow.access import participants
from avow.adoptions.current import policy_in_force
from avow.counterparties.models import Counterparty
from avow.disclosures import judging, signals
from avow.disclosures.acts.drafting import locked_draft, refuse_when_closed
from avow.disclosures.acts.refusals import AlreadySent, DraftChanged, Incomplete
from avow.disclosures.files import orphans
from avow.disclosures.forms import completeness
from avow.disclosures.models import Attachment, Disclosure, Judgement, Relative, Version
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import instant
from avow.ledger.identifiers import public_id


@transaction.atomic
def submit(
    disclosure: Disclosure, by, on: date, at: datetime, *, language: str = "en", revision: int | None = None
) -> Version:
    """Hand the draft to the compliance officer; from here on it only changes by amendment.

    `on` is the day of sending; the day judged is the gift's own where there is one. `revision` is that of the draft the
    person saw. Raises AlreadySent, DraftChanged, Incomplete, NotTheirs.
    """
    draft = locked_draft(disclosure, by)
    refuse_when_closed(disclosure)
    if revision is not None and revision != draft.revision:
        raise DraftChanged
    contents = draft.open()
    pack = policy_in_force(on)
    counterparty = _chosen(contents["answers"].pop("counterparty", None))
    gathered = judging.gather(pack, disclosure, contents["answers"], counterparty, on)
    if problems := completeness.problems(pack, disclosure.kind, gathered):
        raise Incomplete(problems)
    judgement = judging.judge(pack, gathered)
    base = draft.base
    if Version.objects.filter(disclosure=disclosure).count() != (base.number if base else 0):
        raise AlreadySent(disclosure.versions.order_by("-number").first())

    answers = dict(gathered.answers)
    relative, relative_doc = _relative(by, answers)
    files = list(Attachment.objects.filter(disclosure=disclosure, public_id__in=contents["attachments"]).order_by("pk"))
    plain_facts = sorted(name for name in answers if completeness.is_plain(pack, name))
    body = {
        "disclosure": disclosure.public_id,
        "person": by.public_id,
        "number": (base.number if base else 0) + 1,
        "kind": disclosure.kind,
        "at": instant(at),
        "on": gathered.on.isoformat(),
        "pack": f"{pack.name} {pack.version}",
        "pack_hash": pack.hash,
        "language": language,
        "answers": answers,
        "facts": plain_facts,
        "relative": relative.public_id if relative else None,
        "counterparty": counterparty.public_id if counterparty else None,
        "attachments": [
            {
                "id": file.public_id,
                "name": file.name(),
                "type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in files
        ],
    }
    judged = {
        "disclosure": disclosure.public_id,
        "number": body["number"],
        "on": body["on"],
        "pack_hash": pack.hash,
        **judging.as_json(pack, judgement, gathered),
    }
    docs = [Doc(Version.schema, body, key=by.key), Doc(Judgement.schema, judged, key=by.key)]
    entry = record(
        "disclosure submitted" if base is None else "disclosure amended",
        actor=by,
        acting_as="discloser",
        subject=disclosure.subject,
        at=at,
        docs=docs + ([relative_doc] if relative_doc else []),
    )
    attested = list(entry.documents)
    if relative_doc:
        relative.attested = attested[2]
        relative.save(force_insert=True)
    version = Version.objects.create(
        attested=attested[0],
        disclosure=disclosure,
        number=body["number"],
        submitted_at=at,
        on=gathered.on,
        pack_hash=pack.hash,
        kind=disclosure.kind,
        timing=answers.get("timing") or "",
        since=date.fromisoformat(answers["since"]) if answers.get("since") else None,
        bearing=answers.get("bearing") or "",
        holder=answers.get("holder") or "",
        relative=relative,
        counterparty=counterparty,
        facts={name: answers[name] for name in plain_facts},
        attachments=[file.public_id for file in files],
        language=language,
    )
    row = Judgement.objects.create(
        attested=attested[1],
        version=version,
        on=gathered.on,
        pack_hash=pack.hash,
        findings=judged["findings"],
        questions=judged["questions"],
        facts=judged["facts"],
        sources=judged["sources"],
    )
    if base is None:
        participants.add(disclosure.public_id, by, "discloser", entry, on)
    draft.delete()
    dropped = Attachment.objects.filter(disclosure=disclosure).exclude(public_id__in=orphans.carried(disclosure))
    orphans.remove(disclosure, set(dropped.values_list("public_id", flat=True)))
    disclosure.__dict__.pop("latest_version", None)
    signals.submitted.send(Disclosure, disclosure=disclosure, version=version, judgement=row, entry=entry, on=on, at=at)
    return version


def _chosen(identifier: str | None) -> Counterparty | None:
    return Counterparty.objects.filter(public_id=identifier).first() if identifier else None


def _relative(person, answers: dict) -> tuple[Relative | None, Doc | None]:
    """The family member meant: one named before, or a new one with the document that names them. Takes the name out."""
    name = (answers.pop("relative_name", None) or "").strip()
    if answers.get("holder") != "family":
        return None, None
    relation = answers.get("relation") or ""
    wanted = " ".join(name.casefold().split())
    for known in Relative.objects.filter(person=person, relation=relation).select_related("attested").order_by("pk"):
        if " ".join(known.name().casefold().split()) == wanted:
            return known, None
    relative = Relative(person=person, public_id=public_id(), relation=relation)
    body = {"person": person.public_id, "relative": relative.public_id, "relation": relation, "name": name}
    return relative, Doc(Relative.schema, body, key=relative.key)
