"""Whether leave is asked for what is being written (5.5), or it was given already without any: in words, before it is
sent."""

from collections.abc import Mapping
from datetime import date

from avow.disclosures import judging
from avow.policy import Pack

ASKED = "Your manager is asked for leave first; please do not give it before they answer."
GIVEN = (
    "You write that it was given already, and there was no leave for it. That may be a breach of the policy: the "
    "compliance officer looks at it with you, and nobody is asked for leave now. Telling it yourself is right."
)


def needed(pack: Pack, kind: str, answers: Mapping[str, object]) -> bool:
    """Whether something of this kind needs leave: what is not given does not."""
    return pack.leave is not None and kind in pack.leave.kinds and answers.get("declined") is not True


def was_given(pack: Pack, kind: str, answers: Mapping[str, object], on: date) -> bool:
    """Whether it needs leave, and its day is over before it is sent on that day."""
    return needed(pack, kind, answers) and judging.day_judged(answers, on) < on


def told(pack: Pack, kind: str, answers: Mapping[str, object], on: date, *, is_done: bool = False) -> dict[str, object]:
    """What a page shows of it: `leave_first`, whether leave is asked for, and `leave_says` in a sentence. `is_done`:
    the person says that it was given, be it today."""
    if (is_done and needed(pack, kind, answers)) or was_given(pack, kind, answers, on):
        return {"leave_first": False, "leave_says": GIVEN}
    is_needed = needed(pack, kind, answers)
    return {"leave_first": is_needed, "leave_says": ASKED if is_needed else ""}
