from datetime import date

import pytest

from avow.access.testing import grant
from avow.disclosures import acts as disclosing
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.reviews import acts, signals
from avow.reviews.models import Decision
from avow.reviews.refusals import AlreadyDecided, Refused
from avow.reviews.testing import (
    BEGIN,
    MONDAY,
    amend,
    assessed,
    case_of,
    consulted,
    decided,
    disclose,
    house,
    moment,
    prepared,
)

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 3, 3)


def test_a_decision_is_bound_to_the_version_and_its_hash():
    h = house()
    disclosure = disclose(h, h.amina)
    decision = decided(prepared(case_of(disclosure), h.chen), h.chen)
    assert decision.version == disclosure.latest_version
    assert decision.version_hash == disclosure.latest_version.attested.content_hash
    assert (decision.authority, decision.decided_by) == ("compliance_officer", h.chen)
    assert decision.reasons() == "The share is small, and she does not choose suppliers."
    assert decision.entry.acting_as == "compliance_officer"


def test_it_is_refused_while_anything_is_missing_and_says_what():
    h = house()
    case = case_of(disclose(h, h.amina))
    with pytest.raises(Refused) as refused:
        decided(case, h.chen)
    assert refused.value.says == (
        "The consultation with the person who disclosed has not been asked for yet (6.8). "
        "The consultation with management has not been asked for yet (6.8). "
        "The assessment is missing: the classification and the reasonable-person question (3.1)."
    )
    asked = acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    with pytest.raises(Refused, match="Amina Haddad was asked on 2 March 2026"):
        decided(case, h.chen)
    for one in asked:
        answer = "right" if one.capacity == "employee" else "agree"
        acts.answer_consultation(one, by=one.asked, answer=answer, remark="", on=MONDAY, at=moment(MONDAY))
    with pytest.raises(Refused, match=r"^The assessment is missing"):
        decided(case, h.chen)
    assessed(case, h.chen)
    assert decided(case, h.chen)
    assert Decision.objects.count() == 1


def test_a_newer_version_has_to_be_read_first():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    first = disclosure.latest_version
    amend(disclosure, TUESDAY, share_percent="4")
    with pytest.raises(Refused, match="There is a newer version: number 2"):
        acts.decide(case, first, by=h.chen, outcome="approved", reasons="Fine.", on=TUESDAY, at=moment(TUESDAY))


def test_the_second_to_decide_is_told_who_did_and_when():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    decided(case, h.farah)
    with pytest.raises(AlreadyDecided, match="Farah Rahimi decided this on 02 March 2026"):
        decided(case, h.chen, outcome="refused")
    assert Decision.objects.get().authority == "deputy"


@pytest.mark.parametrize("who", ["amina", "boris", "dolores", "emeka", "farah", "goran"])
def test_nobody_else_decides(who):
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="You cannot decide this"):
        decided(case, getattr(h, who))


def test_counsel_prepares_and_does_not_decide_an_officers_matter():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = prepared(case_of(disclose(h, h.boris)), h.chen)
    with pytest.raises(Refused, match="This is for the chief executive to decide"):
        decided(case, h.chen)
    assert decided(case, h.dolores).authority == "chief_executive"


def test_whoever_has_come_to_report_to_the_discloser_since_cannot_decide():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    people.put("C1", on=TUESDAY, by="system", at=moment(TUESDAY), manager="A1")
    with pytest.raises(Refused, match="above them in the reporting line"):
        decided(case, h.chen, TUESDAY)


def test_the_outcome_fits_whether_it_has_begun():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="Choose what you decide"):
        decided(case, h.chen, outcome="may_continue")
    with pytest.raises(Refused, match="Choose what you decide"):
        decided(case, h.chen, outcome="nonsense")


def test_reasons_are_required():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="Give your reasons"):
        decided(case, h.chen, reasons="  ")


def test_conditions_go_with_an_outcome_that_has_them():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    term = acts.Term("Stay out of quotes to Delta.", date(2026, 4, 1))
    with pytest.raises(Refused, match="has no conditions"):
        decided(case, h.chen, conditions=[term])
    with pytest.raises(Refused, match="at least one condition"):
        decided(case, h.chen, outcome="approved_with_conditions", conditions=[acts.Term("  ")])
    with pytest.raises(Refused, match="cannot lie in the past"):
        decided(case, h.chen, outcome="approved_with_conditions", conditions=[acts.Term("Now", date(2026, 3, 1))])
    decision = decided(case, h.chen, outcome="approved_with_conditions", conditions=[term, acts.Term("Tell Boris.")])
    assert [(one.number, one.text(), one.due_on) for one in decision.conditions.all()] == [
        (1, "Stay out of quotes to Delta.", date(2026, 4, 1)),
        (2, "Tell Boris.", None),
    ]


def test_it_cannot_hold_from_a_day_in_the_past():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="cannot lie in the past"):
        decided(case, h.chen, start_on=date(2026, 3, 1))


def test_what_must_end_needs_its_day():
    h = house()
    existing = {"timing": "existing", "since": "2026-02-03", "told_afterwards": False}
    case = prepared(case_of(disclose(h, h.amina, **existing)), h.chen)
    with pytest.raises(Refused, match="Give the day by which it must end"):
        decided(case, h.chen, outcome="must_end")
    assert decided(case, h.chen, outcome="must_end", start_on=date(2026, 4, 1)).start_on == date(2026, 4, 1)


def test_weighing_records_nothing():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    version = case.disclosure.latest_version
    given = {"by": h.chen, "outcome": "approved", "reasons": " Small. ", "on": MONDAY, "at": moment(MONDAY)}
    weighed = acts.weigh(case, version, **given)
    assert (weighed.reasons, weighed.decision.start_on, weighed.decision.pk) == ("Small.", MONDAY, None)
    assert not Decision.objects.exists()
    assert not Entry.objects.filter(verb="decided").exists()


def test_a_waiver_is_for_the_board_committee():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    with pytest.raises(Refused, match="Refer the case"):
        decided(case, h.chen, outcome="waiver")
    acts.refer(case, to="board_committee", by=h.chen, reason="It needs a waiver.", on=MONDAY, at=moment(MONDAY))
    with pytest.raises(Refused, match="This is for the board committee to decide"):
        decided(case, h.chen)
    decision = decided(case, h.emeka, outcome="waiver")
    assert (decision.register, decision.authority) == ("waivers", "board_committee")


def test_what_was_taken_back_is_not_decided_unless_the_case_is_kept_open():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    disclosing.withdraw(disclosure, h.amina, "I changed my mind.", moment(MONDAY))
    with pytest.raises(Refused, match="Keep the case open first"):
        decided(case, h.chen)
    acts.keep_open(case, by=h.chen, reason="It had begun already.", on=MONDAY, at=moment(MONDAY))
    assert decided(case, h.chen)


def test_the_rooms_above_are_told_in_the_same_transaction():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)

    def fails(sender, decision, **rest):
        raise RuntimeError("no")

    signals.decided.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            decided(case, h.chen)
    finally:
        signals.decided.disconnect(fails)
    assert not Decision.objects.exists()
    assert not Entry.objects.filter(verb="decided").exists()


def test_a_new_version_after_the_decision_is_reviewed_and_the_decision_covers_only_its_own():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    decision = decided(case, h.chen)
    version = amend(disclosure, TUESDAY, share_percent="5")
    assert decision.version.number == 1
    assert disclosure.state(TUESDAY).id == "under_review"
    consulted(case, h.chen, TUESDAY)
    assessed(case, h.chen, TUESDAY)
    assert decided(case, h.chen, TUESDAY, outcome="refused").version == version
