"""Somebody who asks May I? right now: everything they typed so far, read anew from each request and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from avow.counterparties.models import Counterparty
from avow.disclosures import judging
from avow.disclosures.forms.other_side import AS_TYPED, OtherSide
from avow.disclosures.models import Disclosure
from avow.people.models import Person
from avow.policy import Kind, Pack
from avow.questions.may_i.deciding import ASSUMED, PARTY, Few, deciding, steps
from avow.questions.may_i.form import AskForm, as_typed

SUMS = "sums"
"""The tick by which one's own earlier gifts are counted too."""


@dataclass
class Asking:
    """What was typed about one kind, by one person, on one day. `posted` are the words of the request."""

    pack: Pack
    person: Person
    kind: Kind
    on: date
    posted: Mapping[str, str]
    answers: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        form = AskForm(self.pack, sorted(deciding(self.pack, self.kind.id)), self.on, self.posted, bound=True)
        form.is_valid()
        self.answers = form.answers()
        self.typed = as_typed(form, self.answers)
        if self.counterparty is not None:
            self.answers["counterparty"] = self.counterparty.public_id

    @property
    def draft(self) -> Disclosure:
        """What judging asks about: a disclosure that is kept nowhere."""
        return Disclosure(person=self.person, kind=self.kind.id)

    @cached_property
    def steps(self) -> list[Few]:
        """The steps for what was answered so far."""
        registers = judging.around(self.pack, self.draft, None, self.on)
        around = registers | judging.comes_to(self.pack, self.said, self.on)
        return steps(self.pack, self.kind.id, self.said, around)

    @property
    def said(self) -> dict[str, object]:
        """The answers, without the entry of the register; and what is assumed, as it has not happened yet."""
        assumed = {name: value for name, value in ASSUMED.items() if name in self.kind.asks}
        return assumed | {name: value for name, value in self.answers.items() if name != "counterparty"}

    @cached_property
    def other(self) -> OtherSide | None:
        """The other side as typed and picked, where this kind asks for it."""
        if PARTY not in deciding(self.pack, self.kind.id):
            return None
        return OtherSide(
            text=self.typed.get(PARTY, ""), on=self.on, picked=self.posted.get("counterparty", ""),
            searched=self.posted.get("searched", ""),
        )  # fmt: skip

    @cached_property
    def counterparty(self) -> Counterparty | None:
        """The entry picked as the other side."""
        return self.other.entry if self.other else None

    @property
    def counts_sums(self) -> bool:
        """Whether the person's own earlier entries are to be counted."""
        return bool(self.posted.get(SUMS))

    def form(self, few: Few, *, bound: bool) -> AskForm:
        """The form of one step, with what was typed there."""
        return AskForm(self.pack, few.names, self.on, self.posted, bound=bound)

    def carried(self, but: Few | None = None) -> list[tuple[str, str]]:
        """The hidden fields that carry everything along, but for those of the step shown."""
        shown = but.names if but else ()
        found = [(name, value) for name, value in self.typed.items() if name not in shown]
        if self.other is not None and PARTY not in shown and self.other.text:
            found += [("counterparty", self.other.chosen or AS_TYPED), ("searched", self.other.text)]
        if self.counts_sums and PARTY not in shown:
            found.append((SUMS, "1"))
        return found
