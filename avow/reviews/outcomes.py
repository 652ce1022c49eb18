"""What can be decided, as the pack of the version lists it, and what an outcome lets the person do."""

from avow.policy.deciding import Outcome
from avow.policy.pack import Pack

MUST_END = "must_end"
"""What exists has to end, by a day that the decider gives."""

FORBIDDING = frozenset({"refused", MUST_END})
"""Outcomes after which the activity may not be started or carried on."""

LASTING = frozenset({"approved", "approved_with_conditions", "may_continue", "may_continue_with_conditions", "waiver"})
"""Outcomes that are in force from their start day on, until something changes."""

WAIVERS = "waivers"
"""The register in which waivers are entered, apart from other decisions."""


def choices(pack: Pack, timing: str, decides: str) -> list[Outcome]:
    """The outcomes open to the authority that decides, for what is contemplated or existing; both when nobody said."""
    return [one for one in pack.decisions.values() if _fits(one, timing) and one.decides in ("", decides)]


def reserved(pack: Pack, timing: str, decides: str) -> list[Outcome]:
    """The outcomes that would fit, and that only another authority can decide: the case has to be referred for them."""
    return [one for one in pack.decisions.values() if _fits(one, timing) and one.decides not in ("", decides)]


def title(pack: Pack, outcome: str) -> str:
    """The outcome's title, or its id where the pack does not have it."""
    found = pack.decisions.get(outcome)
    return found.title if found else outcome


def _fits(outcome: Outcome, timing: str) -> bool:
    return not timing or outcome.for_ in ("both", timing)
