"""Everything a review leaves behind is what the ledger says it is, and erasing one person leaves the rest whole."""

import pytest
from django.test import Client

from avow.access.testing import grant, sign_in
from avow.disclosures import acts as disclosing
from avow.ledger import keyring
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.reviews import acts
from avow.reviews.keeping_up import keep_up
from avow.reviews.refusals import Refused
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
)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


NOW = {"on": MONDAY}


def everything(h):
    """A case in which every act of this room was done at least once."""
    grant(h.farah, "deputy", BEGIN)
    disclosure = disclose(h, h.amina, story="A long story.")
    case = case_of(disclosure)
    acts.acknowledge(case, disclosure.latest_version, by=h.amina, at=moment(MONDAY), **NOW)
    acts.tell(case, by=h.amina, text="Hello", at=moment(MONDAY), **NOW)
    first = acts.ask(case, by=h.chen, text="When?", at=moment(MONDAY), **NOW)
    acts.answer_question(first, by=h.amina, text="May", at=moment(MONDAY), **NOW)
    acts.take_back(
        acts.ask(case, by=h.chen, text="Who?", at=moment(MONDAY), **NOW), by=h.chen, at=moment(MONDAY), **NOW
    )
    acts.note(case, by=h.chen, text="A note.", at=moment(MONDAY), **NOW)
    asked = {one.capacity: one for one in acts.consult(case, by=h.chen, at=moment(MONDAY), **NOW)}
    acts.attempt(asked["management"], by=h.chen, day=MONDAY, way="email", remark="", at=moment(MONDAY), **NOW)
    moved = acts.move(asked["management"], by=h.chen, reason="Away", at=moment(MONDAY), **NOW)
    acts.hear(moved, by=h.chen, answer="agree", remark="By telephone.", at=moment(MONDAY), **NOW)
    acts.answer_consultation(asked["employee"], by=h.amina, answer="right", remark="", at=moment(MONDAY), **NOW)
    assessed(case, h.chen)
    acts.step_aside(case, by=h.chen, reason="A friend.", at=moment(MONDAY), **NOW)
    terms = [acts.Term("Stay out.", MONDAY), acts.Term("Tell Boris.")]
    declined = decided(case, h.farah, outcome="approved_with_conditions", conditions=terms)
    acts.decline(declined, by=h.amina, words="No.", at=moment(MONDAY), **NOW)
    acts.agree(
        decided(case, h.farah, outcome="approved_with_conditions", conditions=terms[:1]),
        by=h.amina, at=moment(MONDAY), **NOW,
    )  # fmt: skip
    disclosing.tell_started(disclosure, h.amina, MONDAY, moment(MONDAY))
    amend(disclosure, share_percent="3")
    acts.refer(case, to="board_committee", by=h.farah, reason="Large.", at=moment(MONDAY), **NOW)
    consulted(case, h.farah)
    disclosing.withdraw(disclosure, h.amina, "Enough.", moment(MONDAY))
    acts.keep_open(case, by=h.farah, reason="It had begun.", at=moment(MONDAY), **NOW)
    early = disclose(h, h.boris, timing="existing", since="2026-02-03", told_afterwards=False, learned_on=None)
    assert early.possible_breaches.count() == 1
    return case


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_content_with_every_act():
    h = house()
    case = everything(h)
    verbs = set(Entry.objects.filter(subject=case.subject).values_list("verb", flat=True))
    assert verbs >= {
        "case opened", "instruction acknowledged", "message written", "question asked", "question answered",
        "question taken back", "note written", "consultation asked", "attempt to reach", "consultation moved",
        "consultation heard", "consultation answered", "assessed", "stepped aside", "decided", "conditions declined",
        "conditions agreed", "new version under review", "case referred", "case kept open",
    }  # fmt: skip
    assert [finding.says if hasattr(finding, "says") else str(finding) for finding in verify().findings] == []


@pytest.mark.django_db
def test_no_word_of_the_case_lies_open_in_the_database():
    from django.apps import apps

    h = house()
    everything(h)
    words = ("A long story", "A note", "By telephone", "A friend", "Stay out", "Tell Boris", "It had begun", "Enough.")
    for label in ("reviews", "breaches"):
        for model in apps.get_app_config(label).get_models():
            for row in model.objects.values():
                told = " ".join(str(value) for value in row.values())
                assert not any(word in told for word in words), (model, row)


@pytest.mark.django_db
def test_a_case_can_still_be_opened_after_the_person_was_erased():
    h = house()
    case = everything(h)
    keyring.destroy(h.amina.key)
    page = sign_in(Client(), h.farah).get(case.get_absolute_url())
    assert page.status_code == 200
    text = page.content.decode()
    assert "The contents have been erased" in text
    assert "(erased)" in text
    assert "A long story" not in text
    assert sign_in(Client(), h.farah).get("/desk/").status_code == 200
    with pytest.raises(Refused, match="have been erased"):
        acts.note(case, by=h.farah, text="One more.", at=moment(MONDAY), **NOW)
    assert keep_up(MONDAY, moment(MONDAY)) == 0
