"""Signing: the exact text, its hash, the conflicts reported, what follows of them, and every reason not to."""

from datetime import date
from hashlib import sha256

import pytest

from avow.certifications import places
from avow.certifications.form import acts
from avow.certifications.form.asking import ASK
from avow.certifications.models import Acknowledgement, FormDraft, Included, Place, ReportedConflict, SignedForm
from avow.certifications.testing import DAYS, OPEN, filled, moment, signed
from avow.disclosures.models import Disclosure, Draft, Ending
from avow.disclosures.testing import disclosed
from avow.ledger import guards
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people import acts as people


def sign(asked, **given):
    return acts.sign(
        asked, **{"by": asked.person, "typed_name": asked.person.name, "on": OPEN, "at": moment(OPEN), **given}
    )


def test_with_nothing_to_report_the_text_is_kept_with_its_hash(us, asked):
    form = signed(asked)
    text = form.attested.open()["text"]
    assert form.text_hash == sha256(text.encode()).hexdigest()
    assert us.pack.certifying.complied in text
    assert us.pack.certifying.nothing in text
    assert us.pack.form["signature"] in text
    assert "Amina Haddad (A1)" in text
    assert text.count("Answer: no.") == len(us.pack.on_the_form)
    assert (form.number, form.conflicts, form.way, form.pack_hash) == (1, 0, "account", us.pack.hash)
    assert not FormDraft.objects.exists()
    assert Place.objects.get(included=asked).state == "signed"
    assert places.check(us.campaign, OPEN) == []


def test_it_is_one_entry_with_the_conflicts_and_what_was_read(asked):
    filled(asked, ["outside_role", "gift_received"])
    before = Entry.objects.count()
    form = sign(asked)
    (entry,) = Entry.objects.filter(number__gt=before)
    assert (entry.verb, entry.subject, entry.actor) == ("form signed", form.subject, asked.person.key)
    assert [one.schema for one in entry.documents] == [
        SignedForm.schema, ReportedConflict.schema, ReportedConflict.schema, Acknowledgement.schema,
    ]  # fmt: skip
    assert Acknowledgement.objects.get(person=asked.person).pack_hash == form.pack_hash


def test_a_yes_becomes_the_draft_of_a_disclosure_with_what_was_typed(asked):
    form = signed(asked, ["outside_role"], facts={"outside_role": {"holder": "self", "other_side": "Delta Bearings"}})
    conflict = form.reported.get()
    assert (conflict.kind, conflict.clauses) == ("outside_role", "1.1 3.1 4.1 4.8")
    begun = Disclosure.objects.get(public_id=conflict.disclosure)
    assert (begun.person_id, begun.kind) == (asked.person_id, "outside_role")
    assert begun.draft.open()["answers"] == {"holder": "self", "other_side": "Delta Bearings"}
    assert "Delta Bearings" in form.attested.open()["text"]
    assert Place.objects.get(included=asked).conflicts == 1


def test_what_goes_on_is_reported_and_what_is_over_is_told_as_ended(us, asked):
    share, role = (disclosed(asked.person, on=date(2026, 3, 2), other_side=name) for name in ("Delta", "Gamma"))
    over = {"standing": "ended", "ended_on": "2026-03-30"}
    form = signed(asked, known={role.disclosure.public_id: over})
    assert [one.disclosure for one in form.reported.all()] == [share.disclosure.public_id]
    assert Ending.objects.get().disclosure == role.disclosure
    assert Ending.objects.get().ended_on == date(2026, 3, 30)
    assert "over since 30 March 2026" in form.attested.open()["text"]
    assert us.pack.certifying.nothing not in form.attested.open()["text"]


def test_what_changed_is_opened_to_be_changed_and_is_reported(asked):
    share = disclosed(asked.person, on=date(2026, 3, 2))
    form = signed(asked, known={share.disclosure.public_id: {"standing": "changed"}})
    assert Draft.objects.get(disclosure=share.disclosure).base == share
    assert form.reported.get().disclosure == share.disclosure.public_id


def test_who_cannot_say_that_they_complied_signs_that_and_nobody_reads_it_in_a_list(us, asked):
    form = signed(asked, words="I took a watch in May and told nobody.")
    text = form.attested.open()["text"]
    texts = us.pack.certifying
    assert f"{texts.not_complied_signed.rstrip('.')}: I took a watch in May and told nobody." in text
    assert "I have complied" not in text
    clear = " ".join(str(value) for row in SignedForm.objects.values() for value in row.values())
    assert "watch" not in clear


def test_who_complied_signs_that_sentence_and_not_the_other(us, asked):
    lines = signed(asked).attested.open()["text"].splitlines()
    assert us.pack.certifying.complied in lines
    assert "I have not complied" not in "\n".join(lines)


def test_no_with_an_open_interest_is_refused_with_the_reason(asked):
    share = disclosed(asked.person, on=date(2026, 3, 2))
    filled(asked)
    draft = FormDraft.objects.get().open()["answers"][f"{ASK}share"]
    acts.save(asked, f"{ASK}share", {**draft, "answer": "no"}, by=asked.person, on=OPEN, at=moment(OPEN))
    with pytest.raises(
        acts.Contradicts, match=r"you answered no, but what you disclosed of it \(Delta Bearings\) goes on"
    ):
        sign(asked)
    over = {share.disclosure.public_id: {"standing": "ended", "ended_on": "2026-03-30"}}
    acts.save(asked, f"{ASK}share", {**draft, "answer": "no", "known": over}, by=asked.person, on=OPEN, at=moment(OPEN))
    assert sign(asked).conflicts == 0


