"""Who takes part in a matter and who may see it is rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from avow.access import participants
from avow.access.models import Participant
from avow.access.testing import grant
from avow.ledger.acts import record
from avow.ledger.models import Entry
from avow.people.acts import end
from avow.people.models import Person
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MATTER = "0123456789ab"

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Amina disclosed; Chen is the compliance officer."""
    people = cast()
    grant(people.chen, "compliance_officer")
    people_entry = entry()
    participants.add(MATTER, people.amina, "discloser", people_entry, ON)
    return people


def entry():
    with transaction.atomic():
        return record("something happened", actor="system", subject=f"disclosure:{MATTER}", at=AT)


def sees(person, *, submitted=True, on=ON):
    return participants.may_see(person, MATTER, on, submitted=submitted)


def test_the_discloser_and_the_officer_see_it_and_the_stranger_does_not(here):
    assert sees(here.amina) and sees(here.chen)
    assert not sees(here.goran) and not sees(here.boris) and not sees(here.dolores)


def test_before_it_is_handed_in_only_the_discloser_sees_it(here):
    assert sees(here.amina, submitted=False)
    assert not sees(here.chen, submitted=False)


def test_the_manager_sees_it_from_the_day_of_being_consulted_until_taken_out(here):
    participants.add(MATTER, here.boris, "manager", entry(), ON)
    assert sees(here.boris) and not sees(here.boris, on=ON - timedelta(days=1))
    assert participants.remove(MATTER, here.boris, "manager", entry(), ON + timedelta(days=3))
    assert sees(here.boris, on=ON + timedelta(days=2)) and not sees(here.boris, on=ON + timedelta(days=3))


def test_removing_someone_who_takes_no_part_does_nothing(here):
    before = Entry.objects.count()
    assert not participants.remove(MATTER, here.boris, "manager", entry(), ON)
    assert Entry.objects.count() == before + 1


def test_an_excluded_officer_sees_nothing(here):
    participants.add(MATTER, here.chen, "excluded", entry(), ON)
    assert not sees(here.chen)


def test_excluding_the_discloser_does_not_take_their_own_matter_away(here):
    participants.add(MATTER, here.amina, "excluded", entry(), ON)
    assert sees(here.amina)


def test_an_administrator_sees_none_but_their_own(here):
    grant(here.emeka, "administrator")
    participants.add(MATTER, here.emeka, "manager", entry(), ON)
    assert not sees(here.emeka)
    participants.add("another00000", here.emeka, "discloser", entry(), ON)
    assert participants.may_see(here.emeka, "another00000", ON, submitted=False)


def test_someone_who_left_sees_nothing(here):
    end(here.amina, on=ON, by="system", at=AT)
    here.amina.refresh_from_db()
    assert not sees(here.amina)


def test_the_condition_for_lists_says_the_same_as_the_rule_for_one(here):
    grant(here.emeka, "administrator")
    participants.add_all(MATTER, [(here.boris, "manager"), (here.emeka, "manager")], entry(), ON)
    participants.add(MATTER, here.farah, "excluded", entry(), ON)
    grant(here.farah, "deputy")
    rows = Participant.objects.filter(subject=MATTER, capacity="discloser")
    for person in Person.objects.all():
        for submitted in (True, False):
            handed_in = Q(pk__gt=0) if submitted else Q(pk__lt=0)
            condition = participants.visible(person, ON, subject="subject", submitted=handed_in)
            assert rows.filter(condition).exists() == sees(person, submitted=submitted), (person, submitted)


def test_the_work_for_a_stranger_is_the_same_whether_it_exists(here, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert not sees(here.goran)
    with django_assert_num_queries(2):
        assert not participants.may_see(here.goran, "neverexisted", ON, submitted=True)


def test_adding_someone_again_changes_nothing(here):
    before = Entry.objects.count()
    row = participants.add(MATTER, here.amina, "discloser", Entry.objects.latest("number"), ON)
    assert row.from_day == ON and Entry.objects.count() == before


def test_several_people_are_one_entry(here):
    because = entry()
    people = [(here.boris, "manager"), (here.dolores, "decider"), (here.boris, "manager")]
    rows = participants.add_all(MATTER, people, because, ON)
    assert [row.person for row in rows] == [here.boris, here.dolores]
    assert Entry.objects.latest("number").number == because.number + 1
    assert rows[0].attested.open()["because"] == because.number


def test_the_database_refuses_a_second_row_for_the_same_part(here):
    other = participants.add(MATTER, here.boris, "manager", entry(), ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(
            attested=other.attested, subject=MATTER, person=here.amina, capacity="discloser", from_day=ON
        )


def test_who_will_read_this_names_each_person_once_and_not_those_kept_out(here):
    grant(here.farah, "deputy")
    participants.add(MATTER, here.chen, "decider", entry(), ON)
    participants.add(MATTER, here.farah, "excluded", entry(), ON)
    found = [(reader.person, reader.words) for reader in participants.readers(MATTER, ON)]
    assert found == [(here.amina, "the person who disclosed"), (here.chen, "decides this matter")]


def test_what_one_takes_part_in_by_capacity(here):
    participants.add(MATTER, here.boris, "manager", entry(), ON)
    assert participants.capacities(here.boris, MATTER, ON) == {"manager"}
    assert list(participants.subjects_for(here.boris, ON, ["manager"])) == [{"subject": MATTER}]
    assert not participants.subjects_for(here.boris, ON, ["decider"])
