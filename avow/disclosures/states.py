"""Where a disclosure stands: computed from rows, never kept by hand. Upper rooms add the states they know of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from avow.disclosures.models import Disclosure


@dataclass(frozen=True, slots=True)
class State:
    """A state in the policy's words. `open` means that somebody still has something to do; `before_review` that
    something else than the review comes first, as `says` tells; `outcome` is the one line over the findings where there
    are none, in place of that nothing asks for approval; where it is not open any more, that line in any case."""

    id: str
    title: str
    says: str
    open: bool = True
    before_review: bool = False
    outcome: str = ""


DRAFT = State("draft", "Draft", "Only you can see this. It counts once you send it.")
RECORDED = State(
    "recorded", "Recorded", "Within the limits, on the facts you gave. Nothing more is asked of you.", open=False
)
UNDER_REVIEW = State("under_review", "Under review", "The compliance officer is reading what you sent.")
WITHDRAWN = State("withdrawn", "Withdrawn", "You took this back.", open=False)
ENDED = State("ended", "Ended", "You told us that this is over.", open=False)

Source = Callable[[Sequence[Disclosure], date], Mapping[int, State]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a room's states: a function from many disclosures and a day to {disclosure.pk: State}, for those it knows.

    Asked only about sent disclosures that are neither withdrawn nor ended; the last registered that answers wins.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def of(disclosures: Iterable[Disclosure], on: date) -> dict[int, State]:
    """The state of each on that day, by primary key, in a fixed number of queries however many there are."""
    from avow.disclosures.models import Ending, Judgement, Withdrawal

    disclosures = list(disclosures)
    keys = [disclosure.pk for disclosure in disclosures]
    states: dict[int, State] = dict.fromkeys(keys, DRAFT)
    latest: dict[int, Judgement] = {}
    judged = Judgement.objects.filter(version__disclosure__in=keys).order_by("version__number", "pk")
    for judgement in judged.select_related("version"):
        latest[judgement.version.disclosure_id] = judgement
    for pk, judgement in latest.items():
        states[pk] = RECORDED if is_recorded(judgement) else UNDER_REVIEW
    for pk in Withdrawal.objects.filter(disclosure__in=keys).values_list("disclosure", flat=True):
        states[pk] = WITHDRAWN
    for pk in Ending.objects.filter(disclosure__in=keys, ended_on__lte=on).values_list("disclosure", flat=True):
        states[pk] = ENDED
    asked = [one for one in disclosures if states[one.pk] in (RECORDED, UNDER_REVIEW)]
    for source in _sources if asked else ():
        states.update(source(asked, on))
    return states


def is_recorded(judgement) -> bool:
    """Does this version end as "recorded"? Only a register-only kind with no finding and nothing unknown does (6.8)."""
    from avow.adoptions.current import pack_by_hash

    kind = pack_by_hash(judgement.pack_hash).kinds[judgement.version.kind]
    return bool(kind.register_only) and judgement.is_clear
