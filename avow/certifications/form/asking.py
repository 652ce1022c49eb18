"""What one person is asked on a day: the questions of the policy, and beside each what they have disclosed already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from avow.adoptions.current import policy_in_force
from avow.certifications.models import Included
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.party import with_names
from avow.policy import Kind, Pack
from avow.policy.certifying import FormQuestion

POLICY, COMPLIED, NOTHING = "policy", "complied", "nothing"
ASK = "ask-"


@dataclass(frozen=True)
class Known:
    """A disclosure of theirs that was sent, and neither taken back nor ended: the version that counts."""

    disclosure: Disclosure
    version: Version
    kind: Kind

    @property
    def id(self) -> str:
        return self.disclosure.public_id

    @property
    def about(self) -> str:
        """The other side as they or the register name it; nothing where there is none."""
        return self.version.other_side


@dataclass(frozen=True)
class Asked:
    """One yes or no, with the kinds a yes may become and what is known of them."""

    question: FormQuestion
    kinds: Sequence[Kind]
    known: Sequence[Known] = field(default=())

    @property
    def step(self) -> str:
        """How the conversation calls it."""
        return ASK + self.question.id

    @property
    def title(self) -> str:
        return self.question.title or self.kinds[0].title


@dataclass(frozen=True)
class Conversation:
    """Everything that is asked of one person in one campaign, by the policy in force on the day."""

    included: Included
    pack: Pack
    on: date
    asked: Sequence[Asked]

    @cached_property
    def known(self) -> dict[str, Known]:
        """Each disclosure that is asked about, by its number."""
        return {one.id: one for asked in self.asked for one in asked.known}

    def find(self, step: str) -> Asked | None:
        """The question of that step."""
        return next((one for one in self.asked if one.step == step), None)


def conversation(included: Included, on: date, without: Collection[str] = ()) -> Conversation:
    """What is asked; `without` are disclosures, by public id, that somebody else who has it in hand must not know of.
    Raises adoptions.current.NoPolicyInForce."""
    pack = policy_in_force(on)
    open_ones: dict[str, list[Known]] = {}
    for one in (one for one in known(included, pack, on) if one.id not in without):
        open_ones.setdefault(one.kind.id, []).append(one)
    asked = [
        Asked(
            question,
            [pack.kinds[kind] for kind in question.kinds],
            [one for kind in question.kinds for one in open_ones.get(kind, ())],
        )
        for question in pack.on_the_form
    ]
    return Conversation(included, pack, on, asked)


def known(included: Included, pack: Pack, on: date) -> list[Known]:
    """Their disclosures that are open on the day, the oldest first. What is only recorded, such as a gift, is no
    interest that goes on, and is not among them."""
    kinds = [kind.id for kind in pack.kinds.values() if not kind.register_only]
    rows = Version.objects.filter(
        disclosure__person=included.person_id, kind__in=kinds, disclosure__withdrawal=None
    ).exclude(disclosure__ending__ended_on__lte=on)
    latest: dict[int, Version] = {}
    for version in rows.select_related("disclosure__person", "counterparty", "attested").order_by(
        "disclosure__started_at", "disclosure", "number"
    ):
        latest[version.disclosure_id] = version
    with_names(latest.values())
    return [Known(version.disclosure, version, pack.kinds[version.kind]) for version in latest.values()]
