"""A slip that was made before a disclosure named whoever made it: they see nothing with it, and its person goes on."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant
from avow.certifications.form import acts as form_acts
from avow.certifications.form import wording
from avow.certifications.form.asking import conversation
from avow.certifications.form.filled import Filled
from avow.certifications.kiosk import acts, duties, worthless
from avow.certifications.kiosk.views.entering import WRONG
from avow.certifications.models import OneTimeCode, Sitting
from avow.certifications.testing import BEGIN, OPEN, filled, house, moment
from avow.config import clock
from avow.disclosures.testing import SHARE, disclosed, drafted
from avow.people.acts import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    return house()


def code_for(us, person, by=None):
    [(_, code)] = acts.make_codes([us.asked(person)], by=by or us.farah, on=OPEN, at=moment(OPEN))
    return code


def enter(us, code):
    return acts.enter(code, us.boris.number, on=OPEN, at=moment(OPEN))


def sits(token):
    return acts.sitting(token, on=OPEN, at=moment(OPEN)) is not None


def sent(us):
    disclosed(us.boris, other_side="Rahimi, Farah")


def begun(us):
    drafted(us.boris, "financial_interest", SHARE | {"other_side": us.farah.name}, on=OPEN)


def above(us):
    put("F1", on=OPEN, by="system", at=moment(OPEN), manager=us.boris)


@pytest.mark.parametrize("names", [sent, begun, above])
def test_it_opens_nothing_any_more_and_one_that_somebody_else_makes_does(us, names):
    code = code_for(us, us.boris)
    names(us)
    assert enter(us, code) is None
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    assert enter(us, code_for(us, us.boris, us.goran)) is not None


@pytest.mark.parametrize("names", [sent, begun, above])
def test_a_sitting_that_it_opened_before_is_over(us, names):
    token = enter(us, code_for(us, us.boris))
    names(us)
    assert not sits(token)
    assert not Sitting.objects.exists()


def test_who_writes_the_name_at_the_device_goes_on_there_to_the_receipt_and_the_slip_is_over(us):
    code = code_for(us, us.boris)
    token = enter(us, code)
    filled(us.asked(us.boris), ["relationship"], facts={"relationship": {"other_side": us.farah.name}})
    assert sits(token)
    assert enter(us, code) is None  # whoever comes with it later reads nothing of it
    found = acts.sitting(token, on=OPEN, at=moment(OPEN))
    draft = form_acts.draft(us.asked(us.boris), by=us.boris, on=OPEN, at=moment(OPEN))
    shown = wording.digest(wording.text(Filled(conversation(us.asked(us.boris), OPEN), draft.open())))
    given = {"typed_name": us.boris.name, "code": code, "fact": us.boris.number, "shown": shown}
    form = acts.sign(found, **given, on=OPEN, at=moment(OPEN))
    assert form.reported.exists()
    assert sits(token)
    form_acts.unlock(form, "Something is missing.", by=us.boris, on=OPEN, at=moment(OPEN))
    assert not sits(token)


def test_what_was_begun_stays_for_the_next_slip(us):
    code = code_for(us, us.boris)
    enter(us, code)
    filled(us.asked(us.boris), ["relationship"], facts={"relationship": {"other_side": us.farah.name}})
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    assert enter(us, code_for(us, us.boris, us.goran)) is not None
    draft = form_acts.draft(us.asked(us.boris), by=us.boris, on=OPEN, at=moment(OPEN))
    assert us.farah.name in str(draft.open())


def test_whoever_tries_it_reads_what_any_other_worthless_code_says(us):
    code = code_for(us, us.boris)
    sent(us)
    page = Client().post("/kiosk/", {"code": code, "fact": us.boris.number})
    assert page.status_code == 422
    assert WRONG in page.text
    assert us.farah.name not in page.text


def test_a_code_that_was_signed_with_or_is_dead_takes_as_much_work_as_one_whose_maker_is_named(us):
    code = code_for(us, us.boris)
    counts = []
    for _ in ("dead", "used", "named"):
        OneTimeCode.objects.update(failed=acts.MOST_FAILED if not counts else 0, used_at=None)
        if len(counts) == 1:
            OneTimeCode.objects.update(used_at=moment(OPEN))
        disclosed(us.boris, other_side=us.farah.name if len(counts) == 2 else "Delta Bearings")
        with CaptureQueriesContext(connection) as seen:
            assert enter(us, code) is None
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_the_officer_is_told_of_a_slip_made_in_vain_beside_one_that_opens_the_form(us):
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    good = code_for(us, us.boris, us.goran)
    sent(us)
    worthless.work_through(OPEN)
    assert not list(duties.of_officers(us.chen, OPEN))
    in_vain = code_for(us, us.boris)
    worthless.work_through(OPEN)
    assert len(list(duties.of_officers(us.chen, OPEN))) == 1
    assert enter(us, in_vain) is None
    assert enter(us, good) is not None
    assert enter(us, code_for(us, us.boris, us.chen)) is not None
    worthless.work_through(OPEN)
    assert not list(duties.of_officers(us.chen, OPEN))
