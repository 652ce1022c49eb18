"""Days, money, clauses and partials as templates write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.html import strip_tags

ON = date(2026, 11, 23)  # a Monday


def rendered(text: str, **context) -> str:
    return Template("{% load avow %}" + text).render(Context(context))


def test_a_day_has_its_month_in_words():
    day = rendered("{{ d|day }}", d=date(2026, 3, 7))
    assert day == '<time datetime="2026-03-07">7\u00a0March 2026</time>'


def test_a_weekday_says_which():
    assert strip_tags(rendered("{{ d|weekday }}", d=ON)) == "Monday 23\u00a0November 2026"


def test_a_moment_has_its_minutes():
    assert "23\u00a0November 2026 at 14:05" in rendered("{{ t|moment }}", t=datetime(2026, 11, 23, 14, 5, tzinfo=UTC))


def test_nothing_is_written_as_nothing():
    assert rendered("{{ d|day }}{{ d|weekday }}{{ d|moment }}{{ d|due:on }}{{ d|money }}", d=None, on=ON) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 20), "3 days late"),
        (date(2026, 11, 22), "1 day late"),
        (ON, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 26), "by Thursday"),
        (date(2026, 11, 30), "by 30\u00a0November"),
        (date(2027, 1, 4), "by 4\u00a0January 2027"),
    ],
)
def test_due_is_seen_from_today(due, words):
    assert strip_tags(rendered("{{ d|due:on }}", d=due, on=ON)) == words


def test_late_is_said_in_words_and_not_only_in_red():
    assert rendered("{{ d|due:on }}", d=date(2026, 11, 20), on=ON).startswith('<span class="late">')


@pytest.mark.parametrize("given", [Decimal("1250"), "1250", 1250])
def test_money_has_its_currency_and_its_cents(given):
    assert rendered('{{ a|money:"USD" }}', a=given) == "USD\u00a01,250.00"


def test_what_is_not_an_amount_stays_as_it_was_typed():
    assert rendered("{{ a|money }}", a="a lot <b>") == "a lot &lt;b&gt;"


def test_a_clause_opens_the_clause():
    assert 'href="/policy/4.5/"' in rendered('{% clause "4.5" %}')


def test_a_name_with_a_tag_in_it_is_text():
    rows = [{"label": "<i>Who</i>", "value": "<script>alert(1)</script>", "url": "/x/"}]
    html = render_to_string("web/_summary_list.html", {"rows": rows})
    assert "<script" not in html
    assert "<i>" not in html


def test_an_answer_nobody_gave_reads_i_dont_know():
    assert "I don’t know" in render_to_string("web/_summary_list.html", {"rows": [{"label": "Share", "value": None}]})


def test_zero_and_no_are_answers():
    html = render_to_string(
        "web/_summary_list.html", {"rows": [{"label": "a", "value": 0}, {"label": "b", "value": "no"}]}
    )
    assert "I don’t know" not in html


class Share(forms.Form):
    share = forms.DecimalField(label="How much?", help_text="In percent.", widget=forms.TextInput)
    holder = forms.ChoiceField(label="Who holds it?", choices=[("s", "I do")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")


class Sure(forms.Form):
    short = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No"), ("?", "I don’t know")], widget=forms.RadioSelect)
    long = forms.ChoiceField(choices=[("y", "Yes, it has shares"), ("n", "No")], widget=forms.RadioSelect)
    one = forms.ChoiceField(choices=[("y", "Yes")], widget=forms.RadioSelect)
    many = forms.ChoiceField(choices=[(str(n), str(n)) for n in range(4)], widget=forms.RadioSelect)


def test_short_choices_stand_beside_each_other_and_only_those():
    said = [rendered("{{ field|has_short_choices }}", field=field) for field in Sure()]
    assert said == ["True", "False", "False", "False"]


def fields(form) -> str:
    return rendered('{% for field in form %}{% include "web/_field.html" %}{% endfor %}', form=form)


def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept():
    html = fields(Share({"share": "a lot"}))
    assert 'value="a lot"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_share_helptext id_share_error"' in html
    assert 'id="id_share_error"' in html
    assert 'id="id_share_helptext"' in html


def test_a_missing_answer_is_asked_for_plainly():
    assert "Please answer this." in fields(Share({}))
    assert "This field is required" not in fields(Share({}))


def test_the_errors_at_the_top_lead_to_their_fields():
    html = rendered('{% include "web/_errors.html" %}', form=Share({}))
    for name in ("share", "holder", "sure"):
        assert f'href="#id_{name}"' in html
    assert html.count('id="id_') == 0
    assert "How much?" in html


def test_every_link_of_the_errors_has_a_place_to_go():
    form = Share({})
    for name in ("share", "holder", "sure"):
        assert f'id="id_{name}"' in fields(form)


def test_no_errors_no_box():
    assert rendered('{% include "web/_errors.html" %}', form=Share()).strip() == ""


def test_how_far_one_is():
    html = rendered('{% include "web/_steps.html" with at=2 of=6 %}')
    assert "Step 2 of 6" in html
    assert html.count("<li") == 6
    assert html.count('class="done"') == 1
