"""What somebody answered so far: which steps are still open, what does not go together, and what is reported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from avow.certifications.form.asking import COMPLIED, NOTHING, POLICY, Asked, Conversation, Known
from avow.policy import Kind

YES, NO = "yes", "no"
SAME, CHANGED, ENDED = "same", "changed", "ended"
OF_WHAT_KIND = "you answered yes. Say of what kind it is."
STANDINGS = {SAME: "Still so", CHANGED: "Something has changed", ENDED: "It is over"}


@dataclass(frozen=True)
class Contradiction:
    """Two answers that do not go together, in a sentence. `stops` says that it cannot be signed like this; otherwise
    it is told what follows once it is signed, which hangs on where one signs. `on_paper` says that a paper, which was
    signed before, is taken with it all the same."""

    step: str
    says: str
    stops: bool = True
    on_paper: bool = False


@dataclass(frozen=True)
class New:
    """Something told on the form that is not disclosed yet. `disclosure` is the draft that an earlier version of the
    form made of it, or ""."""

    step: str
    place: int
    kind: Kind
    facts: Mapping[str, object]
    disclosure: str = ""


@dataclass(frozen=True)
class Confirmed:
    """A disclosure of theirs, and what they say of it now."""

    known: Known
    standing: str
    ended_on: str = ""


@dataclass
class Filled:
    """A conversation and the contents of its draft: {"answers": {step: …}, "raw": {step: what was typed there},
    "saved": {step: the revision of the draft with which its answer was saved}}."""

    asked: Conversation
    contents: dict[str, Any]

    @property
    def answers(self) -> dict[str, Any]:
        return self.contents["answers"]

    @property
    def raw(self) -> dict[str, Any]:
        return self.contents["raw"]

    @property
    def steps(self) -> list[str]:
        """The steps in their order. That there is nothing to report is asked of whoever reports nothing."""
        own = [POLICY, *(one.step for one in self.asked.asked), COMPLIED]
        return own if self.reports else [*own, NOTHING]

    def undone(self) -> list[str]:
        """The steps that have no answer yet, or whose question reads otherwise since."""
        return [step for step in self.steps if step in self.raw or not self._is_done(step)]

    def _is_done(self, step: str) -> bool:
        said = self.answers.get(step)
        if said is None:
            return False
        pack = self.asked.pack
        if step == POLICY:
            return said["seen"] == pack.hash
        if step in (COMPLIED, NOTHING):
            return said["asked"] == getattr(pack.certifying, step)
        asked = self.asked.find(step)
        return asked is not None and said["asked"] == asked.question.question and self._all_said(asked, said)

    @staticmethod
    def _all_said(asked: Asked, said: Mapping[str, Any]) -> bool:
        kinds = {kind.id for kind in asked.kinds}
        return all(one.id in said["known"] for one in asked.known) and all(one["kind"] in kinds for one in said["new"])

    @cached_property
    def confirmed(self) -> list[Confirmed]:
        """What they say of each disclosure of theirs, as far as they said it."""
        found = []
        for asked in self.asked.asked:
            said = self.answers.get(asked.step, {}).get("known", {})
            for one in asked.known:
                if one.id in said:
                    found.append(Confirmed(one, said[one.id]["standing"], said[one.id].get("ended_on") or ""))
        return found

    @cached_property
    def new(self) -> list[New]:
        """What they tell for the first time: with a yes, what they typed, or else the bare kind where nothing of it
        goes on. Of a question of several kinds the kind is theirs to choose."""
        return [one for asked in self.asked.asked for one in self.new_of(asked)]

    def new_of(self, asked: Asked) -> list[New]:
        """What they tell for the first time under this question."""
        said = self.answers.get(asked.step, {})
        if said.get("answer") != YES:
            return []
        kinds = {kind.id: kind for kind in asked.kinds}
        told = [
            New(asked.step, place, kinds[one["kind"]], one["facts"], one.get("disclosure", ""))
            for place, one in enumerate(said["new"])
            if one["kind"] in kinds
        ]
        if not told and not self._goes_on(asked) and len(kinds) == 1:
            told = [New(asked.step, 0, asked.kinds[0], {}, said.get("disclosure", ""))]
        return told

    def _goes_on(self, asked: Asked) -> bool:
        said = self.answers.get(asked.step, {}).get("known", {})
        return going_on(asked, {one: told["standing"] for one, told in said.items()}) is not None

    @property
    def reports(self) -> int:
        """How many conflicts the form reports: what is new, and what goes on (6.2)."""
        return len(self.new) + sum(one.standing != ENDED for one in self.confirmed)

    def contradictions(self) -> Iterator[Contradiction]:
        """What does not go together, both ways, and what somebody should know before they sign."""
        for asked in self.asked.asked:
            said = self.answers.get(asked.step)
            if said is None:
                continue
            standings = {one: told["standing"] for one, told in said["known"].items()}
            if says := no_although_it_goes_on(asked, said["answer"], standings):
                yield Contradiction(asked.step, says, on_paper=True)
            elif said["answer"] == YES and not self._goes_on(asked):
                if not self.new_of(asked):
                    yield Contradiction(asked.step, f"{asked.title}: {OF_WHAT_KIND}")
                else:
                    yield Contradiction(
                        asked.step,
                        f"{asked.title}: you answered yes, and nothing of it is disclosed yet.",
                        stops=False,
                    )


def no_although_it_goes_on(asked: Asked, answer: str, standings: Mapping[str, str]) -> str:
    """What is said of a no to a question of which something goes on that they disclosed; "" where it goes together.
    `standings` is what they say of each disclosure now, by its number."""
    known = going_on(asked, standings)
    if answer != NO or known is None:
        return ""
    name = f" ({known.about})" if known.about else ""
    return (
        f"{asked.title}: you answered no, but what you disclosed of it{name} goes on. "
        "Answer yes, or say that it is over."
    )


def going_on(asked: Asked, standings: Mapping[str, str]) -> Known | None:
    """The first disclosure of this question that goes on; what nothing is said of counts for neither."""
    return next((one for one in asked.known if standings.get(one.id, ENDED) != ENDED), None)
