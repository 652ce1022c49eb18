"""What may be left open is None, whatever is asked; where it has to be answered, its absence is said."""

from datetime import date

import pytest
from django import forms

from avow.disclosures.forms.fields import TYPES, field_for
from avow.disclosures.forms.telling import PastDay
from avow.policy import Fact
from avow.policy.pack import Choice
from avow.policy.values import Type

ON = date(2026, 3, 10)


@pytest.mark.parametrize("name", TYPES)
def test_a_field_that_need_not_be_answered_is_none_when_empty(name):
    choices = (Choice("a", "A"),) if name == "choice" else ()
    fact = Fact(name, name, "answer", (), "What?", choices=choices, required=True, kind_of_value=Type(name))
    field = field_for(fact, ON)
    with pytest.raises(forms.ValidationError):
        field.clean("")
    field.required = False
    assert field.clean("") is None
    assert field.clean(None) is None


def test_a_day_that_has_passed_may_be_left_open_too():
    assert PastDay(ON, required=False).clean("") is None
    assert PastDay(ON, required=False).clean("9 March 2026") == date(2026, 3, 9)
    with pytest.raises(forms.ValidationError, match="still to come"):
        PastDay(ON, required=False).clean("2026-03-11")
    with pytest.raises(forms.ValidationError, match="Give the day"):
        PastDay(ON).clean("")
