"""The other side, found by name in the register or left as typed. What the register knows of it is never shown here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from avow.counterparties.models import Counterparty
from avow.counterparties.near import near
from avow.counterparties.search import search
from avow.disclosures.forms.fields.words import LINE, without_signs
from avow.policy import Step, normalised

FACT = "other_side"
AS_TYPED = "typed"
SHORTEST = 2
CARD = "on the card"
NOT_KNOWN = "The sum with them is not known yet: the compliance officer finds out who it is, and then it is counted."
"""What is said of a sum while it is open who the other side is."""


def is_on_card(name: object) -> bool:
    """Whether this stands for a name that is on a photographed card."""
    return isinstance(name, str) and name.startswith(f"{CARD} (")


@dataclass
class OtherSide:
    """What was typed, which entry was picked for which text, and the candidates to pick from."""

    text: str
    on: date
    picked: str = ""
    searched: str = ""
    kept: str | None = None

    @classmethod
    def typed(cls, step: Step, data: Mapping, writing) -> "OtherSide | None":
        """From a posted step; None when the step does not ask for the other side."""
        if FACT not in step.asks:
            return None
        return cls(
            text=without_signs(str(data.get(FACT) or ""), lines=False).strip(),
            on=writing.on,
            kept=writing.answers.get("counterparty"),
            picked=str(data.get("counterparty") or ""),
            searched=str(data.get("searched") or ""),
        )

    @classmethod
    def shown_at_first(cls, step: Step, writing) -> "OtherSide | None":
        """For a step being opened: what is kept, with the entry that was chosen."""
        if FACT not in step.asks:
            return None
        raw = writing.raw.get(step.id, {})
        text = str(raw.get(FACT, writing.answers.get(FACT)) or "")
        kept = normalised(text) == normalised(str(writing.answers.get(FACT) or "")) and FACT in writing.answers
        picked = (writing.answers.get("counterparty") or AS_TYPED) if kept and text else ""
        return cls(
            text=text,
            on=writing.on,
            kept=writing.answers.get("counterparty"),
            picked=picked,
            searched=text if picked else "",
        )

    @cached_property
    def candidates(self) -> list[Counterparty]:
        """Entries of the register for the text; where nothing fits all of it, those it is a slip of, or for its first
        words."""
        return self._with_kept(self._found[0])

    @property
    def is_near(self) -> bool:
        """Whether the candidates are called otherwise than what was typed: a slip of the finger, probably."""
        return self._found[1]

    @property
    def question(self) -> str:
        """What is asked of the candidates."""
        if not self.is_near:
            return "Is it one of these in our register?"
        return f"Did you mean {'this one' if len(self.candidates) == 1 else 'one of these'} in our register?"

    @cached_property
    def _found(self) -> tuple[list[Counterparty], bool]:
        """What the register has for the text, and whether that is for a name only like it."""
        words = self.text[:LINE].split()
        if len(self.text) < SHORTEST:
            return [], False
        for length in range(len(words), 0, -1):
            start = " ".join(words[:length])
            if length < len(words) and len(start) < 4:
                break
            if found := search(start, self.on):
                return found, False
            if length == len(words) and (found := near(start, self.on)):
                return found, True
        return [], False

    def _with_kept(self, found: list[Counterparty]) -> list[Counterparty]:
        """What was chosen before stays among the candidates for the same text, even if it is called otherwise now."""
        if self.kept and self.picked == self.kept and all(one.public_id != self.kept for one in found):
            return [*Counterparty.objects.filter(public_id=self.kept), *found]
        return found

    @property
    def answers_the_text(self) -> bool:
        """Whether something was picked for just this text."""
        return bool(self.picked) and normalised(self.searched) == normalised(self.text)

    @property
    def has_to_choose(self) -> bool:
        """Whether the person still has to say if it is one of the candidates."""
        if not self.text or (self.answers_the_text and self.picked == AS_TYPED):
            return False
        known = {one.public_id for one in self.candidates}
        if self.answers_the_text and self.picked in known:
            return False
        return bool(known)

    @property
    def chosen(self) -> str | None:
        """The public id of the entry picked, or None when the name stays as typed."""
        picked = self.text and self.answers_the_text and self.picked != AS_TYPED
        return self.picked if picked and any(one.public_id == self.picked for one in self.candidates) else None

    @property
    def entry(self) -> Counterparty | None:
        """The entry picked, or None when the name stays as typed."""
        return next((one for one in self.candidates if one.public_id == self.chosen), None)

    @property
    def is_left_open(self) -> bool:
        """Whether it is not known who this is: the name is on a card, or it leads to entries of the register and none
        of them was chosen. A name that leads to none stands for itself."""
        if not self.text or self.chosen:
            return False
        return is_on_card(self.text) or bool(self._found[0])

    @property
    def asks(self) -> bool:
        """Whether the page shows candidates."""
        return bool(self.candidates)
