"""The page of a clause has an address whatever its number looks like."""

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse


@pytest.mark.parametrize("number", ["4.5", "7", "A.4", "3.2.1", "2635.204(a)", "2635.204(a)(1)"])
def test_there_and_back(number):
    address = reverse("web:clause", args=[number])
    assert address == f"/policy/{number}/"
    assert resolve(address).kwargs == {"number": number}


@pytest.mark.parametrize("text", ["a b", "..", "(a)", "<b>1", "word"])
def test_what_is_no_number_has_none(text):
    with pytest.raises(NoReverseMatch):
        reverse("web:clause", args=[text])
    with pytest.raises(Resolver404):
        resolve(f"/policy/{text}/")
