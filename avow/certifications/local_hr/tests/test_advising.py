"""Advising the compliance officer of conflicts on forms: who may, what is kept, what an unlocked form changes, and that
it was received."""

import pytest

from avow.access.testing import grant
from avow.certifications.campaigns import following
from avow.certifications.form.acts import draft, save, sign, unlock
from avow.certifications.form.asking import conversation
from avow.certifications.local_hr import conflicts
from avow.certifications.local_hr.acts import advise, receive_advice, sign_return
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.local_hr.moving_on import work_through
from avow.certifications.local_hr.testing import LATE, MONDAY, SEVER, WORKS, house, moment, taken_on
from avow.certifications.models import Advice, AdviceReceived, ReportedConflict
from avow.certifications.places import check
from avow.certifications.testing import answers, signed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db
TWO = ("outside_role", "loan")


def reports(us, number="S0", kinds=TWO, on=MONDAY, **said):
    form = signed(us.asked(number), kinds, on=on, **said)
    return list(form.reported.order_by("pk"))


def advised(us, rows, by=None, on=MONDAY, note="Please have a look.", name=None):
    by = by or us.greta
    return advise(rows, by=by, note=note, name=name or by.name, on=on, at=moment(on))


def seen(us, person, on=MONDAY):
    return [(line.person.number, line.conflict.kind) for line in conflicts.waiting(looks(person, on), us.campaign)]


def again(us, number="S0", kinds=TWO):
    """Unlocked and signed again; what was answered yes stays as it was, with the disclosure begun of it."""
    asked = us.asked(number)
    given = {"by": asked.person, "on": MONDAY, "at": moment(MONDAY)}
    unlock(asked.forms.order_by("number").last(), "I forgot something.", **given)
    before = draft(asked, **given).open()["answers"]
    for step, answer in answers(conversation(asked, MONDAY), kinds).items():
        if answer.get("answer") == before.get(step, {}).get("answer") == "yes" and "new" in answer:
            answer = before[step]
        save(asked, step, answer, **given)
    return list(sign(asked, typed_name=asked.person.name, **given).reported.order_by("pk"))


def test_one_note_for_several_with_person_kind_and_clauses():
    us = house()
    rows = reports(us)
    assert seen(us, us.greta) == [("S0", "outside_role"), ("S0", "loan")]
    first, second = advised(us, rows)
    body = first.attested.open()
    assert (body["note"], body["signed_name"], body["kind"]) == (
        "Please have a look.",
        "Greta Sorensen",
        "outside_role",
    )
    assert "4.1" in body["clauses"].split()
    assert first.attested.entry == second.attested.entry
    assert (us.place("S0").conflicts, us.place("S0").to_advise) == (2, 0)
    assert seen(us, us.greta) == []
    assert check(us.campaign, MONDAY) == []


def test_only_the_departments_partner_advises_and_all_or_nothing():
    us = house()
    rows, others = reports(us), reports(us, "B1", ("loan",))
    for by in (us.farah, us.chen, us.boris, us.goran):
        with pytest.raises(NotTheirs):
            advised(us, rows, by)
    with pytest.raises(NotTheirs):
        advised(us, [*rows, *others])
    with pytest.raises(Refused, match="Sign with your name as it is on record: Greta Sorensen"):
        advised(us, rows, name="Greta")
    with pytest.raises(Refused, match="Write a sentence"):
        advised(us, rows, note=" ")
    assert not Advice.objects.exists()


def test_an_unlocked_form_is_advised_of_anew_only_as_far_as_it_is_new():
    us = house()
    (first, _) = rows = reports(us)
    advised(us, [first])
    fresh = again(us, kinds=("outside_role", "loan", "other"))
    assert seen(us, us.greta) == [("S0", "loan"), ("S0", "other")], "of the role it was advised before"
    with pytest.raises(Refused, match="taken the form back"):
        advised(us, [rows[1]])
    with pytest.raises(Refused, match="told of before"):
        advised(us, [fresh[0]])
    advised(us, fresh[1:])
    assert us.place("S0").to_advise == 0


def test_a_conflict_that_the_new_form_leaves_out_waits_no_more():
    us = house()
    reports(us)
    assert again(us, kinds=()) == []
    assert seen(us, us.greta) == []
    assert us.place("S0").to_advise == 0


def test_officers_receive_it_once_and_not_of_their_own_form():
    us = house()
    taken_on("C1", "Chen Wei", WORKS, on=MONDAY)
    devi = taken_on("V1", "Devi Marsh", WORKS, grade="P3")
    grant(devi, "deputy", MONDAY)
    given = advised(us, reports(us))
    for by in (us.greta, us.farah, us.dolores, us.emeka):
        with pytest.raises(NotTheirs):
            receive_advice(given, by=by, on=MONDAY, at=moment(MONDAY))
    assert len(receive_advice(given, by=devi, on=MONDAY, at=moment(MONDAY))) == 2
    assert receive_advice(given, by=us.chen, on=MONDAY, at=moment(MONDAY)) == []
    following.work_through(MONDAY, lambda: moment(MONDAY))
    own = advised(us, reports(us, "C1", ("loan",)), us.farah)
    with pytest.raises(NotTheirs):
        receive_advice(own, by=us.chen, on=MONDAY, at=moment(MONDAY))
    receive_advice(own, by=devi, on=MONDAY, at=moment(MONDAY))


