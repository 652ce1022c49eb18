"""Recording a gift on one page: an ordinary draft, sent as any other."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.models import Disclosure, Draft, Version
from avow.disclosures.testing import noon
from avow.gifts.models import Gift
from avow.gifts.testing import received

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
USUAL = {
    "kind": "gift_received",
    "other_side": "Delta Bearings",
    "description": "A watch",
    "worth": "40",
    "worth_in": "USD",
    "declined": "open",
    "received_on": "2026-03-02",
    "believed_standing": "supplier",
    "holder": "self",
    "shared_by": "1",
    "occasions": "1",
}


@pytest.fixture
def today(on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return on


@pytest.fixture
def amina(client, cast, today):
    return sign_in(client, cast.amina)


def hidden(page, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def opened(client, address: str = "/gifts/record/"):
    page = client.get(address)
    assert page.status_code == 200
    return {name: hidden(page, name) for name in ("draft", "revision", "seen")}


def typed(client, held: dict, **given) -> dict:
    """What the page posts, with what the sums beside it said when they were last shown."""
    data = {**USUAL, **held, **given}
    if data["other_side"] and "searched" not in data:
        data |= {"searched": data["other_side"], "counterparty": data.get("counterparty", "typed")}
    page = client.post("/gifts/record/typing/", data)
    assert page.status_code == 200
    return {**data, "seen": hidden(page, "seen")}


def sent(client, **given):
    data = typed(client, opened(client), **given)
    return client.post("/gifts/record/", {**data, "send": "1"})


def test_a_small_gift_is_recorded_with_one_button(amina, cast, group):
    response = sent(amina, counterparty=group[1].public_id)
    version = Version.objects.get()
    assert response["Location"] == f"/disclosures/{version.disclosure.public_id}/sent/"
    assert (version.counterparty, version.facts["worth"], version.on) == (group[1], "40", date(2026, 3, 2))
    assert version.facts["declined"] is False
    assert version.answers()["description"] == "A watch"
    assert version.disclosure.state(date(2026, 3, 2)).id == "recorded"
    assert not Draft.objects.exists()


def test_nothing_is_written_before_something_is_typed(amina):
    opened(amina)
    typed(amina, opened(amina))
    assert not Disclosure.objects.exists()


def raw_of(disclosure: Disclosure) -> dict:
    return Draft.objects.get(disclosure=disclosure).open()["raw"]["record"]


def test_a_given_gift_one_shared_and_one_in_another_currency(amina, group):
    given = sent(amina, kind="gift_given", worth="20")
    assert given.status_code == 302
    basket = sent(amina, worth="100", shared_by="5", worth_in="EUR", estimated="on", other_side="Nova Steel")
    assert basket.status_code == 302
    made = {version.kind: version for version in Version.objects.all()}
    assert "shared_by" not in made["gift_given"].facts
    assert made["gift_received"].facts["shared_by"] == "5"
    line = Gift.objects.get(kind="gift_received")
    assert (line.currency, line.is_estimated, line.is_cash_like) == ("EUR", True, False)
    assert 20 < line.amount < 30


def test_before_giving_it_says_that_leave_is_asked_for(amina):
    words = "Your manager is asked for leave first; please do not give it before they answer."
    for kind, says in (("gift_given", True), ("hospitality_offered", True), ("gift_received", False)):
        empty = amina.get(f"/gifts/record/?kind={kind}").content.decode()
        page = amina.post("/gifts/record/typing/", {**USUAL, "kind": kind}).content.decode()
        assert [words in empty, words in page] == [says, says]


def test_a_declined_gift_does_not_count_and_asks_less(amina, cast, group, today):
    received(cast.amina, date(2026, 2, 1), "150", party=group[1], sent=date(2026, 3, 2))
    assert "/sent/" in sent(amina, worth="250", declined="declined", counterparty=group[1].public_id)["Location"]
    assert not Gift.objects.get(disclosure=Version.objects.last().disclosure).counts


def test_an_invitation_asks_its_own_questions(amina, group):
    data = typed(amina, opened(amina), kind="hospitality_received", worth="60", face_value="80", occasions="2")
    page = amina.post("/gifts/record/", {**data, "send": "1"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {
        "excessive", "unfit", "giver_present", "giver_not_permitted", "forbidden_locally"
    }  # fmt: skip
    answers = dict.fromkeys(("excessive", "unfit", "giver_not_permitted", "forbidden_locally"), "no")
    done = sent(amina, **{**data, **answers, "giver_present": "yes", "draft": hidden(page, "draft")})
    version = Version.objects.get()
    assert done["Location"].endswith(f"{version.disclosure.public_id}/sent/")
    assert (version.kind, version.facts["occasions"], version.facts["face_value"]) == (
        "hospitality_received",
        "2",
        "80",
    )
    assert "holder" not in version.facts


def test_for_family_the_relation_and_the_name_are_asked(amina, group):
    data = typed(amina, opened(amina), holder="family")
    page = amina.post("/gifts/record/", {**data, "send": "1"})
    assert set(page.context["form"].errors) == {"relation"}
    sent(amina, **{**data, "relation": "child", "relative_name": "Samira", "draft": hidden(page, "draft")})
    assert Version.objects.get().relative.name() == "Samira"


def test_the_four_questions_are_asked_only_where_the_policy_asks_them(amina, group):
    small = amina.post("/gifts/record/typing/", {**USUAL, **opened(amina)})
    large = amina.post("/gifts/record/typing/", {**USUAL, **opened(amina), "worth": "101"})
    favour = amina.post("/gifts/record/typing/", {**USUAL, **opened(amina), "worth": "", "is_favour": "on"})
    assert ["customary" in page.context["asked"] for page in (small, large, favour)] == [False, True, True]


def test_what_asks_for_approval_is_looked_over_once_more(amina, cast, group):
    received(cast.amina, date(2026, 2, 1), "150", party=group[1], sent=date(2026, 3, 2))
    answers = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "unknown")
    response = sent(amina, worth="250", other_side="Delta Pumps", counterparty=group[2].public_id, **answers)
    assert response["Location"].endswith("/check/")
    page = amina.get(response["Location"])
    assert "This is not sent yet." in page.content.decode()
    assert not page.context["undone"]
    assert "With this USD\u00a0400.00" in page.content.decode()
    amina.post(response["Location"], {"revision": page.context["draft"].revision})
    assert Version.objects.count() == 2


def test_the_button_says_whether_it_is_sent_at_once(amina, cast, group, today):
    received(cast.amina, date(2026, 2, 1), "150", party=group[1], sent=today)
    held = opened(amina)
    chosen = {**USUAL, **held, "searched": "Delta Bearings", "counterparty": group[1].public_id}
    for worth, words in (("20", "Send to the compliance officer"), ("80", "Look at it once more, and send")):
        typing = amina.post("/gifts/record/typing/", {**chosen, "worth": worth}).content.decode()
        assert f'<span id="send" hx-swap-oob="innerHTML">{words}</span>' in typing
    amina.post("/gifts/record/keep/", {**chosen, "worth": "80"})
    page = amina.get(f"/gifts/record/{Draft.objects.get().disclosure.public_id}/").content.decode()
    assert '<span id="send">Look at it once more, and send</span>' in page


def test_what_the_policy_says_is_seen_before_it_is_sent(amina, group):
    chosen = {"searched": "Delta Bearings", "counterparty": group[1].public_id}
    held = {**opened(amina), **chosen}
    first = amina.post("/gifts/record/", {**USUAL, **held, "send": "1"})
    assert "/gifts/record/" in first["Location"]
    assert not Version.objects.exists()
    page = amina.get(first["Location"])
    assert "Nothing in the policy asks for approval" in page.content.decode()
    held = {name: hidden(page, name) for name in ("draft", "revision", "seen")}
    again = {**USUAL, **held, **chosen, "send": "1"}
    assert amina.post("/gifts/record/", again)["Location"].endswith("/sent/")


def test_bad_input_keeps_every_word_and_says_where(amina, group):
    data = {**USUAL, **opened(amina), "worth": "a lot", "description": "A <b>watch</b>", "received_on": "31 Feb 2026",
            "believed_standing": "", "story": "He insisted.", "send": "1"}  # fmt: skip
    page = amina.post("/gifts/record/", data)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"worth", "received_on", "believed_standing"}
    html = page.content.decode()
    for words in ("a lot", "A &lt;b&gt;watch&lt;/b&gt;", "31 Feb 2026", "He insisted."):
        assert words in html
    kept = raw_of(Disclosure.objects.get())
    assert (kept["worth"], kept["story"]) == ("a lot", "He insisted.")
    page = amina.get(f"/disclose/{Disclosure.objects.get().public_id}/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/gifts/record/")
    assert "He insisted." in page.content.decode()


def test_a_name_with_candidates_has_to_be_chosen(amina, group):
    page = amina.post("/gifts/record/", {**USUAL, **opened(amina), "other_side": "Delta", "send": "1"})
    assert page.status_code == 200
    shown = page.content.decode()
    assert shown.count("Is it one of these in our register?") == 2, "at the top, and at the name"
    assert 'role="alert"' not in shown, "it is a question, and nothing is wrong"
    assert "Error:" not in shown


def test_until_one_is_chosen_no_sum_of_the_typed_name_is_shown(amina, cast, group, today):
    received(cast.amina, date(2026, 2, 1), "150", party=group[1], sent=today)
    held = {**USUAL, **opened(amina)}
    waits = amina.post("/gifts/record/typing/", {**held, "other_side": "Delta"}).content.decode()
    assert "Choose above which one it is, and you see what it comes to." in waits
    assert "so far" not in waits
    assert "<strong>Nothing in the policy asks" not in waits, "whom it is from is not known yet"
    chosen = {**held, "searched": "Delta Bearings", "counterparty": group[1].public_id}
    page = amina.post("/gifts/record/typing/", chosen).content.decode()
    assert "Choose above" not in page
    assert "Accepted so far from this group: USD\u00a0150.00 of 200.00." in page


def test_without_a_name_it_says_so(amina):
    data = typed(amina, opened(amina), other_side="")
    page = amina.post("/gifts/record/", {**data, "send": "1"})
    assert set(page.context["form"].errors) == {"other_side"}


def test_sending_twice_sends_once(amina, group):
    data = {**typed(amina, opened(amina)), "send": "1"}
    first, second = amina.post("/gifts/record/", data), amina.post("/gifts/record/", data)
    assert first["Location"].endswith("/sent/")
    assert second["Location"] == f"/disclosures/{Disclosure.objects.get().public_id}/"
    assert Version.objects.count() == 1


def test_two_windows_have_a_draft_each(amina, group):
    one, other = opened(amina), opened(amina)
    amina.post("/gifts/record/keep/", {**USUAL, **one, "description": "A pen"})
    amina.post("/gifts/record/keep/", {**USUAL, **other, "description": "A knife"})
    assert sorted(raw_of(found)["description"] for found in Disclosure.objects.all()) == ["A knife", "A pen"]


def test_two_windows_on_one_draft_do_not_write_over_each_other(amina, group):
    held = opened(amina)
    assert amina.post("/gifts/record/keep/", {**USUAL, **held}).status_code == 204
    identifier = Disclosure.objects.get().public_id
    tab = opened(amina, f"/gifts/record/{identifier}/")
    paper = {"picture": SimpleUploadedFile("watch.png", PNG), "see": "1"}
    amina.post("/gifts/record/", {**USUAL, **held, **paper})
    assert amina.post("/gifts/record/keep/", {**USUAL, **tab, "description": "Old words"}).status_code == 409
    page = amina.post("/gifts/record/", {**typed(amina, tab, description="My words"), "send": "1"})
    assert page.status_code == 409
    assert not Version.objects.exists()
    assert "My words" in page.content.decode()
    again = {name: hidden(page, name) for name in ("draft", "revision", "seen")}
    sent_now = amina.post("/gifts/record/", {**typed(amina, again, description="My words"), "send": "1"})
    assert sent_now["Location"].endswith("/sent/")
    assert Version.objects.get().answers()["description"] == "My words"


def test_a_number_that_was_not_given_is_not_taken(amina, cast, client):
    for draft in ("", "x", hidden(amina.get("/gifts/record/"), "draft")[:-1]):
        assert amina.post("/gifts/record/keep/", {**USUAL, "draft": draft, "revision": "0"}).status_code == 404
    hers = opened(amina)
    goran = sign_in(client, cast.goran)
    assert goran.post("/gifts/record/keep/", {**USUAL, **hers}).status_code == 404
    assert not Disclosure.objects.exists()


def test_another_kind_takes_the_words_along(amina, group):
    held = opened(amina)
    amina.post("/gifts/record/keep/", {**USUAL, **held, "description": "Dinner"})
    amina.post("/gifts/record/keep/", {**USUAL, **held, "description": "Dinner", "kind": "hospitality_received"})
    found = Disclosure.objects.get()
    assert (found.kind, raw_of(found)["description"]) == ("hospitality_received", "Dinner")


def test_another_from_the_same_has_party_and_day(amina, group):
    data = typed(amina, opened(amina), counterparty=group[1].public_id)
    response = amina.post("/gifts/record/", {**data, "another": "1"})
    page = amina.get(response["Location"])
    form = page.context["form"]
    assert (form["other_side"].value(), form["received_on"].value()) == ("Delta Bearings", "2026-03-02")
    assert page.context["other"].chosen == group[1].public_id
    assert not form["description"].value()


def test_going_on_one_question_at_a_time_loses_nothing(amina, group):
    data = {**typed(amina, opened(amina)), "worth": "a lot", "steps": "1"}
    response = amina.post("/gifts/record/", data)
    found = Disclosure.objects.get()
    assert response["Location"] == f"/disclose/{found.public_id}/"
    contents = Draft.objects.get().open()
    assert contents["answers"]["description"] == "A watch"
    assert contents["raw"] == {"gift": {"worth": "a lot"}}


def test_a_picture_goes_with_it_and_a_bad_file_is_told(amina, group):
    data = typed(amina, opened(amina))
    bad = amina.post("/gifts/record/", {**data, "send": "1", "picture": SimpleUploadedFile("a.exe", b"MZ\x00\x01")})
    assert bad.status_code == 422
    assert "We cannot tell what this file is" in bad.content.decode()
    good = {
        "send": "1",
        "picture": SimpleUploadedFile("watch.png", PNG),
        "paper": SimpleUploadedFile("r.pdf", b"%PDF-1"),
    }
    assert amina.post("/gifts/record/", {**data, **good})["Location"].endswith("/sent/")
    assert len(Version.objects.get().attachments) == 2


def test_a_slip_in_the_name_is_asked_about(amina, cast, group, today):
    received(cast.amina, date(2026, 2, 1), "150", party=group[1], sent=today)
    held = {**USUAL, **opened(amina), "other_side": "Detla Bearnigs"}
    waits = amina.post("/gifts/record/typing/", held).content.decode()
    assert "Did you mean this one in our register?" in waits
    assert "Choose above which one it is, and you see what it comes to." in waits
    assert "<strong>Nothing in the policy asks" not in waits
    page = amina.post("/gifts/record/", {**held, "send": "1"})
    assert page.status_code == 200
    assert Version.objects.count() == 1, "nothing was sent"
    chosen = {"counterparty": group[1].public_id, "searched": "Detla Bearnigs"}
    assert "190" in amina.post("/gifts/record/typing/", {**held, **chosen}).content.decode()
    as_typed = {"counterparty": "typed", "searched": "Detla Bearnigs"}
    assert "Did you mean" not in amina.post("/gifts/record/typing/", {**held, **as_typed}).content.decode()


def test_the_button_says_that_the_manager_is_asked(amina, group):
    chosen = {**opened(amina), "searched": "Delta Bearings", "counterparty": group[1].public_id}
    page = amina.post("/gifts/record/typing/", {**USUAL, **chosen, "kind": "gift_given"}).content.decode()
    assert "Send it, and ask your manager</span>" in page


def test_a_day_of_which_the_policy_knows_no_limit_is_a_slip(amina):
    page = amina.post("/gifts/record/", typed(amina, opened(amina), received_on="1999-06-01", send="1"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "The policy has no limits for days before 1 January 2000. Check the year." in text
    assert 'value="1999-06-01"' in text
    assert 'min="2000-01-01"' in text


@pytest.mark.parametrize("worth", ["-5", "1e30", "\u20ac60", "60.005"])
def test_an_amount_that_cannot_be_read_is_said_while_it_is_typed(amina, worth):
    page = amina.post("/gifts/record/typing/", {**USUAL, "other_side": "Delta", "worth": worth})
    sent = amina.post("/gifts/record/", {**USUAL, **opened(amina), "other_side": "Delta", "worth": worth, "send": "1"})
    said = re.search(r'<p class="error">([^<]+)</p>', page.content.decode())[1]
    assert sent.status_code == 422
    assert said in sent.content.decode()


def test_an_amount_not_typed_yet_is_no_mistake(amina):
    page = amina.post("/gifts/record/typing/", {**USUAL, "other_side": "Delta", "worth": ""})
    assert 'class="error"' not in page.content.decode()
