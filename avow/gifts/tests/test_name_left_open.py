"""A name that leads to entries of the register, of which none was chosen: nobody is told that nothing asks; an officer
says who it is, and then it is counted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access.duties import duties_for
from avow.access.testing import grant, sign_in
from avow.config.testing import stand_still
from avow.disclosures import acts
from avow.disclosures.models import Version
from avow.disclosures.testing import noon
from avow.gifts.models import Gift, NameLeftOpen
from avow.gifts.testing import cited, received
from avow.gifts.tests.test_recording import PNG, opened, sent, typed

NOT_KNOWN = "The sum with them is not known yet"
NOTHING_ASKS = "Nothing in the policy asks"
DUTY = "Say who it is: a name to resolve"
TESTS = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "yes")


@pytest.fixture
def amina(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


def said_while_typing(client, **given) -> str:
    data = typed(client, opened(client), **given)
    return client.post("/gifts/record/typing/", data).content.decode()


@pytest.mark.parametrize("name", ["Delta Bearings", "delta  bearings", "Delta Bearings AG", "Delta", "Delta Bearngs"])
def test_while_typing_the_sum_is_not_known(amina, cast, group, on, name):
    received(cast.amina, on, "60", party=group[1])
    page = said_while_typing(amina, other_side=name, worth="190")
    assert NOT_KNOWN in page
    assert NOTHING_ASKS not in page
    assert "Accepted so far" not in page


def test_a_name_that_leads_nowhere_stands_for_itself(amina, cast, on):
    received(cast.amina, on, "60", other_side="Nova Steel")
    page = said_while_typing(amina, other_side="Nova Steel", worth="100")
    assert NOT_KNOWN not in page
    assert "With this: USD\u00a0160.00" in page
    sent(amina, other_side="Nova Steel", worth="100")
    assert not NameLeftOpen.objects.exists()


def test_what_is_found_all_the_same_is_said_as_well(amina, group):
    page = said_while_typing(amina, other_side="Delta Bearings", worth="250")
    assert "asks for approval" in page
    assert NOT_KNOWN in page


def test_after_sending_an_officer_is_to_say_who_it_is(amina, cast, group, on):
    received(cast.amina, on, "60", party=group[1])
    answer = sent(amina, other_side="Delta Bearings AG", worth="190", **TESTS)
    page = amina.get(answer["Location"]).content.decode()
    assert "finds out who it is" in page
    assert NOTHING_ASKS not in page
    one = amina.get(answer["Location"].replace("sent/", "")).content.decode()
    assert "Other side not known yet" in one
    assert NOT_KNOWN in one
    assert NOTHING_ASKS not in one
    assert [duty.title for duty in duties_for(cast.chen, on)].count(DUTY) == 1


def test_the_receipt_says_so_too(amina, group):
    sent(amina, other_side="Delta Bearings AG", worth="90")
    found = Version.objects.last().disclosure
    page = amina.get(f"/disclosures/{found.public_id}/receipt/").content.decode()
    assert NOT_KNOWN in page
    assert NOTHING_ASKS not in page


def test_an_officer_is_asked_as_an_officer(amina, cast, group):
    sent(amina, other_side="Delta Bearings AG", worth="90")
    address = f"/gifts/cards/{Version.objects.last().disclosure.public_id}/"
    officer = sign_in(amina, cast.chen)
    for name in ("Delta Bearings AG", "Nova Steel"):
        page = officer.post(address, {"name": name}).content.decode()
        assert "none that we know" in page
        assert "typed it" not in page


def test_once_it_is_said_it_is_counted(amina, cast, group, on):
    received(cast.amina, on, "60", party=group[1])
    sent(amina, other_side="Delta Bearings AG", worth="190", **TESTS)
    version = Version.objects.last()
    assert cited(version) == []
    officer = sign_in(amina, cast.chen)
    assert "Delta Bearings AG" in officer.get("/gifts/cards/").content.decode()
    address = f"/gifts/cards/{version.disclosure.public_id}/"
    assert group[1].public_id in officer.get(address).content.decode()
    given = {"name": "Delta Bearings AG", "searched": "Delta Bearings AG", "counterparty": group[1].public_id}
    assert officer.post(address, {**given, "say": "1", "reason": "One address."}).status_code == 302
    assert cited(version) == ["5.2"]
    assert not NameLeftOpen.objects.exists()
    assert DUTY not in [duty.title for duty in duties_for(cast.chen, on)]
    assert officer.get(address).status_code == 404


def test_none_that_we_know_holds_for_the_same_name(amina, cast, group, on):
    sent(amina, other_side="Delta Bearings AG", worth="90")
    found = Version.objects.last().disclosure
    said = {"by": cast.chen, "acting_as": "officer", "reason": "Another.", "on": on, "at": noon(on)}
    acts.resolve_party(found, None, **said)
    assert found.state(on).id == "recorded"
    again(found, on, worth="95")
    assert not NameLeftOpen.objects.exists()
    again(found, on, other_side="Delta Pumps AG")
    assert NameLeftOpen.objects.get().disclosure == found


def test_the_same_name_sent_again_stays_open_and_one_chosen_is_not(amina, cast, group, on):
    sent(amina, other_side="Delta Bearings AG", worth="90")
    found = Version.objects.last().disclosure
    again(found, on, worth="95")
    assert NameLeftOpen.objects.exists()
    again(found, on, other_side="Delta Bearings", counterparty=group[1].public_id)
    assert not NameLeftOpen.objects.exists()


def test_taken_back_nobody_is_asked(amina, cast, group, on):
    sent(amina, other_side="Delta Bearings AG", worth="90")
    found = Version.objects.last().disclosure
    acts.withdraw(found, cast.amina, "Twice.", noon(on))
    assert not NameLeftOpen.objects.exists()


def test_declined_nobody_is_asked(amina, cast, group, on):
    sent(amina, other_side="Delta Bearings AG", worth="90", declined="declined")
    assert Version.objects.last().disclosure.state(on).id == "recorded"
    assert DUTY not in [duty.title for duty in duties_for(cast.chen, on)]


def test_the_last_look_of_the_steps_says_so_too(amina, group):
    answer = sent(amina, other_side="Delta Bearings", worth="250", **TESTS)
    page = amina.get(answer["Location"]).content.decode()
    assert NOT_KNOWN in page
    assert amina.get(answer["Location"]).context["preview"].totals == []


@pytest.mark.parametrize("card", ["", "on"])
def test_without_a_name_nothing_is_said_to_ask_for_nothing(amina, group, card):
    page = said_while_typing(amina, other_side="", card=card, worth="190")
    assert NOTHING_ASKS not in page
    assert (NOT_KNOWN if card else "Say who it is as well") in page


def test_a_card_is_not_within_the_limits_before_it_is_counted(amina, on):
    data = typed(amina, opened(amina), other_side="", card="on", worth="190", **TESTS)
    picture = SimpleUploadedFile("card.png", PNG)
    answer = amina.post("/gifts/record/", {**data, "picture": picture, "send": "1"})
    page = amina.get(answer["Location"]).content.decode()
    assert "finds out who it is" in page
    assert NOTHING_ASKS not in page
    found = Gift.objects.get().disclosure
    assert found.state(on).id == "other_side_open"
    assert "Nothing more is asked of you" not in amina.get(f"/disclosures/{found.public_id}/").content.decode()


def test_the_only_officers_own_name_stands_for_itself(amina, cast, group, on):
    """Nobody may read it, so nobody is to find out."""
    chen = sign_in(amina, cast.chen)
    received(cast.chen, on, "60", other_side="Delta Bearings AG")
    page = said_while_typing(chen, other_side="Delta Bearings AG", worth="100")
    assert NOT_KNOWN not in page
    assert "With this: USD\u00a0160.00" in page
    found = Gift.objects.get().disclosure
    assert found.state(on).id != "other_side_open"
    assert "finds out who it is" not in chen.get(f"/disclosures/{found.public_id}/").content.decode()
    data = typed(chen, opened(chen), other_side="", card="on", worth="190", **TESTS)
    picture = SimpleUploadedFile("card.png", PNG)
    answer = chen.post("/gifts/record/", {**data, "picture": picture, "send": "1"})
    assert answer.status_code == 422
    assert "nobody else may read what you record" in answer.content.decode()


def test_once_there_is_another_officer_it_is_theirs_to_say(amina, cast, group, on):
    received(cast.chen, on, "60", other_side="Delta Bearings AG")
    grant(cast.boris, "compliance_officer", on)
    assert Gift.objects.get().disclosure.state(on).id == "other_side_open"
    assert DUTY in [duty.title for duty in duties_for(cast.boris, on)]


def again(disclosure, on, **changed):
    """The person sends it once more, otherwise."""
    person = disclosure.person
    acts.amend(disclosure, person, noon(on))
    kept = {**Version.objects.filter(disclosure=disclosure).latest("number").answers(), **changed}
    acts.save_step(disclosure, kept, "record", person, noon(on))
    return acts.submit(disclosure, person, on, noon(on))
