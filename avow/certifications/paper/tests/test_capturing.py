"""Entering a form that was signed on paper."""

from datetime import timedelta

import pytest

from avow.access.testing import grant
from avow.certifications.form import acts as form_acts
from avow.certifications.form.asking import conversation
from avow.certifications.kiosk.acts import make_codes
from avow.certifications.models import OneTimeCode, PaperCaptured, Place, SignedForm
from avow.certifications.paper import capturing, scans
from avow.certifications.testing import OPEN, answers, filled, house, moment, signed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.files import store
from avow.ledger.verify import verify
from avow.retention.acts import erase

PDF = b"%PDF-1.7 a scan of a paper"


@pytest.fixture
def us(db):
    return house()


def capture(us, person, *, by=None, yes=(), data=PDF, dated=OPEN, on=OPEN, **said):
    asked = us.asked(person)
    given = answers(conversation(asked, dated), yes, **said)
    scan = capturing.Scan("form.pdf", data)
    return capturing.capture(asked, given, scan, dated, by=by or us.farah, on=on, at=moment(on))


def test_it_says_who_captured_it_and_waits_for_the_person(us):
    form = capture(us, us.boris)
    assert (form.way, form.captured_by, form.paper.by) == ("paper", us.farah, us.farah)
    assert Place.objects.get(included=form.included).state == "to_confirm"
    assert scans.read(PaperCaptured.objects.get()) == PDF
    form_acts.confirm(form, by=us.boris, on=OPEN, at=moment(OPEN))
    assert Place.objects.get(included=form.included).state == "signed"


def test_the_scan_is_not_readable_on_the_disk(us):
    capture(us, us.boris)
    sealed = store.path_of(PaperCaptured.objects.get().scan).read_bytes()
    assert b"scan of a paper" not in sealed


def test_it_is_in_time_if_the_paper_is_though_it_is_entered_later(us):
    late = us.campaign.due + timedelta(days=5)
    form = capture(us, us.boris, dated=us.campaign.due, on=late)
    assert form.on == us.campaign.due
    assert form.signed_at.date() == late


def test_what_the_person_had_begun_is_not_mixed_with_it(us):
    filled(us.asked(us.boris), ["outside_role"])
    assert capture(us, us.boris).conflicts == 0


@pytest.mark.parametrize(
    ("days", "says"), [(1, "still to come"), (-30, "dated on 1 April 2026 or later")], ids=["tomorrow", "long ago"]
)
def test_the_day_on_the_paper_can_be_the_day_of_this_campaign(us, days, says):
    with pytest.raises(Refused, match=says):
        capture(us, us.boris, dated=OPEN + timedelta(days=days))


@pytest.mark.parametrize("data", [b"", b"just a text", b"MZ\x90\x00\x00\xff"], ids=["nothing", "a text", "a program"])
def test_without_a_picture_of_the_paper_nothing_is_entered(us, data):
    with pytest.raises(Refused):
        capture(us, us.boris, data=data)
    assert not SignedForm.objects.exists()


def test_nobody_enters_their_own_nor_those_of_another_department(us):
    grant(us.boris, "hr_partner", department="Works HR")
    for by in (us.boris, us.goran, us.emeka):
        with pytest.raises(NotTheirs):
            capture(us, us.boris, by=by)


def test_a_form_that_names_whoever_enters_it_is_not_entered_by_them(us):
    facts = {"relationship": {"other_side": us.farah.name}}
    with pytest.raises(Refused, match="not for you to enter"):
        capture(us, us.boris, yes=["relationship"], facts=facts)
    assert not SignedForm.objects.exists()


def test_what_is_signed_already_is_not_entered_again(us):
    signed(us.asked(us.boris))
    with pytest.raises(form_acts.AlreadySigned):
        capture(us, us.boris)


def test_a_paper_that_does_not_answer_everything_is_not_entered(us):
    asked = us.asked(us.boris)
    given = answers(conversation(asked, OPEN))
    given.pop("complied")
    with pytest.raises(form_acts.Incomplete):
        scan = capturing.Scan("form.pdf", PDF)
        capturing.capture(asked, given, scan, OPEN, by=us.farah, on=OPEN, at=moment(OPEN))


@pytest.mark.django_db(transaction=True)
def test_the_ledger_notices_another_scan_in_its_place():
    us = house()
    capture(us, us.boris)
    assert verify().findings == []
    identifier = PaperCaptured.objects.get().scan
    store.put(identifier, us.boris.key, b"%PDF-1.7 another one")
    (found,) = verify().findings
    assert "other contents" in found.says


@pytest.mark.django_db(transaction=True)
def test_when_the_person_is_erased_scan_and_code_go():
    us = house()
    make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    capture(us, us.boris)
    path = store.path_of(PaperCaptured.objects.get().scan)
    assert path.exists()
    erase(us.boris.key, by=us.chen, at=moment(OPEN), reason="he asked")
    assert not path.exists()
    assert not OneTimeCode.objects.exists()
    assert verify().findings == []
