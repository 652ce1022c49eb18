"""Unlocking a signed form and signing again; confirming what was captured from paper."""

from datetime import date

import pytest

from avow.certifications.form import acts
from avow.certifications.models import FormConfirmed, FormDraft, Place, SignedForm
from avow.certifications.testing import DAYS, OPEN, filled, house, moment, signed
from avow.disclosures.models import Disclosure, Draft, Ending
from avow.disclosures.testing import disclosed
from avow.ledger.verify import verify


def unlock(form, by, reason="I forgot a loan.", on=OPEN):
    return acts.unlock(form, reason, by=by, on=on, at=moment(on))


def test_every_version_stays_and_nothing_is_begun_twice(asked):
    first = signed(asked, ["outside_role"])
    unlock(first, asked.person)
    assert Place.objects.get(included=asked).state == "missing"
    acts.draft(asked, by=asked.person, on=OPEN, at=moment(OPEN))
    carried = FormDraft.objects.get().open()["answers"]
    assert "complied" not in carried
    assert carried["ask-role"]["answer"] == "yes"
    for step, answer in (
        ("complied", {"asked": _texts(asked).complied, "answer": "yes", "words": ""}),
        ("ask-loan", {**carried["ask-loan"], "answer": "yes"}),
    ):
        acts.save(asked, step, answer, by=asked.person, on=OPEN, at=moment(OPEN))
    second = acts.sign(asked, by=asked.person, typed_name="Amina Haddad", on=OPEN, at=moment(OPEN))
    assert (first.number, second.number) == (1, 2)
    assert Disclosure.objects.filter(kind="outside_role").count() == 1
    kinds = {one.kind: one.disclosure for one in second.reported.all()}
    assert kinds["outside_role"] == first.reported.get().disclosure
    assert set(kinds) == {"outside_role", "loan"}
    assert "I forgot a loan." not in str(SignedForm.objects.values())
    assert first.unlocked.attested.open()["reason"] == "I forgot a loan."
    assert Place.objects.get(included=asked).state == "signed"


def _texts(asked):
    from avow.adoptions.current import policy_in_force

    return policy_in_force(OPEN).certifying


def test_a_draft_that_was_thrown_away_meanwhile_is_begun_anew(asked):
    from avow.disclosures import acts as disclosures

    first = signed(asked, ["outside_role"])
    begun = Disclosure.objects.get(public_id=first.reported.get().disclosure)
    disclosures.discard(begun, asked.person, moment(OPEN))
    unlock(first, asked.person)
    second = signed(asked, ["outside_role"])
    assert Disclosure.objects.get(public_id=second.reported.get().disclosure).pk != begun.pk


def test_an_officer_may_and_an_hr_partner_asks_the_person(us, asked):
    form = signed(asked)
    for other in (us.farah, us.boris, us.goran):
        with pytest.raises(acts.Refused, match="Ask the person"):
            unlock(form, other)
    assert unlock(form, us.devi).by == us.devi


def test_a_reason_is_wanted_and_once_is_enough(asked):
    form = signed(asked)
    with pytest.raises(acts.Refused, match="Say why"):
        unlock(form, asked.person, "  ")
    unlock(form, asked.person)
    with pytest.raises(acts.Refused, match="unlocked already"):
        unlock(form, asked.person)


def test_after_closing_nothing_is_unlocked_as_nothing_could_be_signed(asked):
    form = signed(asked)
    with pytest.raises(acts.NotOpen, match="closed on"):
        unlock(form, asked.person, on=DAYS["closes"])


def captured(us, asked, **said):
    return signed(asked, way="paper", captured_by=us.farah, **said)


def test_paper_waits_for_the_person_who_confirms_it(us, asked):
    over = disclosed(asked.person, on=date(2026, 3, 2))
    known = {over.disclosure.public_id: {"standing": "ended", "ended_on": "2026-03-30"}}
    form = captured(us, asked, known=known)
    assert (form.way, form.captured_by) == ("paper", us.farah)
    assert Place.objects.get(included=asked).state == "to_confirm"
    assert not Ending.objects.exists()
    acts.confirm(form, by=asked.person, on=OPEN, at=moment(OPEN))
    assert Ending.objects.get().disclosure == over.disclosure
    assert Place.objects.get(included=asked).state == "signed"
    with pytest.raises(acts.Refused, match="already"):
        acts.confirm(form, by=asked.person, on=OPEN, at=moment(OPEN))


def test_what_changed_by_paper_is_opened_when_it_is_confirmed(us, asked):
    share = disclosed(asked.person, on=date(2026, 3, 2))
    form = captured(us, asked, known={share.disclosure.public_id: {"standing": "changed"}})
    assert not Draft.objects.exists()
    acts.confirm(form, by=asked.person, on=OPEN, at=moment(OPEN))
    assert Draft.objects.get().disclosure == share.disclosure


def test_nobody_else_confirms_and_what_was_signed_needs_none(us, asked):
    form = captured(us, asked)
    with pytest.raises(acts.NotTheirs):
        acts.confirm(form, by=us.farah, on=OPEN, at=moment(OPEN))
    unlock(form, asked.person)
    with pytest.raises(acts.Refused, match="unlocked"):
        acts.confirm(form, by=asked.person, on=OPEN, at=moment(OPEN))
    with pytest.raises(acts.Refused, match="nothing to confirm"):
        acts.confirm(signed(asked), by=asked.person, on=OPEN, at=moment(OPEN))
    assert not FormConfirmed.objects.exists()


def test_paper_names_who_captured_it_and_nothing_else_does(us, asked):
    filled(asked)
    for given in ({"way": "paper"}, {"captured_by": us.farah}):
        with pytest.raises(acts.Refused, match="captured"):
            acts.sign(asked, by=asked.person, typed_name="Amina Haddad", on=OPEN, at=moment(OPEN), **given)


@pytest.mark.django_db(transaction=True)
def test_all_of_it_is_held_by_the_ledger():
    us = house()
    asked = us.asked(us.amina)
    form = captured(us, asked, yes=["outside_role"])
    acts.confirm(form, by=asked.person, on=OPEN, at=moment(OPEN))
    unlock(form, us.chen)
    signed(asked)
    assert verify().findings == []
