"""The way of a proposal: proposed, checked, compared, tried, adopted; how far it is, and what to do next."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from avow.adoptions import authority
from avow.adoptions.comparing import compared
from avow.adoptions.models import Proposal
from avow.people.models import Person
from avow.policy.values import Type, shown
from avow.trials import reading
from avow.trials.models import BackTest
from avow.trials.visibility import may_see


@dataclass(frozen=True)
class Step:
    """One page of a proposal: its name, how it stands in a few words, and whether the reader is there."""

    name: str
    says: str
    url: str
    here: bool


@dataclass(frozen=True)
class Next:
    """What the reader does next: one sentence, and where. No address: somebody else does it."""

    says: str
    link: str = ""
    url: str = ""


def steps(proposal: Proposal, person: Person, on: date, here: str) -> list[Step]:
    """The pages of the proposal that this reader has, in order."""
    said = [("proposal", "Proposed", _proposed(proposal)), ("checked", "Checked", f"{proposal.cases} cases hold")]
    said.append(("compared", "Compared", _compared(proposal, on)))
    if may_see(person, on) and (proposal.is_open or proposal.back_tests.exists()):
        said.append(("tried", "Tried", _tried(proposal)))
    if proposal.is_open:
        said.append(("adopt", "Adopt", "not yet"))
    found = [
        Step(title, words, reverse(f"trials:{name}", args=[proposal.public_id]), name == here)
        for name, title, words in said
    ]
    if hasattr(proposal, "adoption"):
        entry = proposal.adoption.attested.entry_id
        found.append(Step("Adopted", "", reverse("trials:adopted", args=[entry]), here == "adopted"))
    return found


def next_step(proposal: Proposal, person: Person, on: date) -> Next:
    """What this reader does next with an open proposal."""
    tries = may_see(person, on)
    last = reading.of_itself(proposal) if tries else None
    running = proposal.back_tests.unfinished().exists() if tries else False
    if tries and running:
        return Next("It is being tried on the past.", "See how far it is", _to("tried", proposal))
    if tries and last is None:
        return Next(
            "Try it on the company’s own past before anyone adopts it: you see what would have been judged otherwise.",
            "Try it on the past",
            _to("tried", proposal),
        )
    if person == proposal.proposed_by:
        return Next("Someone else adopts it. You proposed it, so you cannot.", "See who can", _to("adopt", proposal))
    if authority.may_adopt(person, on):
        return Next("Read what it changes. When the resolution is there, adopt it.", "Adopt it", _to("adopt", proposal))
    return Next("")


def _to(name: str, proposal: Proposal) -> str:
    return reverse(f"trials:{name}", args=[proposal.public_id])


def _proposed(proposal: Proposal) -> str:
    return shown(Type("date"), timezone.localdate(proposal.proposed_at))


def _compared(proposal: Proposal, on: date) -> str:
    if not proposal.is_open:
        return ""
    found = compared(proposal, on)
    if found is None:
        return "the first version"
    count = len(found.changes)
    return "1 change" if count == 1 else f"{count} changes"


def _tried(proposal: Proposal) -> str:
    last: BackTest | None = proposal.back_tests.first()
    if last is None:
        return "not yet"
    if last.failure:
        return "failed"
    if not last.is_finished:
        return "running"
    return "done" if reading.of_itself(proposal) is not None else "only a what-if"
