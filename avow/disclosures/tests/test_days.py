"""Days as people write them, between 1900 and five years from today."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from avow.access.testing import sign_in
from avow.disclosures.forms.fields.days import Day
from avow.disclosures.testing import SHARE, disclosed, drafted
from avow.policy import Fact

FACT = Fact(name="since", type="date", source="answer", audience=(), label="Since")
DAY = Day(FACT, on=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-03-31", "2026-03-31"),
        ("31.3.2026", "2026-03-31"),
        ("31. 3. 2026", "2026-03-31"),
        ("31 March 2026", "2026-03-31"),
        ("3 Mar 2026", "2026-03-03"),
        ("1900-01-01", "1900-01-01"),
        ("2031-12-31", "2031-12-31"),
        ("", None),
        ("   ", None),
    ],
)
def test_is_read(typed, kept):
    assert DAY.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0021-03-01", "The year 0021 cannot be right"),
        ("21-03-01", "The year 0021 cannot be right"),
        ("2923-03-01", "The year 2923 cannot be right"),
        ("1899-12-31", "The year 1899 cannot be right"),
        ("2032-01-01", "The year 2032 cannot be right"),
        ("2026-02-30", "no such day"),
        ("0000-00-00", "no such day"),
        ("31 Smarch 2026", "no such day"),
        ("03/04/2026", "not a day we can read"),
        ("yesterday", "not a day we can read"),
        ("=TODAY()", "not a day we can read"),
        ("2" * 41, "not a day"),
    ],
)
def test_is_refused_in_plain_words(typed, says):
    with pytest.raises(ValidationError) as refused:
        DAY.clean(typed)
    assert says in refused.value.messages[0]


@pytest.mark.parametrize("address", ["disclose", "started"])
def test_a_day_as_long_as_a_story_is_not_given_back(client, cast, on, address):
    sign_in(client, cast.amina)
    long = "9" * 20_000
    if address == "started":
        sent = disclosed(cast.amina, on=on, timing="contemplated", since="2026-04-01").disclosure
        page = client.post(f"/disclosures/{sent.public_id}/started/", {"day": long})
    else:
        draft = drafted(cast.amina, "financial_interest", {**SHARE}, on=on)
        page = client.post(f"/disclose/{draft.public_id}/timing/", {"timing": "existing", "since": long})
    assert page.status_code == 422
    assert "9" * 41 not in page.text
    assert "not a day" in page.text
