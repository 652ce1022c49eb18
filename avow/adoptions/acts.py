"""Proposing a version of the policy, taking a proposal back, and adopting: two people, a day, a resolution."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from avow.adoptions import authority, copies
from avow.adoptions.current import NoPolicyInForce, adoption_in_force
from avow.adoptions.models import KEY, Adoption, Proposal, ProposalWithdrawn, Resolution
from avow.adoptions.resolutions import Approving
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import instant
from avow.ledger.identifiers import public_id
from avow.ledger.models import Head
from avow.people.models import Person
from avow.policy.loading import find
from avow.policy.pack import Pack


class Refused(Exception):
    """The act was not done. The text says why, and what to do."""


class NotProposed(Refused):
    """The version cannot be proposed so, or the proposal cannot be taken back."""


class NotAdopted(Refused):
    """The version cannot be adopted so."""


@transaction.atomic
def propose(
    pack: str | Path | Mapping[str, str],
    *,
    by: Person,
    at: datetime,
    reason: str,
    supersedes: Proposal | None = None,
) -> Proposal:
    """Put a version forward: a pack's name, its folder, or its files (text by name). They are kept as they are now.

    A pack that is broken, or fails a worked case of its own, is not proposed. With `supersedes`, it stands in the place
    of an open proposal. Raises NotProposed, copies.CasesFail, PackError, PackNotFound, UnicodeDecodeError.
    """
    day = timezone.localdate(at)
    if not authority.may_propose(by, day):
        raise NotProposed("Only the compliance officer or a deputy proposes a version of the policy.")
    if not reason.strip():
        raise NotProposed("Say why the policy should change; one sentence is enough.")
    files, source = _given(pack)
    checked = copies.check(files)
    Head.objects.select_for_update().get(pk=1)  # two proposals at once: one sees the other
    same = Proposal.objects.open().filter(pack_hash=checked.hash).first()
    if same is not None and same != supersedes:
        raise NotProposed(f"This very version is proposed already, by {same.proposed_by.name}.")
    _differs_from_what_binds(checked, day)
    if supersedes is not None:
        _still_open(supersedes, NotProposed)
    rules = sum(len(clause.rules) for clause in checked.clauses.values())
    cases = sum(len(clause.cases) for clause in checked.judging.values())
    body = {
        "public_id": public_id(),
        "pack_hash": checked.hash,
        "name": checked.name,
        "version": checked.version,
        "in_force_from": checked.in_force_from.isoformat(),
        "proposed_by": by.public_id,
        "proposed_at": instant(at),
        "reason": reason.strip(),
        "clauses": len(checked.clauses),
        "rules": rules,
        "cases": cases,
        "supersedes": supersedes.public_id if supersedes else None,
        "source": source,
        "files": files,
    }
    entry = record(
        "policy proposed",
        actor=by,
        subject=f"proposal:{body['public_id']}",
        at=at,
        docs=[Doc(Proposal.schema, body, key=KEY)],
    )
    return Proposal.objects.create(
        attested=entry.documents[0],
        public_id=body["public_id"],
        pack_hash=checked.hash,
        name=checked.name,
        version=checked.version,
        in_force_from=checked.in_force_from,
        proposed_by=by,
        proposed_at=at,
        clauses=len(checked.clauses),
        rules=rules,
        cases=cases,
        supersedes=supersedes,
    )


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Person, at: datetime, reason: str = "") -> ProposalWithdrawn:
    """Take a proposal back. Only its proposer does, while it is open. Raises NotProposed."""
    if by.pk != proposal.proposed_by_id:
        raise NotProposed("Only the one who proposed a version takes it back. A new proposal can stand in its place.")
    Head.objects.select_for_update().get(pk=1)
    _still_open(proposal, NotProposed)
    body = {"proposal": proposal.public_id, "by": by.public_id, "reason": reason.strip()}
    entry = record(
        "proposal withdrawn",
        actor=by,
        subject=proposal.subject,
        at=at,
        docs=[Doc(ProposalWithdrawn.schema, body, key=KEY)],
    )
    return ProposalWithdrawn.objects.create(attested=entry.documents[0], proposal=proposal, by=by)


@transaction.atomic
def adopt_proposal(
    proposal: Proposal, *, from_day: date, by: Person, at: datetime, resolution: Approving | None
) -> Adoption:
    """Let what was proposed bind everyone from a day on, by someone other than the proposer, with the resolution.

    What is adopted are the files of the proposal, whatever became of their folder. Raises NotAdopted and what `adopt`
    raises.
    """
    files = proposal.files()
    pack = copies.check(files)
    if pack.hash != proposal.pack_hash:
        raise NotAdopted("The files of this proposal are not those that were proposed. Run `avow ledger verify`.")
    _people(proposal.proposed_by, by, timezone.localdate(at))
    Head.objects.select_for_update().get(pk=1)
    _still_open(proposal, NotAdopted)
    source = str(proposal.attested.open()["source"])
    return _adopt(pack, files, source, from_day, proposal.proposed_by, by, at, resolution, proposal)


@transaction.atomic
def adopt(
    pack_name_or_path: str | Path,
    *,
    from_day: date,
    proposed_by: Person,
    adopted_by: Person,
    at: datetime,
    resolution: Approving | None = None,
) -> Adoption:
    """Let this pack bind everyone from a day on, proposed and adopted at once by two people. What is adopted are the
    files as they are at this moment.

    The first adoption may begin in the past, where a company brings a policy it already has, and needs neither roles
    nor a resolution; any other begins on the day of adopting at the earliest. None begins before the pack itself says
    it is in force. Raises NotAdopted, copies.CasesFail, avow.policy.problems.PackError,
    avow.policy.loading.PackNotFound.
    """
    _people(proposed_by, adopted_by, timezone.localdate(at))
    files, source = _given(pack_name_or_path)
    pack = copies.check(files)
    Head.objects.select_for_update().get(pk=1)  # two adoptions at once: one sees the other
    waiting = Proposal.objects.open().filter(pack_hash=pack.hash)
    if waiting.filter(proposed_by=adopted_by).exists():
        raise NotAdopted(f"{adopted_by.number} proposed this very version, so someone else adopts it.")
    proposal = waiting.filter(proposed_by=proposed_by).first()
    return _adopt(pack, files, source, from_day, proposed_by, adopted_by, at, resolution, proposal)


def _adopt(
    pack: Pack,
    files: dict[str, str],
    source: str,
    from_day: date,
    proposed_by: Person,
    adopted_by: Person,
    at: datetime,
    resolution: Approving | None,
    proposal: Proposal | None,
) -> Adoption:
    """The one entry, with the head locked and the two people looked at."""
    day = timezone.localdate(at)
    if from_day < pack.in_force_from:
        raise NotAdopted(
            f"This version is in force from {pack.in_force_from} at the earliest, as its policy.toml says."
        )
    if Adoption.objects.exists():
        _not_the_first(from_day, proposed_by, adopted_by, day, resolution)
    _not_again(pack.hash, from_day)
    body = {
        "pack_hash": pack.hash,
        "name": pack.name,
        "version": pack.version,
        "from_day": from_day.isoformat(),
        "proposed_by": proposed_by.public_id,
        "adopted_by": adopted_by.public_id,
        "proposal": proposal.public_id if proposal else None,
        "source": source,
        "files": files,
    }
    docs = [Doc(Adoption.schema, body, key=KEY)]
    if resolution is not None:
        told = {"pack_hash": pack.hash, "from_day": from_day.isoformat(), **resolution.body()}
        docs.append(Doc(Resolution.schema, told, key=KEY))
    entry = record("policy adopted", actor=adopted_by, subject=f"policy:{pack.hash}", at=at, docs=docs)
    copies.usable(pack.hash, lambda: files)
    adoption = Adoption.objects.create(
        attested=entry.documents[0],
        pack_hash=pack.hash,
        name=pack.name,
        version=pack.version,
        from_day=from_day,
        proposed_by=proposed_by,
        adopted_by=adopted_by,
        proposal=proposal,
    )
    if resolution is not None:
        columns = {name: told[name] for name in ("name", "media_type", "size", "sha256")}
        Resolution.objects.create(attested=entry.documents[1], adoption=adoption, **columns)
    return adoption


def _given(pack: str | Path | Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The files, and where they came from in words. Raises PackError, PackNotFound, UnicodeDecodeError."""
    if isinstance(pack, Mapping):
        files = dict(pack)
        copies.refuse_odd_names(files)
        return dict(sorted(files.items())), "files that were handed in"
    folder = find(pack, settings.AVOW_POLICIES)
    return copies.files_of(folder), folder.name if folder.name == str(pack) else str(folder.resolve())


