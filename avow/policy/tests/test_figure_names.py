"""Figures are called by what their reference says, not by the names that rules use."""

from types import SimpleNamespace

import pytest

from avow.policy.figure_names import called, the_figure, with_number
from avow.policy.figures import Figure
from avow.policy.values import Type


def figure(reference: str, name: str = "limit_12m") -> Figure:
    return Figure(name, "currency", Type("decimal"), (), reference)


def clause(*figures: Figure):
    return SimpleNamespace(number="5.2", figures={one.name: one for one in figures})


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("5.2, one party in any twelve months", "one party in any twelve months"),
        ("1, gifts and hospitality together; the page bears no day", "gifts and hospitality together"),
        ("5 CFR 2635.204(a), per source per occasion", "per source per occasion"),
        ("securities of a corporation", "securities of a corporation"),
    ],
)
def test_a_figure_is_called_by_its_reference(reference, words):
    one = figure(reference)
    assert called(clause(one), one) == words
    assert with_number(clause(one), one) == f"{words} (5.2)"
    assert the_figure(clause(one), one) == f"the figure for {words}"


@pytest.mark.parametrize("reference", ["", "9.1", "5 CFR 2634.304(d); two fifths of the other figure"])
def test_without_words_it_is_the_name_with_blanks(reference):
    one = figure(reference)
    assert called(clause(one), one) == "limit 12m"
    assert the_figure(clause(one), one) == "the figure “limit 12m”"


def test_two_with_the_same_words_are_told_apart():
    one, other = figure("5.2, one party"), figure("5.2, one party", "often_above")
    assert called(clause(one, other), other) == "one party, often above"
