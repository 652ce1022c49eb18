"""Who leads whom is looked up by the name given, both ways and at any depth (4.9)."""

import pytest

from avow.disclosures.computing import in_one_line
from avow.disclosures.testing import disclosed

CLOSE = {
    "close_relationship": True,
    "believed_line": "neither",
    "timing": "existing",
    "since": None,
    "bearing": "actual",
}


@pytest.mark.parametrize("name", ["Boris Lindqvist", "dolores  VIDAL"])
def test_someone_above_is_in_the_line(cast, on, name):
    assert in_one_line(cast.amina, name, on) is True


def test_someone_below_is_in_the_line(cast, on):
    assert in_one_line(cast.dolores, "Amina Haddad", on) is True


def test_someone_beside_is_not(cast, on):
    assert in_one_line(cast.amina, "Emeka Okafor", on) is False


def test_a_name_nobody_has_says_nothing(cast, on):
    assert in_one_line(cast.amina, "Zoe Nobody", on) is None
    assert in_one_line(cast.amina, None, on) is None


def test_the_line_that_was_looked_up_is_what_is_judged(cast, on):
    version = disclosed(cast.amina, "supervision", {**CLOSE, "colleague": "Boris Lindqvist"}, on=on)
    judgement = version.judgement
    assert judgement.facts["in_one_line"] is True
    assert judgement.sources["in_one_line"] == "the reporting line, looked up"
    assert "4.9" in {finding["clause"] for finding in judgement.findings}
    assert "colleague" not in version.facts
    assert "Boris" not in str(judgement.facts) + str(judgement.findings)
