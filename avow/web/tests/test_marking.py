"""Old and new words: what is gone and what is new is marked, and nothing that was typed becomes HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.web.marking import ALIKE, LONGEST, marked


def without_marks(text: str) -> str:
    return re.sub(r"</?(ins|del)>", "", text)


def test_only_the_words_that_differ_are_marked():
    was, now = marked("Gifts above 200 need approval.", "Gifts above 100 need approval first.")
    assert was == "Gifts above <del>200</del> need approval."
    assert now == "Gifts above <ins>100</ins> need approval<ins> first</ins>."


def test_texts_with_little_in_common_are_not_marked():
    assert marked("One thing entirely.", "Quite something else, on another matter") == (
        "One thing entirely.",
        "Quite something else, on another matter",
    )
    assert 0 < ALIKE < 1


def test_very_long_texts_are_not_compared():
    long = "word " * LONGEST
    assert "<ins>" not in marked(long, long + "more")[1]


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "a & b", '"><img src=x onerror=y>'])
def test_what_looks_like_html_stays_text(evil):
    for text in marked(f"The same words here and {evil}", f"The same words here and {evil} too"):
        assert not re.search(r"<(?!/?(ins|del)>)", text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_without_its_marks_each_text_is_itself(was, now):
    from django.utils.html import escape

    before, after = marked(was, now)
    assert without_marks(before) == without_marks(escape(was))
    assert without_marks(after) == without_marks(escape(now))
