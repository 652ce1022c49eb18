"""May I? for every kind: what decides is asked, a few questions at a time, and the answer is never yes (6.4)."""

import re
from datetime import date
from decimal import Decimal

import pytest

from avow.access.testing import sign_in
from avow.counterparties import acts as counterparties
from avow.disclosures.forms.fields import field_for
from avow.disclosures.forms.fields.choices import ENDED
from avow.disclosures.models import Disclosure, Draft
from avow.gifts.testing import received
from avow.local_rules.testing import ruled
from avow.questions.may_i.answering import APART, LINES, MANAGER, NOTHING
from avow.questions.may_i.deciding import deciding
from avow.questions.may_i.form import AskForm
from avow.questions.testing import ADDRESS, fields, house, moment, walk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WINE = {
    "other_side": "Delta", "counterparty": "typed", "searched": "Delta", "believed_standing": "supplier",
    "worth": "40", "worth_in": "USD", "is_favour": "no",
}  # fmt: skip


@pytest.fixture
def us(client, monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: TODAY)
    here = house()
    sign_in(client, here.amina)
    return here


def test_every_kind_is_answered_when_nothing_is_said(us, client):
    for kind in us.pack.kinds:
        page = walk(client, kind, {})
        assert page.status_code == 200
        assert page.context["found"].line in (*LINES.values(), MANAGER), kind
        assert page.context["found"].depends or page.context["found"].findings, kind


def test_only_what_decides_is_asked(us):
    assert deciding(us.pack, "outside_role") == {
        "holder", "believed_standing", "role_type", "hours_overlap", "short_of_rest", "timing",
        "deals_with_other_side",
    }  # fmt: skip
    for kind in us.pack.kinds:
        assert "bearing" not in deciding(us.pack, kind), "whether one's work touches it is asked, and that is enough"
        assert not deciding(us.pack, kind) & {"story", "relative_name", "relation", "description", "role_title"}


def test_nothing_is_said_to_be_kept(us, client):
    said = "It is kept sealed."
    assert said in field_for(us.pack.facts["colleague"], TODAY).help_text
    form = AskForm(us.pack, ["colleague", "relative_name", "contact"], TODAY, bound=False)
    assert not any(said in field.help_text for field in form.fields.values())


def test_whoever_gives_asks_the_manager_first(us, client):
    found = walk(client, "gift_given", {**WINE, "sums": "1"}).context["found"]
    assert found.line == MANAGER
    assert APART in found.beside
    assert found.clauses == ("5.5",)
    assert not any("leave" in sentence for sentence in found.depends)


def test_nobody_is_asked_whether_they_turned_down_what_has_not_happened(us, client):
    for kind in us.pack.kinds:
        assert "declined" not in deciding(us.pack, kind)
    page = walk(client, "gift_given", {**WINE, "sums": "1"})
    assert page.context["found"].sums[0].this == 40
    client.post(ADDRESS, {**fields(page), "disclose": "1"})
    assert "declined" not in Draft.objects.get().open()["answers"], "the form asks it itself"


def test_nothing_asks_for_approval_and_that_is_no_yes(us, client):
    page = walk(client, "gift_received", {**WINE, "sums": "1"})
    assert page.context["found"].line == NOTHING
    assert "That is not a yes." in page.content.decode()


def test_a_role_with_nobody_we_know_is_no_yes_either(us, client):
    said = {
        "holder": "self", "believed_standing": "none", "role_type": "employee", "hours_overlap": "no",
        "short_of_rest": "no", "timing": "contemplated", "deals_with_other_side": "no",
    }  # fmt: skip
    found = walk(client, "outside_role", said).context["found"]
    assert found.line in (NOTHING, LINES["unknown"], LINES["approval"])
    assert "3.1" in found.clauses, "the question of the reasonable person is always there"


def test_a_role_with_a_supplier_asks_for_approval(us, client):
    said = {"holder": "self", "believed_standing": "supplier", "role_type": "employee"}
    found = walk(client, "outside_role", said).context["found"]
    assert found.line == LINES["approval"]
    assert "4.1" in found.clauses
    assert found.depends, "what was left open is said"


def test_each_clause_stands_once_in_the_answer(us, client):
    said = {"property_type": "equipment", "company_deals_in_it": "yes", "deals_with_other_side": "yes"}
    page = walk(client, "property_transaction", said)
    found = page.context["found"]
    assert [one.clause for one in found.findings].count("4.4") == 1
    (property_,) = [one for one in found.findings if one.clause == "4.4"]
    assert [weight for _, weight in property_.says] == ["asks for approval", "someone looks at it with you"]
    shown = page.content.decode()
    for number in found.clauses:
        assert len(re.findall(rf"(<h2>|<summary><span>){re.escape(number)} ", shown)) == 1, number
    assert not any("bear on your work" in sentence for sentence in found.depends)
    kept = client.post(ADDRESS, {**fields(page), "keep": "1"}).content.decode()
    assert kept.count("4.4 Property the company buys or sells") == 1


def test_a_question_alone_on_its_page_is_its_heading_and_asked_once(us, client):
    page = client.post(ADDRESS, {"kind": "property_transaction"})
    assert page.context["few"].names == ("property_type",)
    shown = page.content.decode()
    assert "<h1>What sort of thing is it?</h1>" in shown
    assert re.search(r'<legend class="unseen">What sort of thing is it\?', shown)


