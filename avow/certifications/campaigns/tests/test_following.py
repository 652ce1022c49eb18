"""Joiners, promotions, transfers and leavers during a campaign: asked, handed over, left out and shown, by rule."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from avow.adoptions import current
from avow.certifications import recounting
from avow.certifications.campaigns import following, testing
from avow.certifications.campaigns.testing import DAYS, ON, moment, put
from avow.certifications.models import Followed, HandedOver, Included, Place
from avow.certifications.places import check
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people import acts as people
from avow.people.models import Person
from avow.retention.acts import erase

LATER = date(2026, 4, 10)
SUPERVISOR = "The grade is supervisor (one of: supervisor, manager, senior manager)."


def follow(campaign, on=LATER):
    return following.follow(campaign, on, lambda: moment(on))


def later(campaign):
    return {
        one.person.number: one.because
        for one in Included.objects.filter(campaign=campaign, asked_on__isnull=False).select_related("person")
    }


def place(campaign, number):
    one = Place.objects.get(campaign=campaign, included__person__number=number)
    return one.department, one.state


@pytest.mark.django_db
def test_who_joins_or_is_promoted_is_asked_with_why():
    campaign = testing.under_way().campaign
    put("N1", LATER, grade="supervisor", joined_on=date(2026, 4, 2), hr_department="Works HR")
    put("N2", LATER, grade="supervisor")
    put("A1", LATER, grade="supervisor", name="Amina Haddad")
    assert follow(campaign) == 3
    assert later(campaign) == {
        "N1": f"Joined on 2 April 2026. {SUPERVISOR}",
        "N2": f"Came to us after it was started. {SUPERVISOR}",
        "A1": f"Did not belong when it was started. {SUPERVISOR}",
    }
    assert place(campaign, "N1") == ("Works HR", "missing")
    assert set(Included.objects.filter(campaign=campaign, person__number="N1").values_list("asked_on")) == {(LATER,)}
    entries = Entry.objects.count()
    assert follow(campaign) == 0
    assert Entry.objects.count() == entries
    assert check(campaign, LATER) == []


@pytest.mark.django_db
def test_of_whom_it_could_not_be_told_is_asked_once_it_can():
    house = testing.prepared()
    put("U1", ON)
    testing.acts.start(house.campaign, by=house.cast.chen, on=ON, at=moment(ON), seen=True)
    testing.freezing.work_through(lambda: moment(ON))
    put("U1", LATER, grade="supervisor")
    assert follow(house.campaign) == 1
    assert later(house.campaign) == {"U1": f"It could not be told when it was started. {SUPERVISOR}"}


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "asked"), [(DAYS["due"], 1), (date(2026, 5, 1), 0)])
def test_on_the_day_on_which_it_is_due_for_the_last_time(day, asked):
    campaign = testing.under_way().campaign
    put("N1", day, grade="supervisor")
    assert follow(campaign, day) == asked


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "asked"), [("until_closes", 1), ("", 0), ("until_due", 0)])
def test_the_pack_says_until_when(monkeypatch, rule, asked):
    campaign = testing.under_way().campaign
    pack = current.pack_by_hash(campaign.started.pack_hash)
    certify = replace(pack.cohorts["certify"], joiners=rule)
    changed = replace(pack, cohorts={**pack.cohorts, "certify": certify})
    monkeypatch.setattr(following, "pack_by_hash", lambda hashed: changed)
    day = date(2026, 5, 31)
    put("N1", day, grade="supervisor")
    assert follow(campaign, day) == asked


@pytest.mark.django_db
def test_who_is_demoted_stays_asked():
    campaign = testing.under_way().campaign
    put("S1", LATER, grade="P1")
    assert follow(campaign) == 0
    assert place(campaign, "S1") == ("Sever HR", "missing")


@pytest.mark.django_db
def test_who_goes_to_another_department_is_handed_over_each_time():
    campaign = testing.under_way().campaign
    put("S1", LATER, hr_department="Works HR")
    assert follow(campaign) == 1
    (one,) = HandedOver.objects.all()
    assert (one.to, one.on, one.number, one.transferred) == ("Works HR", LATER, 1, True)
    assert one.because == "Went from Sever HR to Works HR."
    assert place(campaign, "S1") == ("Works HR", "missing")
    assert follow(campaign) == 0
    back = date(2026, 4, 12)
    put("S1", back, hr_department="Sever HR")
    assert follow(campaign, back) == 1
    assert place(campaign, "S1") == ("Sever HR", "missing")


@pytest.mark.django_db
def test_what_another_department_looks_after_for_other_reasons_stays_there():
    campaign = testing.under_way().campaign
    included = Included.objects.get(campaign=campaign, person__number="S1")
    from avow.ledger.acts import Doc, record

    body = {
        "campaign": campaign.public_id, "person": included.person.public_id, "number": 1, "to": "Third HR",
        "on": LATER.isoformat(), "because": "A partner of Sever HR.",
    }  # fmt: skip
    docs = [Doc(HandedOver.schema, body, key=included.person.key)]
    entry = record("forms handed over", actor="system", subject=campaign.subject, at=moment(LATER), docs=docs)
    HandedOver.objects.create(
        attested=entry.documents[0], included=included, number=1, to="Third HR", on=LATER,
        because="A partner of Sever HR.",
    )  # fmt: skip
    assert follow(campaign) == 0
    put("S1", LATER, hr_department="Works HR")
    assert follow(campaign) == 1
    assert place(campaign, "S1") == ("Works HR", "missing")


@pytest.mark.django_db
def test_who_leaves_need_not_sign_and_who_returns_has_to():
    campaign = testing.under_way().campaign
    people.end(Person.objects.get(number="S1"), on=LATER, by="system", at=moment(LATER))
    assert follow(campaign) == 1
    assert place(campaign, "S1") == ("Sever HR", "left")
    back = date(2026, 4, 20)
    put("S1", back, grade="supervisor", hr_department="Sever HR")
    assert follow(campaign, back) == 1
    assert place(campaign, "S1") == ("Sever HR", "missing")
    assert check(campaign, back) == []


@pytest.mark.django_db
def test_the_worker_looks_again_on_a_new_day_and_when_the_registers_changed(monkeypatch):
    campaign = testing.under_way().campaign
    looked = []
    real = following.follow
    monkeypatch.setattr(following, "follow", lambda *given: looked.append(given) or real(*given))

    def work(on):
        following.work_through(on, lambda: moment(on))
        return len(looked)

    assert (work(LATER), work(LATER)) == (1, 1)
    put("N1", LATER, grade="supervisor")
    assert (work(LATER), work(LATER)) == (2, 2)
    assert later(campaign).keys() == {"N1"}
    assert work(date(2026, 4, 11)) == 3
    assert work(DAYS["closes"]) == 3
    assert Followed.objects.get().on == date(2026, 4, 11)


@pytest.mark.django_db
def test_who_is_stopped_in_the_middle_goes_on_there(monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 2)
    campaign = testing.under_way().campaign
    for number in range(5):
        put(f"N{number}", LATER, grade="supervisor")
    times = iter([moment(LATER)])
    with pytest.raises(StopIteration):
        following.follow(campaign, LATER, lambda: next(times))
    assert len(later(campaign)) == 2
    assert not Followed.objects.exists()
    following.work_through(LATER, lambda: moment(LATER))
    assert later(campaign).keys() == {"N0", "N1", "N2", "N3", "N4"}


def turned_over(campaign):
    """Three join, two move, one leaves."""
    for number in range(3):
        put(f"N{number}", LATER, grade="supervisor", hr_department="Works HR")
    for number in (1, 2):
        put(f"S{number}", LATER, hr_department="Works HR")
    people.end(Person.objects.get(number="S3"), on=LATER, by="system", at=moment(LATER))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_thing_once(monkeypatch):
    monkeypatch.setattr(following, "AT_ONCE", 2)
    campaign = testing.under_way().campaign
    turned_over(campaign)

    def work(_):
        try:
            following.work_through(LATER, lambda: moment(LATER))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        list(workers.map(work, range(3)))
    assert later(campaign).keys() == {"N0", "N1", "N2"}
    assert sorted(HandedOver.objects.values_list("included__person__number", "number")) == [("S1", 1), ("S2", 1)]
    assert place(campaign, "S3") == ("Sever HR", "left")
    assert check(campaign, LATER) == []
    assert recounting.check(campaign, LATER)[1] == []
    assert verify().findings == []


@pytest.mark.django_db(transaction=True)
def test_who_was_erased_is_neither_asked_nor_handed_over():
    campaign = testing.under_way().campaign
    turned_over(campaign)
    for number in ("N1", "S1"):
        erase(Person.objects.get(number=number).key, by="command line", at=moment(LATER), reason="Five years after.")
    follow(campaign)
    assert len(later(campaign)) == 2
    assert HandedOver.objects.count() == 1
    assert verify().findings == []
