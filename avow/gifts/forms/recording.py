"""Everything about a gift or an invitation on one page: the questions of its kind's steps, asked at once."""

from collections.abc import Callable, Mapping
from datetime import date

from django import forms

from avow.disclosures.forms.other_side import FACT as OTHER_SIDE
from avow.disclosures.forms.step import UNKNOWN, StepForm
from avow.gifts.forms.stands import DONE, OPEN, Stands, contradicting
from avow.gifts.models.gift import KINDS
from avow.policy import Pack, Step
from avow.policy.values import plain

STEP = "record"
"""Under which name a draft keeps what was typed on this page."""
SHORT = {
    "gift_received": "A gift I get",
    "gift_given": "A gift I give",
    "hospitality_received": "An invitation I get",
    "hospitality_offered": "An invitation I make",
}
TICKS = {
    "is_favour": "It is a favour without a price",
    "estimated": "The amount is a guess",
    "cash_like": "It is money, a voucher or a gift card",
    "public_official": "A public official or a state-owned body is involved",
}
"""Asked with a box to tick: not ticked is no."""
WORTH, DECLINED, FAVOUR, CARD, DAY = "worth", "declined", "is_favour", "card", "received_on"
ONLY_A_CARD = "I only have their card: someone else finds out who it is"
BRIEF = ("other_side", "description", WORTH, "worth_in", "holder", "believed_standing", "received_on", "contact")
"""Asked without the help that the steps give: on a phone, between two other things, the question is enough."""
NO_NAME = "Write who it is, as you know the name. Or take a picture of their card, and tick the box below."


def kinds_of(pack: Pack) -> list[str]:
    """The kinds of this policy that the page knows how to ask for."""
    return [kind for kind in KINDS if kind in pack.kinds and OTHER_SIDE in pack.kinds[kind].asks]


def all_asks(pack: Pack) -> tuple[str, ...]:
    """Every fact that one of these kinds asks."""
    return tuple(dict.fromkeys(name for kind in kinds_of(pack) for name in pack.kinds[kind].asks))


class RecordForm(StepForm):
    """Asks for the facts of all the kinds; what the chosen kind does not ask is left alone.

    `asked_of(kind, answers)` gives the facts that are asked for these answers; `currency` stands there at first.
    """

    def __init__(
        self,
        pack: Pack,
        on: date,
        *,
        kept: Mapping[str, object],
        kind: str,
        currency: str,
        asked_of: Callable[[str, Mapping[str, object]], list[str]],
        typed=None,
        raw=None,
    ) -> None:
        self.asked_of, self.first_kind, self.day_at_first = asked_of, kind, on
        super().__init__(pack, Step(STEP, "", all_asks(pack)), on, kept=kept, typed=typed, raw=raw)
        self.fields = {
            "kind": self._kind(),
            **self.fields,
            CARD: _box(ONLY_A_CARD),
        }
        for name in self.step.asks:
            self._simplify(name)
        usual = {"kind": kind, "holder": "self", "received_on": on.isoformat(), "worth_in": currency}
        for name, value in {**usual, **(raw or {})}.items():
            if name in self.fields and (name not in kept or name in (raw or {})):
                self.initial[name] = value

    def _kind(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            choices=[(kind, SHORT[kind]) for kind in kinds_of(self.pack)],
            widget=forms.RadioSelect,
            label="What is it about?",
            error_messages={"required": "Choose one of these.", "invalid_choice": "Choose one of these."},
        )

    def _simplify(self, name: str) -> None:
        """Boxes to tick, no "I don't know" where a blank says enough, and three answers to how it stands."""
        fact, field = self.pack.facts[name], self.fields[name]
        if name in BRIEF:
            field.help_text = ""
        if name == "relation" and "holder" in self.pack.facts:
            field.help_text = self.pack.facts["holder"].help
        if name == "believed_standing":
            field.widget = forms.Select()
            field.choices = [("", "Choose"), *field.choices]
        if name in TICKS and fact.type == "boolean":
            self.fields[name] = _box(TICKS[name])
            self.initial[name] = self.kept.get(name) is True
        elif name == DECLINED:
            self.fields[name] = Stands()
            over = str(self.kept.get(DAY) or self.on) < self.on.isoformat()
            self.initial[name] = Stands.shown(self.kept[name], over) if name in self.kept else OPEN
        elif fact.type in ("decimal", "integer", "money", "percent") and name != WORTH:
            self.fields.pop(name + UNKNOWN, None)
            self.fields[name].required = False
            if name not in self.kept and fact.unasked is not None:
                self.initial[name] = plain(fact.unasked)

    def raw(self) -> dict[str, object]:
        """What was typed, a box that is not ticked too, and which entry of the register was picked for which text."""
        boxes = {name: self.data.get(name, "") for name in (*TICKS, CARD, WORTH + UNKNOWN) if name in self.fields}
        picked = {name: self.data.get(name, "") for name in ("counterparty", "searched") if name in self.data}
        return {**super().raw(), **boxes, **picked}

    @property
    def kind(self) -> str:
        """The kind chosen, or the one at first."""
        given = (self.data if self.is_bound else self.initial).get("kind")
        return given if given in kinds_of(self.pack) else self.first_kind

    def answers(self) -> dict[str, object]:
        """The answers that are asked of this kind and are some."""
        cleaned = self.usable()
        return {name: cleaned[name] for name in self.asked_of(self.kind, cleaned) if name in cleaned}

    def usable(self) -> dict[str, object]:
        """Whatever was answered in a way that can be read; blanks are what the policy says where nobody is asked."""
        self.is_valid()
        cleaned = {name: value for name, value in self.cleaned_data.items() if name in self.step.asks}
        for name, value in cleaned.items():
            fact = self.pack.facts[name]
            if value is None and name != WORTH and fact.unasked is not None:
                cleaned[name] = plain(fact.unasked)
        return cleaned

    @property
    def is_done(self) -> bool:
        """Whether it is here, or was given, already."""
        return (self.data if self.is_bound else self.initial).get(DECLINED) == DONE

    @property
    def asked(self) -> list[str]:
        """The facts asked for what is answered so far."""
        if self.is_bound:
            return self.asked_of(self.kind, self.usable())
        return self.asked_of(self.kind, {name: value for name, value in self.kept.items() if name in self.step.asks})

    def clean(self):
        cleaned = super().clean()
        if WORTH in self.errors and cleaned.get(FAVOUR) and not str(self.data.get(WORTH) or "").strip():
            del self._errors[WORTH]
            cleaned[WORTH] = None
        if not cleaned.get(OTHER_SIDE) and not cleaned.get(CARD) and OTHER_SIDE not in self.errors:
            self.add_error(OTHER_SIDE, NO_NAME)
        readable = {name: value for name, value in cleaned.items() if name in self.step.asks}
        asked = self.asked_of(self.kind, readable)
        for name in [name for name in self._errors if name in self.step.asks and name not in asked]:
            del self._errors[name]
        both = {name: cleaned[name] for name in (DECLINED, DAY) if name in cleaned and name in asked}
        if DECLINED in both and both.get(DAY):  # a day left open is none
            for name, says in contradicting(str(self.data.get(DECLINED)), date.fromisoformat(both[DAY]), self.on):
                self.add_error(name, says)
        return {**cleaned, **both}


def _box(label: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, label=label)
