from datetime import date

import pytest

from avow.access import participants
from avow.access.testing import grant
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.reviews import acts
from avow.reviews.models import Consultation
from avow.reviews.refusals import Refused
from avow.reviews.testing import BEGIN, MONDAY, amend, case_of, decided, disclose, house, moment

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 3, 3)


def consult(case, by, on=MONDAY):
    return {one.capacity: one for one in acts.consult(case, by=by, on=on, at=moment(on))}


def answer(consultation, by, answer, remark="", on=MONDAY):
    return acts.answer_consultation(consultation, by=by, answer=answer, remark=remark, on=on, at=moment(on))


def test_both_are_asked_in_one_act_and_one_entry():
    h = house()
    case = case_of(disclose(h, h.amina))
    asked = consult(case, h.chen)
    assert (asked["employee"].asked, asked["management"].asked) == (h.amina, h.boris)
    assert asked["employee"].entry == asked["management"].entry
    assert Entry.objects.filter(verb="consultation asked").count() == 1
    assert "manager" in participants.capacities(h.boris, case.disclosure.public_id, MONDAY)


def test_asking_again_changes_nothing():
    h = house()
    case = case_of(disclose(h, h.amina))
    consult(case, h.chen)
    with pytest.raises(Refused, match="Both have been asked"):
        consult(case, h.chen)


def test_a_manager_who_is_named_is_passed_over():
    h = house()
    case = case_of(disclose(h, h.amina, holder="family", relation="sibling", relative_name="Boris Lindqvist"))
    management = consult(case, h.chen)["management"]
    assert management.asked == h.dolores
    assert "neither named nor involved" in management.because


def test_counsel_is_not_management():
    h = house()
    people.put("A1", on=BEGIN, by="system", at=moment(BEGIN), manager="C1")
    assert consult(case_of(disclose(h, h.amina)), h.chen)["management"].asked == h.dolores


def test_without_anybody_in_the_line_the_board_committee_is_asked():
    h = house()
    people.put("E1", on=BEGIN, by="system", at=moment(BEGIN), manager=None)
    case = case_of(disclose(h, h.dolores))
    assert consult(case, h.emeka)["management"].asked == h.emeka


def test_with_nobody_left_it_is_refused_with_the_remedy():
    h = house()
    case = case_of(disclose(h, h.goran))
    acts_before = Consultation.objects.count()
    people.put("E1", on=BEGIN, by="system", at=moment(BEGIN), manager="G1")
    with pytest.raises(Refused, match="appoint somebody to the board committee"):
        consult(case, h.chen)
    assert Consultation.objects.count() == acts_before


def test_only_the_one_asked_answers():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="Somebody else was asked"):
        answer(asked["management"], h.dolores, "agree")


def test_a_concern_needs_words_and_the_words_are_sealed():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)["management"]
    with pytest.raises(Refused, match="Add a few words"):
        answer(asked, h.boris, "concern")
    said = answer(asked, h.boris, "concern", "She orders from them every week.")
    assert said.remark() == "She orders from them every week."
    assert said.attested.key == h.amina.key


def test_an_answer_of_the_other_side_is_no_answer():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="Choose one"):
        answer(asked["employee"], h.amina, "agree")
    with pytest.raises(Refused, match="Choose one"):
        answer(asked["management"], h.boris, "nonsense")


def test_an_answer_is_given_once():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)["employee"]
    answer(asked, h.amina, "right")
    with pytest.raises(Refused, match="already"):
        answer(asked, h.amina, "cannot_say")


def test_moving_asks_the_next_up_the_line_and_the_first_no_longer_takes_part():
    h = house()
    case = case_of(disclose(h, h.amina))
    first = consult(case, h.chen)["management"]
    moved = acts.move(first, by=h.chen, reason="He is on leave.", on=TUESDAY, at=moment(TUESDAY))
    assert (moved.asked, moved.instead_of) == (h.dolores, first)
    assert "manager" not in participants.capacities(h.boris, case.disclosure.public_id, TUESDAY)
    with pytest.raises(Refused, match="Somebody else has been asked"):
        answer(first, h.boris, "agree", on=TUESDAY)
    again = acts.move(moved, by=h.chen, reason="She is away too.", on=TUESDAY, at=moment(TUESDAY))
    assert again.asked == h.emeka


def test_the_person_who_disclosed_cannot_be_replaced():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)["employee"]
    with pytest.raises(Refused, match="in their place"):
        acts.move(asked, by=h.chen, reason="Away", on=MONDAY, at=moment(MONDAY))


def test_attempts_are_recorded_with_day_and_way_and_do_not_stand_for_an_answer():
    h = house()
    case = case_of(disclose(h, h.amina))
    asked = consult(case, h.chen)
    answer(asked["employee"], h.amina, "right")
    tried = acts.attempt(
        asked["management"],
        by=h.chen,
        day=TUESDAY,
        way="telephone",
        remark="No answer.",
        on=TUESDAY,
        at=moment(TUESDAY),
    )
    assert (tried.on, tried.words, tried.remark()) == (TUESDAY, "by telephone", "No answer.")
    with pytest.raises(Refused, match="between the day"):
        acts.attempt(
            asked["management"], by=h.chen, day=date(2026, 2, 1), way="email", remark="", on=TUESDAY, at=moment(TUESDAY)
        )
    acts.assess(
        case, case.disclosure.latest_version, by=h.chen, classification="none", could_be_questioned=False,
        reason="Small.", on=TUESDAY, at=moment(TUESDAY),
    )  # fmt: skip
    with pytest.raises(Refused, match="Boris Lindqvist was asked on 2 March 2026, for management"):
        decided(case, h.chen, TUESDAY)


def test_what_was_said_by_telephone_is_written_down_by_the_reviewer():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)["management"]
    with pytest.raises(Refused, match="Write down what they said"):
        acts.hear(asked, by=h.chen, answer="agree", remark="", on=MONDAY, at=moment(MONDAY))
    heard = acts.hear(asked, by=h.chen, answer="agree", remark="By telephone at ten.", on=MONDAY, at=moment(MONDAY))
    assert heard.heard_by == h.chen


def test_a_new_version_asks_again():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    first = consult(case, h.chen)
    answer(first["employee"], h.amina, "right")
    amend(disclosure, TUESDAY, share_percent="3")
    with pytest.raises(Refused, match="has changed since"):
        answer(first["management"], h.boris, "agree", on=TUESDAY)
    with pytest.raises(Refused, match="has not been asked for yet"):
        decided(case, h.chen, TUESDAY)
    second = consult(case, h.chen, TUESDAY)
    assert {one.version.number for one in second.values()} == {2}


def test_the_answer_is_asked_for_within_half_the_time_of_the_policy():
    h = house()
    asked = consult(case_of(disclose(h, h.amina)), h.chen)["employee"]
    assert h.pack.answer_within_days == 5
    assert asked.answer_by == date(2026, 3, 4)


def test_only_the_officer_consults_while_there_is_one():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    with pytest.raises(Refused, match="The compliance officer prepares this"):
        consult(case, h.dolores)
    with pytest.raises(Refused):
        consult(case, h.goran)
    grant(h.farah, "deputy", BEGIN)
    assert set(consult(case, h.farah)) == {"employee", "management"}
