"""Whatever stops in between: the answers given so far are there, and a form is signed once or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from avow.certifications import places
from avow.certifications.form import acts
from avow.certifications.form.asking import conversation
from avow.certifications.models import FormDraft, FormUnlocked, ReportedConflict, SignedForm
from avow.certifications.testing import OPEN, answers, filled, house, moment, signed
from avow.disclosures.models import Disclosure, Ending
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.ledger.verify import verify


class PulledOut(BaseException):
    """The machine stops here."""


@pytest.mark.django_db(transaction=True)
def test_the_process_dies_after_each_answer_and_all_of_them_are_there():
    us = house()
    asked = us.asked(us.amina)
    acts.draft(asked, by=us.amina, on=OPEN, at=moment(OPEN))
    given = answers(conversation(asked, OPEN), ["loan"])
    for step, answer in given.items():
        acts.save(asked, step, answer, by=us.amina, on=OPEN, at=moment(OPEN))
        connection.close()
        acts.draft(asked, by=us.amina, on=OPEN, at=moment(OPEN))
        assert FormDraft.objects.get().open()["answers"][step] == answer
    assert FormDraft.objects.get().open()["answers"] == given


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["begin", "record", "follow", "look_again"])
def test_wherever_signing_stops_nothing_is_half_done(monkeypatch, where):
    us = house()
    asked = us.asked(us.amina)
    over = disclosed(us.amina).disclosure
    known = {over.public_id: {"standing": "ended", "ended_on": "2026-03-30"}}
    filled(asked, ["outside_role"], known=known)
    before, entries = FormDraft.objects.get().open(), Entry.objects.count()

    def stops(*given, **more):
        raise PulledOut

    at = "avow.certifications.form.acts.signing."
    with monkeypatch.context() as patched:
        patched.setattr(at + ("places.look_again" if where == "look_again" else where), stops)
        with pytest.raises(PulledOut):
            acts.sign(asked, by=us.amina, typed_name=us.amina.name, on=OPEN, at=moment(OPEN))
    assert (SignedForm.objects.count(), ReportedConflict.objects.count(), Ending.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == entries
    assert not Disclosure.objects.filter(kind="outside_role").exists()
    assert FormDraft.objects.get().open() == before
    acts.sign(asked, by=us.amina, typed_name=us.amina.name, on=OPEN, at=moment(OPEN))
    assert verify().findings == []


def at_once(many, act):
    def run(_):
        try:
            return act()
        except acts.Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as workers:
        return list(workers.map(run, range(many)))


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_signed_once():
    us = house()
    asked = us.asked(us.amina)
    filled(asked, ["outside_role"])
    given = {"by": us.amina, "typed_name": us.amina.name, "on": OPEN, "at": moment(OPEN)}
    found = at_once(3, lambda: acts.sign(asked, **given))
    assert sorted(type(one).__name__ for one in found) == ["AlreadySigned", "AlreadySigned", "SignedForm"]
    assert (SignedForm.objects.count(), Disclosure.objects.count()) == (1, 1)
    assert places.check(us.campaign, OPEN) == []


@pytest.mark.django_db(transaction=True)
def test_begun_twice_at_once_there_is_one_draft():
    us = house()
    asked = us.asked(us.amina)
    at_once(3, lambda: acts.draft(asked, by=us.amina, on=OPEN, at=moment(OPEN)))
    assert FormDraft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_unlocked_by_two_at_once_it_is_unlocked_once():
    us = house()
    form = signed(us.asked(us.amina))
    people = iter([us.amina, us.chen, us.devi])
    at_once(3, lambda: acts.unlock(form, "Something is missing.", by=next(people), on=OPEN, at=moment(OPEN)))
    assert FormUnlocked.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_saved_on_two_devices_at_once_no_answer_is_lost():
    us = house()
    asked = us.asked(us.amina)
    acts.draft(asked, by=us.amina, on=OPEN, at=moment(OPEN))
    given = list(answers(conversation(asked, OPEN)).items())
    work = iter(given)
    at_once(len(given), lambda: acts.save(asked, *next(work), by=us.amina, on=OPEN, at=moment(OPEN)))
    assert FormDraft.objects.get().open()["answers"] == dict(given)
    assert FormDraft.objects.get().revision == len(given)
