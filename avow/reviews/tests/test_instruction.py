import pytest

from avow.reviews import acts
from avow.reviews.instruction import instruction_for
from avow.reviews.models import InstructionAcknowledged
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, amend, case_of, disclose, house, moment

pytestmark = pytest.mark.django_db


def test_the_instruction_names_the_other_side():
    h = house()
    disclosure = disclose(h, h.amina)
    assert instruction_for(h.pack, disclosure.latest_version) == (
        "Until you have an answer: please do not add to the share, and stay out of anything here that concerns "
        "Delta Bearings plc."
    )


def test_it_is_acknowledged_once_with_the_words_that_were_read():
    h = house()
    disclosure = disclose(h, h.amina)
    case, version = case_of(disclosure), disclosure.latest_version
    row = acts.acknowledge(case, version, by=h.amina, on=MONDAY, at=moment(MONDAY))
    assert "Delta Bearings plc" in row.attested.open()["text"]
    assert acts.acknowledge(case, version, by=h.amina, on=MONDAY, at=moment(MONDAY)) == row
    assert InstructionAcknowledged.objects.count() == 1


def test_nobody_acknowledges_for_somebody_else():
    h = house()
    disclosure = disclose(h, h.amina)
    with pytest.raises(Refused, match="Only the person"):
        acts.acknowledge(case_of(disclosure), disclosure.latest_version, by=h.chen, on=MONDAY, at=moment(MONDAY))


def test_a_new_version_has_its_own():
    h = house()
    disclosure = disclose(h, h.amina)
    first = disclosure.latest_version
    amend(disclosure, share_percent="2")
    with pytest.raises(Refused, match="You have changed"):
        acts.acknowledge(case_of(disclosure), first, by=h.amina, on=MONDAY, at=moment(MONDAY))
