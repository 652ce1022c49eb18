"""What the quick page knows at one moment: what was typed, by whom, under which policy, and who the other side is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from avow.adoptions.current import policy_in_force
from avow.counterparties.models import Counterparty
from avow.disclosures import judging
from avow.disclosures.forms import walking
from avow.disclosures.forms.fields.words import without_signs
from avow.disclosures.forms.keeping import fits
from avow.disclosures.forms.other_side import AS_TYPED, OtherSide
from avow.disclosures.models import Disclosure
from avow.gifts.cards import is_on_card, somebody_says
from avow.gifts.forms.currency import usual_in
from avow.gifts.forms.recording import CARD, DECLINED, OTHER_SIDE, RecordForm, kinds_of
from avow.gifts.forms.stands import DONE
from avow.people.models import Person
from avow.policy import Pack


@dataclass
class Page:
    """The person's page today. `kept` are answers that stand, `raw` what was typed before, `typed` what is posted;
    `was_done`: they said before that it is here, or was given, already."""

    person: Person
    on: date
    kind: str
    kept: Mapping[str, object]
    raw: Mapping[str, object] | None = None
    typed: Mapping[str, object] | None = None
    was_done: bool = False

    @cached_property
    def pack(self) -> Pack:
        return policy_in_force(self.on)

    @cached_property
    def person_facts(self) -> Mapping[str, object]:
        """What the registers know of the person; of the other side nothing, so that nothing of it shows."""
        return judging.around(self.pack, Disclosure(person=self.person, kind=self.kind), None, self.on)

    def asked_of(self, kind: str, answers: Mapping[str, object]) -> list[str]:
        """The facts that the kind's steps ask for these answers."""
        fitting = {name: value for name, value in answers.items() if fits(self.pack, name, value)}
        around = {**self.person_facts, "kind": kind, **judging.comes_to(self.pack, fitting, self.on)}
        return walking.asked(self.pack, kind, answers, around)

    @cached_property
    def form(self) -> RecordForm:
        kept = dict(self.kept)
        raw = dict(self.raw or {})
        if is_on_card(kept.get(OTHER_SIDE)):
            kept[OTHER_SIDE] = None
            raw.setdefault(CARD, "on")
        if self.was_done and not kept.get(DECLINED):
            raw.setdefault(DECLINED, DONE)
        return RecordForm(
            self.pack, self.on, kept=kept, kind=self.kind, typed=self.typed, raw=raw,
            currency=usual_in(str(self.person_facts.get("country") or ""), self.on, self.pack.currency),
            asked_of=self.asked_of,
        )  # fmt: skip

    @property
    def chosen_kind(self) -> str:
        """The kind that is chosen on the page."""
        return self.form.kind

    @cached_property
    def other(self) -> OtherSide:
        """The other side as typed or kept, with the entries of the register to pick from."""
        if self.typed is not None:
            text = without_signs(str(self.typed.get(OTHER_SIDE) or ""), lines=False).strip()
            picked, searched = str(self.typed.get("counterparty") or ""), str(self.typed.get("searched") or "")
        elif self.raw and OTHER_SIDE in self.raw:
            text = str(self.raw[OTHER_SIDE])
            picked, searched = str(self.raw.get("counterparty") or ""), str(self.raw.get("searched") or "")
        else:
            text = str(self.kept.get(OTHER_SIDE) or "")
            text = "" if is_on_card(text) else text
            picked, searched = str(self.kept.get("counterparty") or AS_TYPED), text
        kept = self.kept.get("counterparty")
        return OtherSide(
            text=text, on=self.on, picked=picked, searched=searched, kept=kept if isinstance(kept, str) else None
        )

    @cached_property
    def counterparty(self) -> Counterparty | None:
        """The entry picked for what is typed."""
        return self.other.entry

    @property
    def is_on_card(self) -> bool:
        """Whether somebody else is to find out who it is."""
        given = self.form.data if self.form.is_bound else self.form.initial
        return bool(given.get(CARD)) and not self.other.text

    @property
    def is_left_open(self) -> bool:
        """Whether an officer is to find out who it is: from a card, or by a name for which nothing was chosen. Where no
        officer may read what this person writes, the name stands for itself."""
        return self.is_on_card or (self.other.is_left_open and somebody_says(self.person, self.on))

    @cached_property
    def read(self) -> RecordForm:
        """The form as it reads what stands on the page, typed before or now."""
        if self.form.is_bound or not self.raw:
            return self.form
        return Page(self.person, self.on, self.kind, {}, typed={"kind": self.kind, **self.raw}).form

    @property
    def answers(self) -> dict[str, object]:
        """What can be read of it so far."""
        if self.read.is_bound:
            return self.read.answers()
        return {name: value for name, value in self.kept.items() if name in self.pack.facts}

    @property
    def is_usable(self) -> bool:
        """Whether the policy in force has kinds that this page can ask for."""
        return bool(kinds_of(self.pack))
