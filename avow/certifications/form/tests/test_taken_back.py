"""What a version opened or began goes away when the next one says nothing new of it, unless somebody wrote in it."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.certifications.form import acts
from avow.certifications.testing import OPEN, moment, signed
from avow.disclosures import acts as disclosures
from avow.disclosures.models import Disclosure, Draft
from avow.disclosures.testing import disclosed


@pytest.fixture
def share(us):
    return disclosed(us.amina, on=date(2026, 3, 2)).disclosure


@pytest.fixture(autouse=True)
def it_is(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: OPEN)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(OPEN))


def says(disclosure, standing):
    more = {"ended_on": "2026-03-20"} if standing == "ended" else {}
    return {disclosure.public_id: {"standing": standing, **more}}


def unlock(form):
    acts.unlock(form, "I pressed the wrong one.", by=form.included.person, on=OPEN, at=moment(OPEN))


def receipt(client, form):
    return sign_in(client, form.included.person).get(f"/certify/forms/{form.public_id}/").text


@pytest.mark.parametrize("standing", ["same", "ended"])
def test_a_change_opened_for_nothing_goes_away(client, asked, share, standing):
    first = signed(asked, known=says(share, "changed"))
    assert Draft.objects.get().disclosure == share
    assert "A share in a business: Delta Bearings" in receipt(client, first)
    unlock(first)
    second = signed(asked, known=says(share, standing))
    assert not Draft.objects.exists()
    assert share.versions.count() == 1
    assert "not sent" not in receipt(client, second)


def test_a_change_that_is_still_said_stays(asked, share):
    unlock(signed(asked, known=says(share, "changed")))
    before = Draft.objects.get().pk
    signed(asked, known=says(share, "changed"))
    assert Draft.objects.get().pk == before


@pytest.mark.parametrize("saved", [True, False])
def test_a_change_in_which_somebody_wrote_stays_and_the_receipt_says_so(client, asked, share, saved):
    unlock(signed(asked, known=says(share, "changed")))
    if saved:
        disclosures.save_step(share, {"other_side": "Delta Rollers"}, "it", asked.person, moment(OPEN))
    else:
        disclosures.keep(share, {"other_side": "Delta Rollers"}, "it", asked.person, moment(OPEN))
    second = signed(asked, known=says(share, "same"))
    page = receipt(client, second)
    assert "This version of the form says nothing new of it" in page
    assert "A share in a business: Delta Rollers" in page
    assert "counts once you send it" not in page


def test_saved_again_with_the_same_words_is_untouched(asked, share):
    unlock(signed(asked, known=says(share, "changed")))
    answers = Draft.objects.get().open()["answers"]
    disclosures.save_step(share, {"other_side": answers["other_side"]}, "it", asked.person, moment(OPEN))
    assert Draft.objects.get().revision == 1
    signed(asked, known=says(share, "same"))
    assert not Draft.objects.exists()


def test_a_change_that_was_begun_without_the_form_is_left_alone(asked, share):
    first = signed(asked, known=says(share, "same"))
    disclosures.amend(share, asked.person, moment(OPEN))
    unlock(first)
    signed(asked, known=says(share, "same"))
    assert Draft.objects.get().disclosure == share


@pytest.mark.parametrize("facts", [{}, {"loan": {"other_side": "Kettle Bank"}}])
def test_what_was_begun_of_a_yes_goes_with_the_no(client, asked, facts):
    unlock(signed(asked, ["loan"], facts=facts))
    second = signed(asked)
    assert not Disclosure.objects.exists()
    assert "not sent" not in receipt(client, second)


def test_what_was_begun_of_a_yes_and_written_in_stays(client, asked):
    unlock(signed(asked, ["loan", "outside_role"]))
    loan, role = Disclosure.objects.get(kind="loan"), Disclosure.objects.get(kind="outside_role")
    disclosures.save_step(loan, {"other_side": "Kettle Bank"}, "it", asked.person, moment(OPEN))
    disclosures.turn_into(role, "other", asked.person, moment(OPEN))
    page = receipt(client, signed(asked))
    assert Disclosure.objects.count() == 2
    assert "Kettle Bank" in page
    assert page.count("/disclose/") >= 2
    assert "This version of the form says nothing new of it" in page


def test_from_paper_it_goes_when_the_person_confirms(us, asked, share):
    unlock(signed(asked, known=says(share, "changed")))
    paper = signed(asked, way="paper", captured_by=us.farah, known=says(share, "same"))
    assert Draft.objects.exists()
    acts.confirm(paper, by=asked.person, on=OPEN, at=moment(OPEN))
    assert not Draft.objects.exists()


def test_two_of_one_kind_are_told_apart_by_their_other_side(client, us, asked):
    one, two = (disclosed(us.amina, on=date(2026, 3, 2), other_side=name).disclosure for name in ("Alpha", "Beta"))
    page = receipt(client, signed(asked, known={**says(one, "changed"), **says(two, "changed")}))
    assert "A share in a business: Alpha" in page
    assert "A share in a business: Beta" in page
    signing = signed(us.asked(us.boris))
    assert "A share in a business" not in receipt(client, signing)
