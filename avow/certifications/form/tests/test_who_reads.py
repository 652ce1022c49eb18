"""Who reads a signed form, that it is put on record, and who keeps away."""

import pytest

from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.certifications.form.duties import to_read
from avow.certifications.form.visibility import reads
from avow.certifications.models import SignedForm
from avow.certifications.testing import BEGIN, OPEN, signed


@pytest.fixture
def form(asked):
    return signed(asked, words="I am not sure about a dinner.")


def whole(form):
    return SignedForm.objects.select_related("included__person").get(pk=form.pk)


def test_the_person_and_the_officers_and_nobody_else(us, form):
    readers = [one for one in vars(us.people).values() if reads(one, whole(form), OPEN)]
    assert readers == [us.amina, us.chen]
    assert reads(us.devi, whole(form), OPEN)


def test_a_superiors_form_is_read_by_the_board_committee_where_all_officers_keep_away(us):
    form = whole(signed(us.asked(us.dolores)))
    assert not reads(us.chen, form, OPEN)
    assert not reads(us.devi, form, OPEN)
    assert not reads(us.boris, form, OPEN)
    grant(us.goran, "board_committee", BEGIN)
    assert reads(us.goran, form, OPEN)
    assert not reads(us.goran, whole(signed(us.asked(us.boris))), OPEN)


def test_an_officer_who_administers_reads_nothing(us, form):
    grant(us.chen, "administrator", BEGIN)
    assert not reads(us.chen, whole(form), OPEN)


def test_an_officer_reads_it_on_record_and_has_it_on_the_home_page_until_then(client, us, form, monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: OPEN)
    assert [duty.title for duty in to_read(us.chen, OPEN)] == ["Read the form of Amina Haddad"]
    assert list(to_read(us.farah, OPEN)) == []
    sign_in(client, us.chen)
    page = client.get(f"/certify/forms/{form.public_id}/")
    assert "I am not sure about a dinner." in page.text
    assert 'href="/certify/" aria-current' not in page.text, "it is not among the officer's own"
    read = Read.objects.get(person=us.chen)
    assert (read.subject, read.what) == (form.subject, "signed form, version 1")
    assert list(to_read(us.devi, OPEN)) == []
    sign_in(client, us.amina)
    assert 'href="/certify/" aria-current' in client.get(f"/certify/forms/{form.public_id}/").text
    assert not Read.objects.filter(person=us.amina).exists()


def test_who_states_that_they_complied_is_not_on_the_officers_list(us):
    signed(us.asked(us.boris))
    assert list(to_read(us.chen, OPEN)) == []