def test_of_a_department_without_partner_an_officer_takes_note_and_has_received_it():
    us = house()
    taken_on("X1", "Xenia Lind", "Quay HR", on=MONDAY)
    following.work_through(MONDAY, lambda: moment(MONDAY))
    rows = reports(us, "X1", ("loan",))
    with pytest.raises(NotTheirs):
        advised(us, rows)
    (row,) = advised(us, rows, us.chen)
    assert row.received.by == us.chen


def test_a_form_that_names_a_partner_goes_to_another_department_and_is_never_seen_by_them():
    us = house()
    rows = reports(us, kinds=("relationship",), facts={"relationship": {"other_side": "Sorensen, Greta"}})
    assert us.place("S0").department == SEVER
    assert seen(us, us.greta) == [], "already before the worker came"
    with pytest.raises(NotTheirs):
        advised(us, rows)
    assert work_through(MONDAY, moment(MONDAY)) == 1
    assert us.place("S0").department == WORKS
    assert seen(us, us.farah) == [("S0", "relationship")]
    advised(us, rows, us.farah)
    assert us.asked("S0").handed_over.get().because == "An HR partner of Sever HR does not handle this form."


def test_a_partner_sees_neither_their_own_form_nor_advises_of_it():
    us = house()
    grant(us.boris, "hr_partner", MONDAY, WORKS)
    rows = reports(us, "B1")
    assert seen(us, us.boris) == [], "already before the worker came"
    with pytest.raises(NotTheirs):
        advised(us, rows, us.boris)
    work_through(MONDAY, moment(MONDAY))
    assert seen(us, us.farah) == []
    assert len(seen(us, us.greta)) == 2


def test_a_return_waits_until_every_conflict_is_advised_of_and_counts_them():
    us = house()
    rows = reports(us)
    with pytest.raises(Refused, match="2 conflicts are not advised of yet"):
        sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=LATE, at=moment(LATE))
    advised(us, rows, on=LATE)
    row = sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=LATE, at=moment(LATE))
    assert (row.signed, row.missing, row.conflicts, row.advised) == (1, 2, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_conflict_of_somebody_erased_keeps_no_return_from_being_signed():
    us = house()
    reports(us)
    erase(us.asked("S0").person.key, by="command line", at=moment(LATE), reason="Five years after leaving.")
    assert seen(us, us.greta) == []
    row = sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=LATE, at=moment(LATE))
    assert (row.conflicts, row.advised) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_two_partners_advise_of_the_same_at_once():
    us = house()
    hugo = taken_on("H2", "Hugo Berg", SEVER, grade="P3")
    grant(hugo, "hr_partner", MONDAY, SEVER)
    rows = reports(us)
    results = at_once(lambda: advised(us, rows), lambda: advised(us, rows, hugo))
    assert sorted(type(one).__name__ for one in results) == ["Refused", "list"], results
    (refused,) = [one for one in results if isinstance(one, Refused)]
    assert "has advised of it already: Sol 0" in str(refused)
    given = list(Advice.objects.all())
    at_once(*[lambda: receive_advice(given, by=us.chen, on=MONDAY, at=moment(MONDAY))] * 2)
    assert AdviceReceived.objects.count() == 2
    assert verify().findings == []


@pytest.mark.django_db(transaction=True)
def test_a_form_is_unlocked_while_it_is_advised_of_and_while_the_return_is_signed():
    us = house()
    rows = reports(us)
    form = rows[0].form

    def reopen():
        return unlock(form, "I forgot something.", by=us.asked("S0").person, on=LATE, at=moment(LATE))

    told, taken_back = at_once(lambda: advised(us, rows, on=LATE), reopen)
    assert isinstance(told, list | Refused), told
    assert type(taken_back).__name__ == "FormUnlocked", taken_back
    assert ReportedConflict.objects.filter(advice__isnull=False).count() == (2 if isinstance(told, list) else 0)
    assert check(us.campaign, LATE) == []
    assert verify().findings == []


@pytest.mark.django_db(transaction=True)
def test_what_a_return_counts_is_what_was_when_it_was_recorded():
    us = house()
    rows = reports(us)
    advised(us, rows, on=LATE)
    form = rows[0].form
    row, taken_back = at_once(
        lambda: sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=LATE, at=moment(LATE)),
        lambda: unlock(form, "I forgot.", by=us.asked("S0").person, on=LATE, at=moment(LATE)),
    )
    before = taken_back.attested.entry_id < row.attested.entry_id
    assert (row.signed, row.missing, row.conflicts) == ((0, 3, 0) if before else (1, 2, 2))
    assert len(row.attested.open()["missing_people"]) == row.missing
    assert verify().findings == []
