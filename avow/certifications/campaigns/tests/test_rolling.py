"""Rolling campaigns: each on the day and month on which they joined, with days of their own (6.1)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from avow.access.duties import duties_for
from avow.access.testing import grant
from avow.adoptions.acts import adopt
from avow.adoptions.resolutions import approving
from avow.certifications import recounting
from avow.certifications.campaigns import acts, everyone, following, freezing, standing, testing, trying
from avow.certifications.campaigns.rolling import day_of, months
from avow.certifications.campaigns.testing import moment, put
from avow.certifications.form.acts import NotOpen, drafting
from avow.certifications.local_hr import asked
from avow.certifications.local_hr.acts.returning import in_the_way
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import Campaign, Included
from avow.certifications.places import check, count
from avow.certifications.reminders import Certifying
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.models import Person

OPENS, LAST = date(2027, 1, 15), date(2028, 1, 14)
BEFORE = date(2027, 1, 4)
MAY = date(2027, 5, 3)
JOINED = {
    "MAY": date(2019, 5, 3),
    "NOV": date(2020, 11, 20),
    "JAN": date(2018, 1, 15),
    "LAST": date(2021, 1, 14),
    "LEAP": date(2024, 2, 29),
    "UNSAID": None,
    "NEW": date(2026, 8, 1),
    "TOO_NEW": date(2027, 1, 3),
}
SUPERVISOR = "The grade is supervisor (one of: supervisor, manager, senior manager)."


@pytest.fixture
def house(tmp_path, db):
    found = testing.rolling(tmp_path, JOINED, OPENS, BEFORE)
    testing.begun(found, BEFORE)
    return found


def follow(house, on):
    return following.follow(house.campaign, on, lambda: moment(on))


def rows(house):
    found = Included.objects.filter(campaign=house.campaign).select_related("person")
    return {one.person.number: one.asked_on for one in found}


def row(house, number):
    return Included.objects.select_related("person", "campaign").get(campaign=house.campaign, person__number=number)


@pytest.mark.parametrize(
    ("joined", "opens", "day"),
    [
        (date(2019, 5, 3), OPENS, date(2027, 5, 3)),
        (date(2018, 1, 15), OPENS, OPENS),
        (date(2018, 1, 14), OPENS, LAST),
        (None, OPENS, OPENS),
        (date(2024, 2, 29), OPENS, date(2027, 3, 1)),
        (date(2024, 2, 29), date(2028, 1, 15), date(2028, 2, 29)),
        (date(2020, 2, 29), date(2024, 3, 1), date(2024, 3, 1)),
        (date(2020, 3, 1), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 8, 1), OPENS, date(2027, 8, 1)),
        (date(2027, 1, 14), OPENS, LAST),
        (date(2027, 1, 15), OPENS, None),
        (date(2027, 1, 16), OPENS, None),
        (date(2024, 2, 29), date(2024, 3, 1), None),
    ],
)
def test_the_day_of_each(joined, opens, day):
    assert day_of(joined, opens) == day


def test_each_day_of_joining_has_one_day_in_every_year_after_the_first():
    for opens in (date(2027, 1, 15), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)):
        end = opens.replace(year=opens.year + 1) if (opens.month, opens.day) != (2, 29) else date(2029, 3, 1)
        for more in range(1462):
            day = day_of(date(2020, 1, 1) + timedelta(days=more), opens)
            assert day is not None
            assert opens <= day < end


def test_it_runs_for_a_year_and_as_long_as_the_last_has(house):
    campaign = house.campaign
    assert campaign.rolling == "joined_on"
    assert (campaign.due, campaign.closes) == (LAST + timedelta(days=30), LAST + timedelta(days=75))
    assert campaign.started.people == 0
    assert standing.state_of(campaign, BEFORE) == standing.NOT_OPEN


def test_each_is_asked_on_their_day_and_nobody_before(house):
    assert rows(house) == {}
    assert follow(house, OPENS - timedelta(days=1)) == 0
    assert follow(house, OPENS) == 2
    assert rows(house) == {"JAN": OPENS, "UNSAID": OPENS}
    for on in (date(2027, 2, 28), date(2027, 3, 1), date(2027, 5, 2), MAY, date(2027, 8, 1), LAST):
        follow(house, on)
    found = rows(house)
    assert found["LEAP"] == date(2027, 3, 1)
    assert found["MAY"] == MAY
    assert found["NEW"] == date(2027, 8, 1)
    assert found["LAST"] == LAST
    assert "TOO_NEW" in found, "their first anniversary is in the year"
    assert row(house, "MAY").because == f"Your yearly day: you joined on 3 May 2019. {SUPERVISOR}"
    assert row(house, "UNSAID").because.startswith("Nobody said on which day you joined")
    entries = Entry.objects.count()
    assert follow(house, LAST) == 0
    assert Entry.objects.count() == entries
    assert check(house.campaign, LAST) == []
    assert recounting.check(house.campaign, LAST)[1] == []


def test_days_are_counted_from_their_own(house):
    follow(house, MAY)
    mine = row(house, "MAY")
    assert (mine.due, mine.closes) == (date(2027, 6, 2), date(2027, 7, 17))
    person = mine.person
    (duty,) = [duty for duty in duties_for(person, mine.due) if duty.title.startswith("Certify")]
    assert (duty.title, duty.due) == ("Certify for Certification 2027", mine.due)
    (late,) = [duty for duty in duties_for(person, mine.due + timedelta(days=1)) if duty.title.startswith("Certify")]
    assert late.title.endswith("(late)")
    assert not [duty for duty in duties_for(person, mine.closes) if duty.title.startswith("Certify")]
    drafting.refuse_unless_open(mine, mine.closes - timedelta(days=1))
    with pytest.raises(NotOpen, match="closed on 17 July 2027"):
        drafting.refuse_unless_open(mine, mine.closes)


def test_local_hr_sees_who_is_late_and_who_never_answered(house):
    follow(house, MAY)
    mine = row(house, "MAY")
    for on, seen in (
        (mine.due, (False, False)),
        (mine.due + timedelta(days=1), (True, False)),
        (mine.closes, (True, True)),
    ):
        theirs = looks(house.cast.chen, on)
        page = asked.page(theirs, house.campaign, asked.Filters(text="MAY"))
        assert [(one.due, one.is_late, one.is_closed) for one in page.rows] == [(mine.due, *seen)]


def test_reminders_are_counted_from_their_own_day_and_end_with_it(house):
    put("MAY", BEFORE, email="may@example.com", grade="supervisor", hr_department="Sever HR", joined_on=JOINED["MAY"])
    follow(house, MAY)
    mine = row(house, "MAY")

    def reminded(on):
        return {one.step for part in Certifying().wanted(on) for one in part if one.about == mine.person_id}

    assert reminded(mine.due - timedelta(days=15)) == set()
    assert reminded(mine.due - timedelta(days=14)) == {"person-14"}
    assert "person+1" in reminded(mine.due + timedelta(days=1))
    assert reminded(mine.closes) == set()


def test_who_is_promoted_is_asked_on_the_next_such_day(house):
    put("A1", date(2027, 4, 1), grade="supervisor", joined_on=date(2019, 3, 20), hr_department="Sever HR", name="Amina")
    put("P1", BEFORE, grade="P1", joined_on=date(2019, 6, 1), hr_department="Sever HR")
    put("P1", date(2027, 4, 1), grade="supervisor", joined_on=date(2019, 6, 1), hr_department="Sever HR")
    follow(house, date(2027, 4, 1))
    assert {"A1", "P1"} & set(rows(house)) == set(), "one day is over, the other is to come"
    follow(house, date(2027, 6, 1))
    assert "P1" in rows(house)
    assert "A1" not in rows(house)
    found = everyone.everyone(house.campaign, date(2027, 6, 1))
    assert "A1" in {Person.objects.get(pk=one.person).number for one in found.later.first}
    assert found.parts["to_come"] == 6, "NOV, NEW, TOO_NEW, LAST, and Boris and Dolores, to whom people report"


def test_who_was_missed_as_the_worker_stood_still_is_asked_with_all_their_days(house):
    follow(house, MAY + timedelta(days=6))
    mine = row(house, "MAY")
    assert mine.asked_on == MAY + timedelta(days=6)
    assert mine.due == mine.asked_on + timedelta(days=30)
    after = LAST + timedelta(days=3)
    follow(house, after)
    last = row(house, "LAST")
    assert (last.asked_on, last.due, last.closes) == (after, house.campaign.due, house.campaign.closes)
    assert follow(house, house.campaign.due + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_one_that_starts_late_asks_at_once_whose_day_has_come(tmp_path):
    on = date(2027, 6, 10)
    house = testing.rolling(tmp_path, JOINED, OPENS, BEFORE)
    testing.begun(house, on)
    assert house.campaign.started.people == len(rows(house))
    found = rows(house)
    assert set(found.values()) == {on}
    assert {"MAY", "JAN", "LEAP", "UNSAID"} <= set(found)
    assert not {"NOV", "NEW", "LAST"} & set(found)
    assert row(house, "JAN").due == on + timedelta(days=30)
    assert follow(house, on) == 0


@pytest.mark.django_db
def test_the_preview_counts_everyone_of_the_year_by_month(tmp_path):
    house = testing.rolling(tmp_path, {**JOINED, "AFTER": date(2027, 1, 1)}, OPENS, BEFORE)
    found, wrong = acts.preview(house.campaign, BEFORE)
    assert "empty" not in {one.kind for one in wrong}
    counted = months(house.campaign, found.members, BEFORE)
    assert sum(sum(pair) for _, pair in counted) == len(found.members)
    assert counted[0] == ("January 2027", (1, 1))
    assert ("May 2027", (1, 0)) in counted
    assert all("joined" in one.because for one in found.members)


@pytest.mark.django_db
def test_who_joins_after_it_opened_is_asked_in_the_next_one(tmp_path):
    house = testing.rolling(tmp_path, {"MAY": JOINED["MAY"], "IN": date(2027, 2, 1)}, OPENS, BEFORE)
    on = date(2027, 3, 1)
    found, _ = acts.preview(house.campaign, on)
    assert [Person.objects.get(pk=one.person).number for one in found.next_time] == ["IN"]
    testing.begun(house, on)
    follow(house, date(2028, 2, 1))
    assert "IN" not in rows(house)


def test_the_next_one_may_begin_while_the_last_still_sign(house):
    on = LAST - timedelta(days=20)
    made = acts.prepare("Certification 2028", by=house.cast.chen, on=on, at=moment(on))
    assert made.opens == LAST + timedelta(days=1)
    assert made.opens < house.campaign.closes
    _, wrong = acts.preview(made, on)
    assert not [one for one in wrong if one.stops]
    with pytest.raises(acts.Overlap, match=f"Open it on {made.opens:%-d %B %Y} or later"):
        acts.prepare("Too early", opens=LAST, by=house.cast.chen, on=on, at=moment(on))


def test_days_before_the_last_is_asked_are_refused(house):
    with pytest.raises(acts.Refused, match="on their own day until 14 January 2028"):
        acts.prepare("Short", opens=OPENS, due=date(2027, 3, 1), closes=date(2027, 4, 1), by=house.cast.chen,
                     on=BEFORE, at=moment(BEFORE))  # fmt: skip


@pytest.mark.django_db
def test_a_policy_that_asks_otherwise_by_now_stops_it(tmp_path):
    house = testing.rolling(tmp_path, {"MAY": JOINED["MAY"]}, OPENS, BEFORE)
    grant(house.cast.dolores, "chief_executive", BEFORE)
    given = {"proposed_by": house.cast.chen, "adopted_by": house.cast.dolores, "at": moment(BEFORE)}
    adopt("corporate", from_day=OPENS, resolution=approving("minutes.txt", b"The board resolved so."), **given)
    _, wrong = acts.preview(house.campaign, OPENS)
    assert "otherwise" in [one.kind for one in wrong if one.stops]


@pytest.mark.django_db
def test_a_trial_asks_its_few_at_once(tmp_path):
    house = testing.rolling(tmp_path, {"MAY": JOINED["MAY"]}, OPENS, BEFORE)
    some = trying.named(["MAY"], "", BEFORE)
    trial = trying.try_out(house.campaign, some, by=house.cast.chen, on=BEFORE, at=moment(BEFORE))
    (mine,) = Included.objects.filter(campaign=trial)
    assert (mine.asked_on, mine.due) == (None, trial.due)


def test_the_closing_return_waits_until_nobody_is_to_be_asked(house):
    follow(house, MAY)
    (first, *_) = in_the_way(house.campaign, count(house.campaign, "Sever HR"), MAY)
    assert first.says.startswith("Each person is asked on a day of their own, until 14 January 2028.")
    after = house.campaign.due + timedelta(days=1)
    assert in_the_way(house.campaign, count(house.campaign, "Sever HR"), after) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_each_once(tmp_path):
    house = testing.rolling(tmp_path, JOINED, OPENS, BEFORE)
    testing.begun(house, BEFORE)

    def work(_):
        try:
            return following.follow(Campaign.objects.get(pk=house.campaign.pk), MAY, lambda: moment(MAY))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moved = sorted(pool.map(work, range(2)))
    assert moved[0] + moved[1] == len(rows(house)) > 0
    assert verify().findings == []
    freezing.work_through(lambda: moment(MAY))
    assert check(house.campaign, MAY) == []
