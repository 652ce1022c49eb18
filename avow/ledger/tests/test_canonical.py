"""Canonical bytes: the quick writer gives what RFC 8785 says, or is not used."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from avow.ledger.canonical import LARGEST, NotCanonical, _is_plain, canonical

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text() | st.floats(-1e6, 1e6),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner) | st.tuples(inner, inner),
    max_leaves=30,
)


@given(ANY)
def test_the_bytes_are_those_of_the_standard(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), st.text() | st.integers(-9, 9) | st.booleans()))
def test_an_ordinary_document_is_written_the_quick_way_and_the_same(value):
    assert _is_plain(value)
    assert canonical({"body": [value]}) == rfc8785.dumps({"body": [value]})


@pytest.mark.parametrize("odd", [1.5, LARGEST + 1, {"ä": 1}, {1: 2}, b"x", {"a": [{"b": 0.1}]}, {"a": object()}])
def test_what_is_odd_goes_the_slow_way(odd):
    assert not _is_plain(odd)


@pytest.mark.parametrize("value", [LARGEST + 1, {1: 2}, b"x", float("nan"), "\ud800", {"a": "\udfff"}, {"\ud800": 1}])
def test_what_has_no_canonical_bytes_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)
