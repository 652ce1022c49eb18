import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from avow.access.testing import grant, sign_in
from avow.reviews import acts
from avow.reviews.models import Decision
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


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def _hidden(page):
    """What the page carries without showing it, as a browser would send it."""
    found = re.findall(r'<input type="hidden" name="(decide-[^"]+)"(?: value="([^"]*)")?', page)
    return {name: html.unescape(value) for name, value in found}


def post(client, case, act, **data):
    return client.post(reverse("reviews:act", args=[case.public_id, act]), data)


def test_one_screen_shows_what_is_needed_for_the_decision():
    h = house()
    case = case_of(disclose(h, h.amina, story="I <b>really</b> like them."))
    consulted(case, h.chen)
    assessed(case, h.chen)
    page = sign_in(Client(), h.chen).get(case.get_absolute_url()).content.decode()
    for words in (
        "Amina Haddad: a share in a business, Delta Bearings plc",
        "1.5%",
        "more than 1%",
        "I &lt;b&gt;really&lt;/b&gt; like them.",
        "the counterparty register",
        "Until you have an answer: please do not add to the share",
        "Boris Lindqvist",
        "All of it is right",
        "A reasonable person could question it",
        "It could affect my work one day",
        "entries in the ledger",
        "The compliance officer decides",
    ):
        assert words in page, words


def test_a_case_goes_from_the_desk_to_its_decision_by_plain_forms():
    h = house()
    case = case_of(disclose(h, h.amina))
    client = sign_in(Client(), h.chen)
    assert post(client, case, "consult").status_code == 302
    for one in case.consultations.all():
        answer = "right" if one.capacity == "employee" else "agree"
        assert sign_in(Client(), one.asked).post(one.get_absolute_url(), {"answer": answer}).status_code == 302
    assessment = {"assess-version": 1, "assess-classification": "potential", "assess-could_be_questioned": "yes",
                  "assess-reason": "She buys from them."}  # fmt: skip
    assert post(client, case, "assess", **assessment).status_code == 302
    decision = {"decide-version": 1, "decide-rows": 2, "decide-outcome": "approved_with_conditions",
                "decide-reasons": "It is small.", "decide-condition_1": "Stay out of quotes.",
                "decide-due_1": "2026-04-01"}  # fmt: skip
    assert post(client, case, "decide", **decision).status_code == 200
    assert not Decision.objects.exists()
    assert post(client, case, "decide", **decision, **{"decide-confirmed": 1}).status_code == 302
    row = Decision.objects.get()
    assert (row.outcome, row.conditions.get().due_on) == ("approved_with_conditions", date(2026, 4, 1))
    amina = sign_in(Client(), h.amina)
    page = amina.get(reverse("disclosures:one", args=[case.disclosure.public_id])).content.decode()
    assert "It is small." in page
    assert "Stay out of quotes." in page
    agreed = amina.post(reverse("reviews:agree", args=[case.disclosure.public_id]), {"answer": "agree"})
    assert agreed.status_code == 302
    assert case.disclosure.state(MONDAY).id == "in_force"
    assert (
        "Dear Amina Haddad" in amina.get(reverse("reviews:letter", args=[case.disclosure.public_id])).content.decode()
    )


