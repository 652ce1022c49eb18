"""A campaign counted anew from the ledger alone, held against what is kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.certifications import recounting
from avow.certifications.form import acts
from avow.certifications.local_hr.acts import exempt, sign_return
from avow.certifications.models import Place
from avow.certifications.testing import OPEN, house, moment, signed
from avow.config import clock
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db
LATE = OPEN + timedelta(days=30)


@pytest.fixture
def us():
    found = house(supervisors=("A1", "G1"))
    signed(found.asked(found.amina), ("outside_role",))
    return found


def test_it_agrees_with_what_is_kept(us):
    numbers, differs = recounting.check(us.campaign, OPEN)
    assert not differs
    assert numbers["Works HR"] == {
        "asked": 3, "signed": 1, "exempt": 0, "left": 0, "missing": 2, "conflicts": 1, "advised": 0
    }  # fmt: skip
    assert numbers["Sever HR"]["asked"] == 1


def test_a_form_that_was_unlocked_counts_no_more(us):
    form = us.asked(us.amina).forms.get()
    acts.unlock(form, "Something was wrong.", by=us.amina, on=OPEN, at=moment(OPEN))
    numbers, differs = recounting.check(us.campaign, OPEN)
    assert not differs
    assert (numbers["Works HR"]["signed"], numbers["Works HR"]["conflicts"]) == (0, 0)


def test_what_was_changed_behind_its_back_is_found(us):
    Place.objects.filter(included__person=us.boris).update(state="signed")
    _, differs = recounting.check(us.campaign, OPEN)
    assert differs == [
        "Works HR: signed is 1 by the ledger, 2 by the pages.",
        "Works HR: missing is 2 by the ledger, 1 by the pages.",
    ]


def test_a_return_is_held_against_its_own_day(us):
    exempt(us.asked(us.goran), by=us.chen, reason="On leave.", until=None, on=OPEN, at=moment(OPEN))
    sign_return(us.campaign, "Sever HR", by=us.chen, name=us.chen.name, on=LATE, at=moment(LATE))
    assert not recounting.check(us.campaign, LATE)[1]
    ledger = recounting.told(us.campaign)
    (given,) = ledger.returns
    assert ledger.numbers(LATE, given.entry)["Sever HR"]["exempt"] == 1
    assert ledger.numbers(OPEN - timedelta(days=1))["Sever HR"]["exempt"] == 0, "asked as of the day before"


def test_a_return_that_says_otherwise_is_found(us, monkeypatch):
    exempt(us.asked(us.goran), by=us.chen, reason="On leave.", until=None, on=OPEN, at=moment(OPEN))
    right = recounting.COUNTS
    monkeypatch.setattr(
        "avow.certifications.local_hr.counts.numbers",
        lambda counted: dict.fromkeys(right, 0) | {"asked": 1, "signed": 1},
    )
    sign_return(us.campaign, "Sever HR", by=us.chen, name=us.chen.name, on=LATE, at=moment(LATE))
    assert recounting.check(us.campaign, LATE)[1] == [
        "Sever HR, closing return: signed is 0 by the ledger, 1 by what was signed.",
        "Sever HR, closing return: exempt is 1 by the ledger, 0 by what was signed.",
    ]


def test_whoever_was_erased_is_left_out_on_both_sides(us, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(us.amina.key, by="command line", at=moment(OPEN), reason="Five years after.")
    numbers, differs = recounting.check(us.campaign, OPEN)
    assert not differs
    assert (numbers["Works HR"]["asked"], numbers["Works HR"]["conflicts"]) == (2, 0)
    assert recounting.told(us.campaign).erased == 1


def test_the_command_says_which(us, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    said = StringIO()
    call_command("campaign", "check", us.campaign.public_id, "--by", "C1", stdout=said)
    assert "what the ledger says" in said.getvalue()
    Place.objects.filter(included__person=us.boris).update(state="exempt")
    with pytest.raises(CommandError) as refused:
        call_command("campaign", "check", us.campaign.public_id, "--by", "C1", stdout=said)
    assert refused.value.returncode == 1
    assert "exempt is 0 by the ledger, 1 by the pages." in said.getvalue()
