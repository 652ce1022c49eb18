"""Which of many forms somebody reads is asked at once: the number of queries does not grow with them, and what is said
of all of them is what is said of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant, sign_in
from avow.certifications.campaigns import following
from avow.certifications.form.visibility import handled, readable, reads
from avow.certifications.local_hr.acts import advise
from avow.certifications.local_hr.testing import BEGIN, MONDAY, SEVER, house, moment, taken_on
from avow.certifications.models import SignedForm
from avow.certifications.testing import signed
from avow.disclosures.keeping_away import keeps_away, kept_away
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed
from avow.reviews.acts import step_aside
from avow.reviews.independence import why_not

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))
    found = house()
    found.devi = taken_on("V1", "Devi Marsh", SEVER, grade="P3")
    grant(found.devi, "deputy", BEGIN)
    grant(found.emeka, "board_committee", BEGIN)
    return found


def more(us, numbers):
    """As many who signed, each with one thing disclosed before and one begun by the form; every other one advised."""
    people = [taken_on(f"M{number}", f"Mira {number:02}", SEVER, on=MONDAY) for number in numbers]
    following.work_through(MONDAY, lambda: moment(MONDAY))
    for place, person in enumerate(people):
        disclosed(person, on=BEGIN)
        rows = list(signed(us.asked(person.number), ["financial_interest", "loan"], on=MONDAY).reported.all())
        if place % 2:
            advise(rows, by=us.greta, note="So.", name=us.greta.name, on=MONDAY, at=moment(MONDAY))


def queries(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def forms():
    return list(SignedForm.objects.select_related("included__person"))


def test_the_number_of_queries_is_the_same_for_two_forms_and_for_twenty(us, client):
    pages = [
        (us.chen, f"/hr/{us.campaign.public_id}/?show=signed"),
        (us.chen, "/hr/"),
        (us.greta, f"/hr/{us.campaign.public_id}/?show=signed"),
    ]

    def counted():
        found = []
        for person, url in pages:
            signed_in = sign_in(client, person)
            signed_in.get(url)
            found.append(queries(lambda at=signed_in, url=url: at.get(url)))
        return [*found, *(queries(lambda who=who: readable(who, forms(), MONDAY)) for who in (us.chen, us.emeka))]

    more(us, range(2))
    few = counted()
    more(us, range(2, 20))
    assert counted() == few
    assert len(readable(us.chen, forms(), MONDAY)) == 20


def test_what_is_said_of_all_is_what_is_said_of_each(us):
    more(us, range(4))
    disclosed(us.boris, on=BEGIN, other_side="Marsh, Devi")
    signed(us.asked("B1"), ["financial_interest"], on=MONDAY)
    signed(us.asked("D1"), on=MONDAY)
    case = Disclosure.objects.get(person__number="M1", versions__isnull=False).case
    step_aside(case, by=us.chen, reason="We share a house.", on=MONDAY, at=moment(MONDAY))
    found = forms()
    for person in (us.chen, us.devi, us.emeka, us.boris, us.goran, us.dolores):
        each = {form.pk for form in found if reads(person, form, MONDAY)}
        assert readable(person, found, MONDAY) == each, person.name
    by_number = {form.included.person.number: form.pk for form in found}
    assert handled(us.devi, found, MONDAY) == set(by_number.values()) - {by_number["B1"]}
    assert handled(us.chen, found, MONDAY) == set(by_number.values()) - {by_number[one] for one in ("D1", "M1")}


def test_who_keeps_away_from_many_disclosures_is_who_keeps_away_from_each(us):
    more(us, range(3))
    disclosed(us.boris, on=BEGIN, other_side="Marsh, Devi")
    disclosed(us.chen, on=BEGIN)
    matters = list(Disclosure.objects.sent().select_related("person"))
    people = [us.chen, us.devi, us.emeka, us.boris, us.dolores, us.greta]
    pairs = kept_away(people, matters, MONDAY)
    for person in people:
        for matter in matters:
            said = person.pk != matter.person_id and why_not(person, matter, MONDAY) is not None
            assert ((person.pk, matter.pk) in pairs) is said is keeps_away(person, matter, MONDAY)
    assert (us.devi.pk, matters[-1].pk) in pairs, "a deputy acts for the officer who disclosed"