def _people(proposed_by: Person, adopted_by: Person, day: date) -> None:
    if proposed_by == adopted_by:
        raise NotAdopted("A second person adopts a policy: not the one who proposed it.")
    for person in (proposed_by, adopted_by):
        if person.left_on is not None and person.left_on <= day:
            raise NotAdopted(f"{person.number} has left.")


def _not_the_first(
    from_day: date, proposed_by: Person, adopted_by: Person, day: date, resolution: Approving | None
) -> None:
    """What holds for every adoption but the first of an installation."""
    if from_day < day:
        raise NotAdopted(f"Only the first adoption may begin in the past. Begin on {day} or later.")
    if not authority.may_propose(proposed_by, day):
        raise NotAdopted(
            f"{proposed_by.number} may not propose a version of the policy: the compliance officer or a deputy does."
        )
    if not authority.may_adopt(adopted_by, day):
        raise NotAdopted(
            f"{adopted_by.number} may not adopt: the compliance officer, a deputy, the chief executive or a member of "
            "the board committee does. `avow role list` says who they are."
        )
    if resolution is None:
        raise NotAdopted(
            "The approving resolution is missing. Attach the file; on the command line, name it with --resolution."
        )


def _still_open(proposal: Proposal, refusal: type[Refused]) -> None:
    """Raises when the proposal was withdrawn, superseded or adopted. Ask with the head locked."""
    if ProposalWithdrawn.objects.filter(proposal=proposal).exists():
        raise refusal("This proposal was withdrawn.")
    if Proposal.objects.filter(supersedes=proposal).exists():
        raise refusal("Another proposal stands in the place of this one.")
    if Adoption.objects.filter(proposal=proposal).exists():
        raise refusal("This proposal is adopted already.")


def _differs_from_what_binds(pack: Pack, day: date) -> None:
    try:
        present = adoption_in_force(day)
    except NoPolicyInForce:
        return
    if present.pack_hash == pack.hash:
        raise NotProposed("This is the very version that binds today. Change it, or nothing needs proposing.")


def _not_again(pack_hash: str, from_day: date) -> None:
    try:
        present = adoption_in_force(from_day)
    except NoPolicyInForce:
        return
    if present.pack_hash == pack_hash:
        raise NotAdopted(f"This very version already binds on {from_day}: adopted from {present.from_day}.")