def test_ones_own_gifts_count_where_one_wishes(us, client):
    received(us.amina, date(2026, 2, 2), "180.00", other_side="Delta")
    with_them = walk(client, "gift_received", {**WINE, "sums": "1"}).context["found"]
    assert "5.2" in [one.clause for one in with_them.findings]
    assert with_them.sums[0].so_far == 180
    alone = walk(client, "gift_received", WINE).context["found"]
    assert "5.2" not in [one.clause for one in alone.findings]
    assert any("not counted here" in sentence for sentence in alone.beside)


def test_what_the_register_knows_of_a_company_is_not_found_out(us, client):
    secret = counterparties.put(
        "S-9", on=date(2026, 1, 1), by="system", at=moment(TODAY), name="Quiet Ltd",
        standings=[("competitor", "prospective")]
    )  # fmt: skip
    said = {**WINE, "other_side": "Quiet Ltd", "searched": "Quiet Ltd", "believed_standing": "none", "worth": "900"}
    typed = walk(client, "gift_received", said).context["found"]
    chosen = walk(client, "gift_received", {**said, "counterparty": secret.public_id}).context["found"]
    assert [one.clause for one in typed.findings] == [one.clause for one in chosen.findings]
    assert typed.line == chosen.line


def test_the_answer_comes_at_once_for_whoever_asks(us, client):
    first = client.post(ADDRESS, {"kind": "loan"})
    page = client.post(ADDRESS, {**fields(first), "answer": "1"})
    assert page.context["found"].depends


def test_one_goes_back_and_finds_what_one_typed(us, client):
    first = client.post(ADDRESS, {"kind": "outside_role"})
    second = client.post(ADDRESS, {**fields(first), "holder": "self"})
    assert second.context["few"].step.id != first.context["few"].step.id
    again = client.post(ADDRESS, {**fields(second), "back": "1"})
    assert again.context["form"]["holder"].value() == "self"


def test_what_was_typed_becomes_a_draft_with_a_click(us, client):
    page = walk(client, "outside_role", {"holder": "self", "believed_standing": "supplier"})
    assert not Disclosure.objects.exists()
    response = client.post(ADDRESS, {**fields(page), "disclose": "1"})
    draft = Draft.objects.get()
    assert response.url == f"/disclose/{draft.disclosure.public_id}/"
    assert draft.disclosure.person == us.amina
    assert draft.open()["answers"] == {"holder": "self", "believed_standing": "supplier"}
    assert client.get(response.url).status_code == 302, "it goes on with the first question that is left"


def test_the_answer_can_be_kept_and_says_what_it_is(us, client):
    page = walk(client, "gift_given", WINE)
    kept = client.post(ADDRESS, {**fields(page), "keep": "1"})
    assert kept["Content-Disposition"] == 'attachment; filename="may-i.txt"'
    assert kept["Cache-Control"] == "private, no-store"
    text = kept.content.decode()
    for words in ("Your manager first.", "Asked on 2 March 2026", "Delta", "It is nobody's approval."):
        assert words in text


def test_a_rule_of_the_site_is_shown_and_found(us, client):
    ruled(
        us.chen, date(2026, 1, 5), kinds=["hospitality_received"], does="above", amount=Decimal("50.00"), currency="USD"
    )
    assert {"worth", "worth_in", "shared_by"} <= deciding(us.pack, "hospitality_received")
    shown = []
    page = client.post(ADDRESS, {"kind": "hospitality_received"})
    while "few" in page.context:
        shown += [hint.heading for hint in page.context["hints"]]
        said = {"worth": "80", "worth_in": "USD", "shared_by": "1", "other_side": "Delta"}
        given = {name: said[name] for name in page.context["few"].names if name in said}
        page = client.post(ADDRESS, {**fields(page), **given})
    assert shown
    found = page.context["found"]
    assert "5.3" in [one.clause for one in found.findings], found


def test_a_name_near_to_one_of_the_register_is_asked_about_and_nothing_is_wrong(us, client):
    counterparties.put("D-1", on=date(2026, 1, 1), by="system", at=moment(TODAY), name="Delta Bearings")
    page = client.post(ADDRESS, {"kind": "gift_received"})
    while "other_side" not in page.context["few"].names:
        page = client.post(ADDRESS, fields(page))
    for press in ({}, {"find": "1"}):
        asked = client.post(ADDRESS, {**fields(page), "other_side": "Detla Bearnigs", **press})
        assert asked.status_code == 200
        shown = asked.content.decode()
        assert shown.count("Did you mean this one in our register?") == 2, "at the top, and at the name"
        assert 'role="alert"' not in shown
        assert "Error:" not in shown
        assert "Detla Bearnigs" in shown


def test_only_currencies_in_use_are_offered_as_nothing_has_happened_yet(us):
    form = AskForm(us.pack, ["worth", "worth_in"], TODAY, bound=False)
    offered = [code for code, _ in form.fields["worth_in"].choices]
    assert {"EUR", "USD", "SEK"} <= set(offered)
    assert not {"EEK", "HRK", "CYP", ENDED} & set(offered)
