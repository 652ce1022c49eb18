import pytest

from avow.reviews import acts
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, amend, assessed, case_of, disclose, house, moment

pytestmark = pytest.mark.django_db


def assess(case, version, by, **given):
    words = {
        "classification": "potential",
        "could_be_questioned": True,
        "reason": "A reader of the news might.",
        **given,
    }
    return acts.assess(case, version, by=by, on=MONDAY, at=moment(MONDAY), **words)


def test_both_classifications_are_kept():
    h = house()
    disclosure = disclose(h, h.amina, bearing="not_sure")
    row = assess(case_of(disclosure), disclosure.latest_version, h.chen, classification="appearance")
    assert (disclosure.latest_version.bearing, row.classification) == ("not_sure", "appearance")
    assert row.reason() == "A reader of the news might."


def test_the_reasonable_person_question_needs_a_reason():
    h = house()
    disclosure = disclose(h, h.amina)
    with pytest.raises(Refused, match="reasonable person"):
        assess(case_of(disclosure), disclosure.latest_version, h.chen, reason="")


def test_not_sure_is_for_the_discloser():
    h = house()
    disclosure = disclose(h, h.amina)
    with pytest.raises(Refused, match="what kind of conflict"):
        assess(case_of(disclosure), disclosure.latest_version, h.chen, classification="not_sure")


def test_it_is_bound_to_its_version_and_can_be_done_again():
    h = house()
    disclosure = disclose(h, h.amina)
    case, first = case_of(disclosure), disclosure.latest_version
    assessed(case, h.chen)
    assessed(case, h.chen)
    assert first.assessments.count() == 2
    amend(disclosure, share_percent="2")
    with pytest.raises(Refused, match="newer version"):
        assess(case, first, h.chen)


def test_the_person_does_not_assess_their_own():
    h = house()
    disclosure = disclose(h, h.chen)
    with pytest.raises(Refused, match="their own matter"):
        assess(case_of(disclosure), disclosure.latest_version, h.chen)