def test_yes_without_saying_of_what_kind_is_refused_where_there_are_several(asked):
    filled(asked)
    draft = FormDraft.objects.get().open()["answers"][f"{ASK}gifts"]
    acts.save(asked, f"{ASK}gifts", {**draft, "answer": "yes"}, by=asked.person, on=OPEN, at=moment(OPEN))
    with pytest.raises(acts.Contradicts, match="Say of what kind it is"):
        sign(asked)


def test_yes_with_none_and_no_words_is_reported_and_begun_bare(asked):
    filled(asked)
    draft = FormDraft.objects.get().open()["answers"][f"{ASK}loan"]
    acts.save(asked, f"{ASK}loan", {**draft, "answer": "yes"}, by=asked.person, on=OPEN, at=moment(OPEN))
    form = sign(asked)
    assert form.reported.get().kind == "loan"
    assert Draft.objects.get().open()["answers"] == {}


def test_nothing_to_report_is_a_deliberate_act(asked):
    acts.draft(asked, by=asked.person, on=OPEN, at=moment(OPEN))
    filled(asked)
    row = FormDraft.objects.get()
    contents = row.open()
    del contents["answers"]["nothing"]
    row.put(contents)
    row.save()
    with pytest.raises(acts.Incomplete) as refused:
        sign(asked)
    assert refused.value.steps == ["nothing"]


@pytest.mark.parametrize("typed", ["amina  haddad", " Amina Haddad", "AMINÁ HADDAD"])
def test_the_name_may_be_typed_in_other_letters(asked, typed):
    filled(asked)
    assert sign(asked, typed_name=typed).attested.open()["signed_by"] == " ".join(typed.split())


@pytest.mark.parametrize("typed", ["", "A. Haddad", "Boris Lindqvist", "Amina"])
def test_another_name_is_refused_and_says_which_one(asked, typed):
    filled(asked)
    with pytest.raises(acts.NameDiffers, match="Type it like this: Amina Haddad"):
        sign(asked, typed_name=typed)
    assert FormDraft.objects.exists()


def test_what_was_changed_on_another_device_is_not_signed_unseen(asked):
    filled(asked)
    revision = FormDraft.objects.get().revision
    draft = FormDraft.objects.get().open()["answers"][f"{ASK}loan"]
    acts.save(asked, f"{ASK}loan", {**draft, "answer": "yes"}, by=asked.person, on=OPEN, at=moment(OPEN))
    with pytest.raises(acts.DraftChanged):
        sign(asked, revision=revision)
    with pytest.raises(acts.DraftChanged):
        sign(asked, shown="0" * 64)
    assert not SignedForm.objects.exists()


@pytest.mark.parametrize(
    ("on", "says"),
    [(date(2026, 3, 31), "opens on 1 April 2026"), (DAYS["closes"], "closed on 1 June 2026")],
)
def test_before_and_after_nothing_is_taken(asked, on, says):
    with pytest.raises(acts.NotOpen, match=says):
        signed(asked, on=on)


def test_late_is_taken(asked):
    assert signed(asked, on=date(2026, 5, 20)).on == date(2026, 5, 20)


def test_who_has_left_signs_nothing(asked):
    filled(asked)
    people.end(asked.person, on=OPEN, by="system", at=moment(OPEN))
    asked.person.refresh_from_db()
    with pytest.raises(acts.NotOpen, match="has left"):
        sign(asked)


def test_nobody_signs_for_somebody_else(us, asked):
    filled(asked)
    for act in (
        lambda: sign(asked, by=us.boris, typed_name=us.boris.name),
        lambda: acts.draft(asked, by=us.chen, on=OPEN, at=moment(OPEN)),
        lambda: acts.save(asked, "policy", {}, by=us.farah, on=OPEN, at=moment(OPEN)),
    ):
        with pytest.raises(acts.NotTheirs):
            act()


def test_a_second_press_is_told_that_it_is_signed(asked):
    form = signed(asked)
    with pytest.raises(acts.AlreadySigned) as again:
        sign(asked)
    assert again.value.form == form
    with pytest.raises(acts.AlreadySigned):
        acts.draft(asked, by=asked.person, on=OPEN, at=moment(OPEN))
    assert SignedForm.objects.count() == 1


def test_without_a_draft_there_is_nothing_to_sign(asked):
    with pytest.raises(acts.NoDraft):
        sign(asked)


@pytest.mark.django_db(transaction=True)
def test_the_ledger_holds_each_row_to_what_was_signed():
    from avow.certifications.testing import house

    us = house()
    signed(us.asked(us.amina), ["outside_role"])
    assert verify().findings == []
    guards.drop(names={ReportedConflict._meta.db_table})
    ReportedConflict.objects.update(kind="loan")
    guards.install()
    (found,) = verify().findings
    assert (found.table, found.column) == (ReportedConflict._meta.db_table, "kind")


def test_everybody_asked_is_asked_in_an_open_campaign(us):
    numbers = Included.objects.order_by("person__number").values_list("person__number", flat=True)
    assert list(numbers) == ["A1", "B1", "D1"]
