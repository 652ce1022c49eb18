"""The form for what became of a gift."""

from datetime import date
from decimal import Decimal

from django import forms

from avow.disclosures.forms.fields.choices import Currency
from avow.disclosures.forms.fields.days import day_in
from avow.disclosures.forms.fields.numbers import Amount
from avow.disclosures.forms.telling import PastDay, Remark, Told
from avow.gifts.acts.becoming import LONGEST
from avow.policy import Pack
from avow.policy.register import Becoming

HOW_MUCH = "Say how much was paid."
NOTHING = "Nothing is paid here. Take the amount out, or choose that it was paid for."


class BecomingForm(Told):
    """Which of the policy's becomings, on which day, how much was paid where something is paid, and a remark."""

    def __init__(self, pack: Pack, possible: list[Becoming], on: date, currency: str, data=None) -> None:
        super().__init__(on, data)
        self.by_id = {one.id: one for one in possible}
        self.fields["becoming"] = forms.ChoiceField(
            choices=[(one.id, one.title) for one in possible],
            widget=forms.RadioSelect,
            label="What became of it?",
            error_messages={"required": "Choose one of the answers.", "invalid_choice": "Choose one of the answers."},
        )
        self.fields["day"] = PastDay(on, label="On which day?", initial=on.isoformat())
        if any(one.pays for one in possible):
            self._ask_for_money(pack, currency)
        self.fields["remark"] = Remark(label="Is there anything to add?", required=False)

    def _ask_for_money(self, pack: Pack, currency: str) -> None:
        self.fields["paid"] = Amount(pack.facts["worth"], on=self.on)
        self.fields["paid"].label, self.fields["paid"].required = "How much was paid?", False
        self.fields["paid"].help_text = "Only if it was paid for, all or part. For example: 45.00."
        self.fields["currency"] = field = Currency(pack.facts["worth_in"], on=self.on)
        field.initial = currency
        field.offer(currency, day=day_in(self.data.get("day")))

    def clean_remark(self) -> str:
        text = self.cleaned_data["remark"]
        if len(text) > LONGEST:
            raise forms.ValidationError(f"This is {len(text):,} characters long; {LONGEST:,} are enough.")
        return text

    def clean(self):
        cleaned = super().clean()
        self.words("remark")
        chosen = self.by_id.get(cleaned.get("becoming", ""))
        if chosen and "paid" in self.fields and "paid" not in self.errors:
            paid = Decimal(cleaned["paid"]) if cleaned.get("paid") else None
            if chosen.pays and not paid:
                self.add_error("paid", HOW_MUCH)
            elif not chosen.pays and paid is not None:
                self.add_error("paid", NOTHING)
        return cleaned
