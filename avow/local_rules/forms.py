"""What an officer fills in: a rule of a site, and its end."""

from datetime import date
from decimal import Decimal

from django import forms
from django.conf.locale import LANG_INFO

from avow.disclosures.forms.fields.choices import currency_choices
from avow.disclosures.forms.fields.days import FIRST, DayField, DayInput, day_in, last_day
from avow.disclosures.forms.fields.numbers import GROUPS_OR_POINT, NotANumber, plain, simplified
from avow.disclosures.forms.telling import Remark
from avow.local_rules.acts import LANGUAGE, LONGEST_NAME, MOST
from avow.people.models import PersonRecord
from avow.policy import Pack

EVERYWHERE = "Every one"


class RuleDay(DayField):
    """A day from 1900 to five years from today, as a date; None where it may be left open and is."""

    def __init__(self, on: date, **kwargs) -> None:
        self.last = last_day(on)
        attrs = {"type": "date", "min": FIRST.isoformat(), "max": self.last.isoformat(), "autocomplete": "off"}
        super().__init__(widget=DayInput(attrs=attrs), error_messages={"required": "Give the day."}, **kwargs)

    def check(self, day: date) -> None:
        if not FIRST <= day <= self.last:
            raise forms.ValidationError(f"The year {day.year:04d} cannot be right.")


class Sum(forms.CharField):
    """An amount of money, or None where it is left open."""

    def clean(self, value) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        if GROUPS_OR_POINT.fullmatch(simplified(text)):
            raise forms.ValidationError(f"“{text[:40]}” can be read in two ways. Write cents with two digits.")
        try:
            amount = Decimal(plain(text, thousands=True))
        except NotANumber:
            raise forms.ValidationError(f"“{text[:40]}” is not a number we can read. For example: 500.00.")
        if abs(amount) >= MOST:
            raise forms.ValidationError("This is more than any amount can be.")
        if amount != amount.quantize(Decimal("0.01")):
            raise forms.ValidationError("Give at most two digits after the point.")
        return amount


class RuleForm(forms.Form):
    """A rule that local management made."""

    name = forms.CharField(
        label="What is it called?", help_text="In a few words. For example: No evening events with suppliers.",
        max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Give the rule a short name."},
    )  # fmt: skip

    def __init__(self, pack: Pack, on: date, data=None) -> None:
        super().__init__(data)
        kinds = [kind for kind in pack.kinds.values() if kind.register_only]
        self.fields |= {
            "text": Remark(label="What does it say?", help_text="In the site’s own words, as people are to read it."),
            "language": forms.ChoiceField(label="In which language is that?", choices=_languages(pack), initial="en"),
            "decided_by": forms.CharField(
                label="Which management decided it?", max_length=LONGEST_NAME,
                help_text="The function and the place, not a name. For example: the plant management of Gothenburg.",
                error_messages={"required": "Say which management decided it."},
            ),
            "site": forms.ChoiceField(label="For which site?", choices=_places("site"), required=False),
            "employer": forms.ChoiceField(
                label="For which legal entity?", choices=_places("employer"), required=False,
                help_text="With a site as well, it is for those of the site whom this entity employs.",
            ),
            "kinds": forms.MultipleChoiceField(
                label="What is it about?", choices=[(kind.id, kind.title) for kind in kinds],
                widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose what the rule is about."},
            ),
            "does": forms.ChoiceField(
                label="What does it do?", widget=forms.RadioSelect,
                choices=[
                    ("all", "It rules this out"),
                    ("above", "It rules this out above an amount for each person"),
                    ("asked", "Something else: each person reads it, and says whether it is ruled out"),
                ],
                error_messages={"required": "Choose what the rule does."},
            ),
            "amount": Sum(
                label="Above which amount for each person?", required=False, max_length=60,
                help_text="Where there is one. Exactly this much is not above it. For example: 500.00.",
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            ),
            "currency": forms.ChoiceField(
                label="In which currency?", required=False,
                choices=[("", "None"), *currency_choices(day=day_in(self.data.get("from_day")))],
            ),
            "from_day": RuleDay(
                on, label="From which day does it hold?",
                help_text="Where that is past, what was entered since is judged again.",
            ),
            "until": RuleDay(
                on, label="Which is its last day?", required=False, help_text="Leave it open where there is none."
            ),
        }  # fmt: skip


class EndForm(forms.Form):
    """The last day of a rule, and why."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(data)
        self.fields["last_day"] = RuleDay(
            on, label="On which day does it hold for the last time?",
            help_text="Where it was entered by mistake, the day before it began. What was entered "
            "for the days after it is judged again.",
        )  # fmt: skip
        self.fields["reason"] = Remark(label="Why does it end?", help_text="One sentence. It stays on record.")


def _places(column: str) -> list[tuple[str, str]]:
    """Where people work, or worked, by the people register."""
    names = PersonRecord.objects.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
    return [("", EVERYWHERE), *((name, name) for name in names)]


def _languages(pack: Pack) -> list[tuple[str, str]]:
    """Each by its own name: first those of the people register, then English and those that the policy has words in for
    saying no. A code that has no name is shown as it is."""
    used = PersonRecord.objects.filter(to_day=None).exclude(language="").order_by("language")
    here = {code: None for code in used.values_list("language", flat=True).distinct() if LANGUAGE.fullmatch(code)}
    rest = sorted({"en", *pack.refusals} - here.keys())
    return [(code, LANG_INFO.get(code, {}).get("name_local", code)) for code in (*here, *rest)]