def test_a_refused_act_shows_why_and_keeps_everything_typed():
    h = house()
    case = case_of(disclose(h, h.amina))
    client = sign_in(Client(), h.chen)
    typed = {"decide-version": 1, "decide-rows": 4, "decide-outcome": "refused", "decide-reasons": "Long reasons <i>",
             "decide-condition_4": "A fourth"}  # fmt: skip
    answer = post(client, case, "decide", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "has not been asked for yet (6.8)" in page
    assert "Long reasons &lt;i&gt;" in page
    assert "A fourth" in page
    assert page.count("Condition 4") >= 1


def test_more_conditions_can_be_asked_for_without_a_complaint():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    client = sign_in(Client(), h.chen)
    answer = post(client, case, "decide", **{"decide-version": 1, "decide-rows": 2, "decide-more": "1",
                                              "decide-condition_1": "First"})  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="decide-condition_4"' in page
    assert "First" in page
    assert "There is a problem" not in page
    assert "Choose what you decide" not in page


def test_the_second_decider_reads_who_decided_and_keeps_their_words():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    decided(case, h.farah)
    typed = {"decide-version": 1, "decide-rows": 2, "decide-outcome": "refused", "decide-reasons": "I think not."}
    answer = post(sign_in(Client(), h.chen), case, "decide", **typed)
    assert answer.status_code == 409
    assert "Farah Rahimi decided this on 02 March 2026" in answer.content.decode()
    assert "I think not." in answer.content.decode()


def test_a_version_changed_under_the_reader_is_said():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    amend(disclosure, share_percent="9")
    client = sign_in(Client(), h.chen)
    typed = {"decide-version": 1, "decide-rows": 2, "decide-outcome": "approved", "decide-reasons": "Fine."}
    page = post(client, case, "decide", **typed).content.decode()
    assert "There is a newer version: number 2" in page
    assert "(before: 1.5%)" in page


def test_too_many_words_are_sent_back_whole_with_how_many():
    h = house()
    case = case_of(disclose(h, h.amina))
    client = sign_in(Client(), h.chen)
    assert "maxlength" not in client.get(case.get_absolute_url()).content.decode()
    typed = "a" * 20_000
    answer = post(client, case, "note", **{"note-text": typed})
    assert answer.status_code == 422
    assert "This is 10,000 characters too long; 10,000 are the most." in answer.content.decode()
    assert typed in answer.content.decode()
    assert "1 character too long" in post(client, case, "note", **{"note-text": "a" * 10_001}).content.decode()
    assert post(client, case, "note", **{"note-text": "a" * 10_000}).status_code == 302


def test_the_reviewer_is_not_asked_for_the_persons_answer():
    h = house()
    case = case_of(disclose(h, h.amina, share_percent=None))
    page = html.unescape(sign_in(Client(), h.chen).get(case.get_absolute_url()).content.decode())
    assert "your answer is needed" in str(case.disclosure.latest_version.judged.questions)
    assert "the person’s answer is needed" in page
    assert "your answer is needed" not in page


def test_long_reasons_fold():
    h = house()
    case = case_of(disclose(h, h.amina))
    consulted(case, h.chen)
    client = sign_in(Client(), h.chen)
    long = "word " * 1_500 + "end"
    assessment = {"assess-version": 1, "assess-classification": "potential", "assess-could_be_questioned": "yes",
                  "assess-reason": long}  # fmt: skip
    post(client, case, "assess", **assessment)
    page = client.get(case.get_absolute_url()).content.decode()
    assert page.count("Read all") == 1
    assert page.count(long) == 1
    decided(case, h.chen, reasons="word " * 1_600 + "end")
    assert client.get(case.get_absolute_url()).content.decode().count("Read all") == 2


def test_the_letter_is_read_before_it_counts_and_nothing_typed_is_lost():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    client = sign_in(Client(), h.chen)
    typed = {"decide-version": "1", "decide-rows": "4", "decide-outcome": "approved_with_conditions",
             "decide-reasons": "It is <i>small</i>.\r\n\r\nAnd far away.", "decide-condition_4": "Stay \"out\".",
             "decide-due_4": "2026-04-01", "decide-start_on": "2026-03-20"}  # fmt: skip
    answer = post(client, case, "decide", **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Dear Amina Haddad", "Approved with conditions: a share", "It is &lt;i&gt;small&lt;/i&gt;.",
                  "Stay &quot;out&quot;.", "This holds from", "Chen", "Yes, decide", "Change something"):  # fmt: skip
        assert words in page, words
    assert not Decision.objects.exists()
    carried = _hidden(page)
    assert {name: value for name, value in carried.items() if value and name in typed} == typed
    back = post(client, case, "decide", **carried, **{"decide-change": "1"})
    assert back.status_code == 200
    assert back.context["forms"]["decide"]["condition_4"].value() == typed["decide-condition_4"]
    assert "There is a problem" not in back.content.decode()
    assert not Decision.objects.exists()
    assert post(client, case, "decide", **carried, **{"decide-confirmed": "1"}).status_code == 302
    decision = Decision.objects.get()
    assert decision.start_on == date(2026, 3, 20)
    assert decision.conditions.get().text() == typed["decide-condition_4"]


def test_what_changed_while_the_letter_was_read_is_said():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    client = sign_in(Client(), h.chen)
    typed = {"decide-version": "1", "decide-rows": "2", "decide-outcome": "approved", "decide-reasons": "Fine."}
    carried = _hidden(post(client, case, "decide", **typed).content.decode())
    amend(disclosure, share_percent="9")
    answer = post(client, case, "decide", **carried, **{"decide-confirmed": "1"})
    assert answer.status_code == 422
    assert "There is a newer version: number 2" in answer.content.decode()
    assert not Decision.objects.exists()


def test_what_must_end_ends_by_a_day_that_is_given():
    h = house()
    case = prepared(case_of(disclose(h, h.amina, timing="existing", since="2026-02-03", told_afterwards=False)), h.chen)
    client = sign_in(Client(), h.chen)
    typed = {"decide-version": "1", "decide-rows": "2", "decide-outcome": "must_end", "decide-reasons": "No."}
    answer = post(client, case, "decide", **typed, **{"decide-confirmed": "1"})
    assert answer.status_code == 422
    assert "Give the day by which it must end." in answer.content.decode()
    assert not Decision.objects.exists()
    typed["decide-start_on"] = "2026-04-30"
    page = post(client, case, "decide", **typed).content.decode()
    assert "Please end it by" in page
    assert post(client, case, "decide", **typed, **{"decide-confirmed": "1"}).status_code == 302
    assert Decision.objects.get().start_on == date(2026, 4, 30)


@pytest.mark.parametrize(
    "data",
    [
        {"decide-version": "x", "decide-rows": "999999999999"},
        {"decide-version": "99999999999999999999", "decide-rows": "-1", "decide-outcome": "\x00"},
        {"decide-version": "7", "decide-rows": "2", "decide-outcome": "approved", "decide-reasons": "x"},
        {"decide-rows": "²", "decide-due_1": "0021-01-01", "decide-start_on": "yesterday"},
    ],
)
def test_nonsense_is_answered_with_words(data):
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    assert post(sign_in(Client(), h.chen), case, "decide", **data).status_code == 422
    assert not Decision.objects.exists()


def test_identifiers_that_cannot_be_one_are_nobodys():
    h = house()
    case = case_of(disclose(h, h.amina))
    consulted(case, h.chen)
    management = case.consultations.get(capacity="management")
    nasty = "\x00' OR 1=1 --" * 3
    chen, amina, boris = (sign_in(Client(), person) for person in (h.chen, h.amina, h.boris))
    assert (
        "There is no such question"
        in chen.post(
            reverse("reviews:act", args=[case.public_id, "take-back"]), {"question": nasty}, follow=True
        ).content.decode()
    )
    assert chen.post(reverse("reviews:consult_many"), {"case": [nasty]}).status_code == 302
    for client, url in (
        (amina, reverse("reviews:conversation", args=[case.disclosure.public_id])),
        (boris, reverse("reviews:consultation_say", args=[management.public_id])),
    ):
        assert client.post(url, {"question": nasty, "say-text": ""}).status_code == 422
        assert client.post(url, {"question": nasty, "say-text": "a\x00b"}).status_code == 422


def test_an_unknown_act_is_not_found():
    h = house()
    case = case_of(disclose(h, h.amina))
    assert post(sign_in(Client(), h.chen), case, "burn").status_code == 404


def test_earlier_cases_like_it_are_those_one_may_see():
    h = house()
    first = prepared(case_of(disclose(h, h.boris)), h.chen)
    decided(first, h.chen)
    case = case_of(disclose(h, h.amina))
    page = sign_in(Client(), h.chen).get(case.get_absolute_url())
    assert [one["decision"].case for one in page.context["alike"]] == [first]
    assert page.context["alike"][0]["shared"]
    grant(h.farah, "deputy", BEGIN)
    acts.step_aside(case_of(disclose(h, h.goran)), by=h.chen, reason="A friend.", on=MONDAY, at=moment(MONDAY))
    assert [one["decision"].case for one in page.context["alike"]] == [first]


def test_stepping_aside_leads_back_to_the_desk_and_the_case_is_gone():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = case_of(disclose(h, h.amina))
    client = sign_in(Client(), h.chen)
    answer = post(client, case, "step-aside", **{"step-aside-reason": "We are friends."})
    assert answer.url == reverse("reviews:desk")
    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_long_case_takes_as_many_queries_as_a_short_one():
    h = house()
    for person in (h.boris, h.farah):
        decided(prepared(case_of(disclose(h, person)), h.chen), h.chen)
    case = case_of(disclose(h, h.amina))
    consulted(case, h.chen)
    assessed(case, h.chen)
    acts.tell(case, by=h.chen, text="One", on=MONDAY, at=moment(MONDAY))
    acts.note(case, by=h.chen, text="One", on=MONDAY, at=moment(MONDAY))
    client = sign_in(Client(), h.chen)
    client.get(case.get_absolute_url())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(case.get_absolute_url()).status_code == 200
        return len(captured)

    short = queries()
    for number in range(8):
        acts.tell(case, by=h.chen, text=f"Message {number}", on=MONDAY, at=moment(MONDAY))
        acts.note(case, by=h.chen, text=f"Note {number}", on=MONDAY, at=moment(MONDAY))
        assessed(case, h.chen)
    decided(prepared(case_of(disclose(h, h.goran)), h.chen), h.chen)
    assert queries() <= short
    assert short < 100
