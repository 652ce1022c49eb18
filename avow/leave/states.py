"""Where an entry stands for want of leave: computed, never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef

from avow.disclosures import showing, states
from avow.disclosures.models import Disclosure
from avow.disclosures.states import State
from avow.leave.models import AskedOf, Leave
from avow.leave.standing import is_unused, told

WAITING = State(
    "waiting_for_leave",
    "Waiting for leave",
    "Nobody can be asked for leave just now; the compliance officer has to put this right. Please do not give it yet.",
    before_review=True,
)
REFUSED = State(
    "leave_refused", "Leave refused", "Leave was not given, so please do not give it.", open=False,
    outcome="Leave was not given, so nothing is given, and it does not count.",
)  # fmt: skip
GIVEN = State("leave_given", "Leave given", "Once you have given it, tell us the day.")
LAPSED = State("leave_lapsed", "Leave lapsed", "The day went by and nothing was given. It does not count.", open=False)


def source(disclosures: Sequence[Disclosure], on: date) -> Mapping[int, State]:
    """The states of those that wait for leave, have it, or go no further for want of it: two queries however many there
    are. What is under review as well says so: rooms above answer for that."""
    wanted = Exists(Leave.objects.wanted().filter(pk=OuterRef("pk")))
    rows = Leave.objects.filter(version__disclosure__in=[one.pk for one in disclosures]).current()
    rows = rows.annotate(is_wanted=wanted)
    found: dict[int, State] = {}
    leaves = list(rows.select_related("version", "answered", "given", "lapsed").order_by("pk"))
    waits = [leave for leave in leaves if leave.is_wanted and told(leave, "answered") is None]
    asked = _last_asked(waits)
    for leave in leaves:
        if leave in waits:
            found[leave.version.disclosure_id] = waiting(asked.get(leave.pk))
        elif is_unused(leave):
            found[leave.version.disclosure_id] = LAPSED if told(leave, "lapsed") else REFUSED
        elif leave.is_wanted:
            says = f"There is leave until {showing.day(leave.last_day)}. {GIVEN.says}"
            found[leave.version.disclosure_id] = replace(GIVEN, says=says)
    return found


def waiting(asked: AskedOf | None) -> State:
    """Waiting for the one asked last, by name, and by when they are to answer; None where nobody can be asked."""
    if asked is None:
        return WAITING
    says = (
        f"{asked.person.name} is asked for leave, and is to answer by {showing.day(asked.answer_by)}. "
        "Please do not give it before there is an answer."
    )
    return replace(WAITING, says=says)


def _last_asked(leaves: Sequence[Leave]) -> dict[int, AskedOf]:
    """Who was asked last for each of these."""
    if not leaves:
        return {}
    rows = AskedOf.objects.filter(leave__in=[leave.pk for leave in leaves]).select_related("person").order_by("pk")
    return {row.leave_id: row for row in rows}


def waits_for_more(disclosures: Sequence[Disclosure], on: date) -> set[int]:
    """Which of these, by primary key, wait for something else than leave: a review, an answer, an agreement."""
    own = (WAITING.id, GIVEN.id)
    return {key for key, state in states.of(disclosures, on).items() if state.open and state.id not in own}
