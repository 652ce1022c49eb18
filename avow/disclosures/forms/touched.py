"""Whether anything was typed or chosen on a form that its page did not come with."""

from collections.abc import Mapping

from django import forms


def as_it_comes(form: forms.Form) -> dict[str, object]:
    """What the page has in each field before anybody touches it. A list without a blank comes with its first choice."""
    return {name: _comes(field, form.get_initial_for_field(field, name)) for name, field in form.fields.items()}


def is_touched(came: Mapping[str, object], posted: Mapping[str, object]) -> bool:
    """Whether `posted` says of any field something else than `came`; what the form does not ask counts for nothing."""
    return any(_plain(said) != _plain(came[name]) for name, said in posted.items() if name in came)


def _comes(field: forms.Field, initial: object) -> object:
    if initial in (None, "") and isinstance(field, forms.ChoiceField) and type(field.widget) is forms.Select:
        return next((value for value, _ in field.choices), "")
    return initial


def _plain(value: object) -> str:
    """A value as a browser posts it, line ends aside."""
    return "on" if value is True else str(value or "").replace("\r\n", "\n").strip()
