"""Which of a kind's questions decide: those that its rules read, or that decide which questions come next."""

from collections.abc import Mapping
from dataclasses import dataclass

from avow.disclosures.forms import walking
from avow.policy import Pack, Step

WORTH = ("worth", "worth_in", "face_value", "shared_by")
FROM = {
    "amount": WORTH,
    "forbidden_locally": WORTH,
    "in_one_line": ("colleague",),
}
"""What Avow counts or looks up, and the answers it does so from."""
PARTY = "other_side"
ASSUMED = {"declined": False}
"""What nobody is asked before it happens: that it was turned down or given back."""

OWN_VIEW = frozenset({"bearing"})
"""How somebody sees it themselves: where rules only note it, it changes no answer, and the form asks it anyway."""


@dataclass(frozen=True)
class Few:
    """The questions of one step that decide something."""

    step: Step
    names: tuple[str, ...]


def deciding(pack: Pack, kind: str) -> frozenset[str]:
    """The facts that people are asked for and that can change what the policy says of this kind.

    The other side is among them only where earlier entries are added up by it: whoever asks need not name anybody else.
    """
    read: set[str] = set()
    weighs: set[str] = set()
    for clause, rules in pack.rules_for(kind):
        for rule in rules:
            totals = clause.totals_of(rule)
            names = set(clause.reads(rule)).union(*(total.columns for total in totals))
            read |= names
            if rule.finding != "note":
                weighs |= names
            if totals:
                read.add(PARTY)
    steps = pack.kinds[kind].steps
    for step in steps:
        if step.when is not None and any(name in read for name in step.asks):
            read.update(step.when.names)
    for computed, names in FROM.items():
        if computed in read:
            read.update(names)
    asked = {name for step in steps for name in step.asks} - ASSUMED.keys() - (OWN_VIEW - weighs)
    return frozenset(name for name in read & asked if pack.facts[name].type != "narrative")


def steps(pack: Pack, kind: str, answers: Mapping[str, object], around: Mapping[str, object]) -> list[Few]:
    """The steps to walk through for these answers, without the questions that decide nothing, and without the steps
    that have no other."""
    wanted = deciding(pack, kind)
    shown = ((step, tuple(name for name in step.asks if name in wanted))
             for step in walking.steps(pack, kind, answers, around))  # fmt: skip
    return [Few(step, names) for step, names in shown if names]
