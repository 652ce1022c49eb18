"""A review walked in a browser: by those consulted, by the person, by the officer without scripts. Each page as such is
looked at in tests/looks."""

from datetime import date

import pytest

from avow.reviews import acts
from avow.reviews.testing import (
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Maria-Magdalena Wolfeschlegelsteinhausenbergerdorff van der Westhuizen-Oyelaran de la Concepción"
STORY = (
    "My brother started as a sales manager there in March. He does not sell to us himself, but his team does.\n\n"
    "I order bearings about twice a month. I would be glad to hand that over."
)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def test_a_case_ready_for_its_decision_with_everything_in_it(page, sign_in, looks_fine):
    h = house()
    decided(prepared(case_of(disclose(h, h.boris)), h.chen), h.chen)
    disclosure = disclose(
        h, h.amina, holder="family", relation="sibling", relative_name=LONG, story=STORY, timing="existing",
        since="2026-02-03", told_afterwards=False, learned_on="2026-02-20", bearing="not_sure", share_percent=None,
    )  # fmt: skip
    case = case_of(disclosure)
    amend(disclosure, share_percent="12.5", deals_with_other_side=True)
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    management = case.consultations.get(capacity="management")
    acts.attempt(management, by=h.chen, day=MONDAY, way="telephone", remark="Voice mail.", on=MONDAY, at=moment(MONDAY))
    moved = acts.move(management, by=h.chen, reason="On leave until May.", on=MONDAY, at=moment(MONDAY))
    acts.answer_consultation(
        moved,
        by=moved.asked,
        answer="concern",
        remark="She orders from them twice a month.",
        on=MONDAY,
        at=moment(MONDAY),
    )
    employee = case.consultations.get(capacity="employee")
    acts.hear(employee, by=h.chen, answer="right", remark="By telephone at ten.", on=MONDAY, at=moment(MONDAY))
    acts.tell(case, by=h.chen, text="Thank you for telling us.", on=MONDAY, at=moment(MONDAY))
    question = acts.ask(case, by=h.chen, text="Does he get a bonus on sales to us?", on=MONDAY, at=moment(MONDAY))
    acts.answer_question(question, by=h.amina, text="I do not know.", on=MONDAY, at=moment(MONDAY))
    acts.note(case, by=h.chen, text="Compare with the case of 2025.", on=MONDAY, at=moment(MONDAY))
    assessed(case, h.chen)
    sign_in(page, h.chen)
    page.goto(case.get_absolute_url())
    looks_fine(page, "case-ready")


def test_consultations_on_a_phone(page, sign_in):
    h = house()
    case = case_of(disclose(h, h.amina, deals_with_other_side=True))
    sign_in(page, h.boris)
    page.goto("/consultations/")
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    acts.ask(case, by=h.chen, to=h.boris, text="Who else could order from Delta?", on=MONDAY, at=moment(MONDAY))
    page.goto("/consultations/")
    page.click(".tasks a")
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("text=I have a concern")
    page.click("button:has-text('Send') >> nth=0")
    page.wait_for_selector(".errors")
    page.fill("textarea >> nth=0", "She orders from them every week.")
    page.click("button:has-text('Send') >> nth=0")
    page.wait_for_selector("text=You answered")
    sign_in(page, h.amina)
    page.goto("/consultations/")
    page.click(".tasks a")
    page.click("text=All of it is right")
    page.click("button:has-text('Send') >> nth=0")
    page.wait_for_selector("text=You answered: All of it is right")


def test_what_the_person_sees_and_does(page, sign_in, looks_fine):
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    sign_in(page, h.amina)
    page.goto(f"/disclosures/{disclosure.public_id}/")
    page.click("text=I have read this")
    page.wait_for_selector("text=You read this on")
    acts.ask(case, by=h.chen, text="Since when have you known them?", on=MONDAY, at=moment(MONDAY))
    page.goto(f"/disclosures/{disclosure.public_id}/conversation/")
    looks_fine(page, "own-conversation")
    page.click("button:has-text('Answer')")
    page.wait_for_selector(".errors")
    page.fill("textarea >> nth=0", "Since May.")
    page.click("button:has-text('Answer')")
    page.wait_for_selector("text=Since May.")
    consulted(case, h.chen)
    assessed(case, h.chen)
    terms = [acts.Term("Stay out of quotes to Delta Bearings.", date(2026, 4, 1)), acts.Term("Tell Boris.")]
    decided(case, h.chen, outcome="approved_with_conditions", conditions=terms)
    page.goto(f"/disclosures/{disclosure.public_id}/")
    page.click("text=Answer to the conditions")
    page.click("text=I cannot agree to them")
    page.click("button:has-text('Send')")
    page.wait_for_selector(".errors")
    page.click("text=I agree to the conditions")
    page.click("button:has-text('Send')")
    page.wait_for_selector("text=You agreed to the conditions")
    page.goto(f"/disclosures/{disclosure.public_id}/letter/")
    page.wait_for_selector("text=Dear Amina Haddad")


def test_the_whole_review_without_javascript(page_without_javascript, sign_in):
    page = page_without_javascript
    h = house()
    case = case_of(disclose(h, h.amina))
    sign_in(page, h.chen)
    page.goto("/desk/")
    page.check("input[type=checkbox]")
    page.click("text=Ask both for their view, for those ticked")
    page.wait_for_selector("text=Asked for 1 case")
    for person, answer in ((h.amina, "All of it is right"), (h.boris, "I see no problem")):
        sign_in(page, person)
        page.goto("/consultations/")
        page.click(".tasks a")
        page.click(f"text={answer}")
        page.click("button:has-text('Send') >> nth=0")
        page.wait_for_selector("text=You answered")
    sign_in(page, h.chen)
    page.goto(case.get_absolute_url())
    page.click("text=A potential conflict")
    page.click("fieldset:has-text('reasonable person') >> text=Yes")
    page.fill("textarea[name='assess-reason']", "She buys from them.")
    page.click("text=Record the assessment")
    page.wait_for_selector("text=The assessment is on record.")
    page.click("label:has-text('Approved with conditions')")
    page.fill("textarea[name='decide-reasons']", "The share is small.")
    page.click("text=Conditions, or another day than today")
    page.fill("textarea[name='decide-condition_1']", "Stay out of quotes.")
    page.click("button:has-text('More conditions')")
    page.wait_for_selector("textarea[name='decide-condition_3']")
    assert page.input_value("textarea[name='decide-condition_1']") == "Stay out of quotes."
    page.click("section:has(#s-decide) button.button:has-text('Decide')")
    page.click("text=Change something")
    assert page.input_value("textarea[name='decide-condition_1']") == "Stay out of quotes."
    page.fill("textarea[name='decide-reasons']", "The share is very small.")
    page.click("section:has(#s-decide) button.button:has-text('Decide')")
    page.wait_for_selector("text=The share is very small.")
    page.click("text=Yes, decide")
    page.wait_for_selector("text=reads your decision and its reasons now")


def test_the_register_of_waivers(page, sign_in, looks_fine):
    h = house()
    sign_in(page, h.emeka)
    page.goto("/waivers/")
    looks_fine(page, "waivers-empty")
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    acts.refer(case, to="board_committee", by=h.chen, reason="It needs a waiver.", on=MONDAY, at=moment(MONDAY))
    decided(case, h.emeka, outcome="waiver")
    page.goto("/waivers/")
    looks_fine(page, "waivers")


def test_words_in_another_form_are_not_lost_unasked(page, sign_in):
    h = house()
    case = case_of(disclose(h, h.amina))
    asked, answers = [], [False, True]

    def dialog(one):
        asked.append(one.message)
        one.accept() if answers.pop(0) else one.dismiss()

    page.on("dialog", dialog)
    sign_in(page, h.chen)
    page.goto(case.get_absolute_url())
    page.click("text=Write a note")
    page.fill("textarea[name='note-text']", "Noted on the side.")
    page.fill("textarea[name='assess-reason']", "Half a thought")
    note = page.locator("button:has-text('Note it')")
    note.click()
    words = "You have written something else on this page that is not sent yet. Go on without it?"
    assert asked == [words]
    assert page.input_value("textarea[name='assess-reason']") == "Half a thought"
    assert not case.notes.exists()
    note.click()
    page.wait_for_selector("text=Only those who review this case read it. >> nth=0")
    page.wait_for_selector(".thread >> text=Noted on the side.")
    assert asked == [words, words]
    page.click("text=Write a note")
    page.fill("textarea[name='note-text']", "And alone.")
    page.click("button:has-text('Note it')")
    page.wait_for_selector(".thread >> text=And alone.")
    assert len(asked) == 2
