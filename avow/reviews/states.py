"""Where a case stands, in the words of the lifecycle (architecture, "One lifecycle"): computed, never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Disclosure
from avow.disclosures.states import UNDER_REVIEW, State
from avow.reviews.models import Case
from avow.reviews.outcomes import LASTING

ASKED = State("asked", "A question waits", "The compliance officer has asked something. The answer comes first.")
WAITING_FOR_AGREEMENT = State(
    "waiting_for_agreement",
    "Waiting for agreement",
    "There is a decision with conditions. It holds once you agree to them.",
)
DECIDED = State("decided", "Decided", "There is a decision. You can read it, with its reasons.", open=False)
IN_FORCE = State("in_force", "In force", "There is a decision, and it holds. Tell us if something changes.", open=False)


def of_case(case: Case, on: date) -> State:
    """The state of a case that came from `Case.objects.marked()`, on that day; a decision gives its title."""
    if case.decision is not None:
        if case.awaits_agreement:
            return WAITING_FOR_AGREEMENT
        settled = IN_FORCE if case.outcome in LASTING and case.start_on <= on else DECIDED
        outcome = pack_by_hash(case.routing_hash).decisions.get(case.outcome)
        return replace(settled, title=outcome.title) if outcome else settled
    return ASKED if case.is_asked else UNDER_REVIEW


def source(disclosures: Sequence[Disclosure], on: date) -> Mapping[int, State]:
    """The states of those that have a case, for `avow.disclosures.states`: one query however many there are."""
    cases = Case.objects.filter(disclosure__in=[one.pk for one in disclosures]).marked()
    return {case.disclosure_id: of_case(case, on) for case in cases}


def state_of(disclosure: Disclosure, on: date) -> State:
    """The state of one disclosure, whichever room knows it."""
    return disclosure.state(on)
