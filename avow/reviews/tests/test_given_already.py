"""What was given already is not answered as if it were ahead: nobody is asked for leave, and nobody says please do not
give it."""

from datetime import date

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures import acts
from avow.disclosures.models import Draft, Version
from avow.disclosures.testing import noon
from avow.gifts.testing import cited
from avow.gifts.tests.test_recording import opened, typed
from avow.leave.models import Given
from avow.reviews.testing import house as made

ON = date(2026, 3, 2)
TESTS = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "yes")


@pytest.fixture
def house(db):
    return made()


@pytest.fixture
def amina(client, house, monkeypatch):
    stand_still(monkeypatch, noon(ON))
    return sign_in(client, house.amina)


def given(client, day: str, **more) -> Version:
    """Recorded as given on that day, looked over once more where the policy asks for it, and sent."""
    data = typed(
        client, opened(client), kind="gift_given", declined="done", received_on=day, other_side="Nova Steel", **more
    )
    answer = client.post("/gifts/record/", {**data, "send": "1"})
    if answer["Location"].endswith("/check/"):
        page = client.get(answer["Location"])
        assert "please do not give it" not in page.content.decode()
        client.post(answer["Location"], {"revision": page.context["draft"].revision})
    return Version.objects.latest("pk")


@pytest.mark.parametrize("day", ["2026-02-20", "2026-03-02"])
def test_it_is_said_what_is_true(amina, house, day):
    version = given(amina, day)
    assert cited(version) == ["5.5"]
    for end in ("", "sent/"):
        page = amina.get(f"/disclosures/{version.disclosure.public_id}/{end}").content.decode()
        assert "without leave" in page
        for ahead in ("Please do not give", "please do not give", "Not answered yet", "Once you have given it"):
            assert ahead not in page, ahead


@pytest.mark.parametrize("day", ["2026-02-20", "2026-03-02"])
def test_nobody_is_asked_and_there_is_nothing_to_read(amina, house, day):
    given(amina, day)
    assert not [one.title for one in duties_for(house.boris, ON) if "leave" in one.title]
    assert not [one.title for one in duties_for(house.amina, ON) if "instruction" in one.title.lower()]


@pytest.mark.parametrize("worth", ["40", "250"])
def test_given_today_is_told_in_the_same_moment(amina, house, worth):
    version = given(amina, "2026-03-02", worth=worth, **TESTS)
    row = Given.objects.get()
    assert (row.given_on, row.leave.version) == (ON, version)
    assert not [one.title for one in duties_for(house.boris, ON) if "leave" in one.title]


def test_begun_on_the_page_and_finished_through_the_steps(amina, house):
    data = typed(amina, opened(amina), kind="gift_given", declined="done", other_side="Nova Steel")
    amina.post("/gifts/record/", {**data, "steps": "1"})
    address = f"/disclose/{Draft.objects.get().disclosure.public_id}/check/"
    page = amina.get(address)
    assert "please do not give it" not in page.content.decode()
    amina.post(address, {"revision": page.context["draft"].revision})
    assert Given.objects.get().given_on == ON


def test_another_day_in_the_steps_is_told_anew(amina, house):
    data = typed(amina, opened(amina), kind="gift_given", declined="done", other_side="Nova Steel")
    amina.post("/gifts/record/", {**data, "steps": "1"})
    (draft,) = Draft.objects.all()
    acts.save_step(draft.disclosure, {"received_on": "2026-03-09"}, "thing", house.amina, noon(ON))
    address = f"/disclose/{draft.disclosure.public_id}/check/"
    assert "please do not give it" in amina.get(address).content.decode()


def test_the_page_still_says_so_when_it_is_opened_again(amina, house):
    told = {"kind": "gift_given", "declined": "done", "other_side": "Nova Steel", "worth": "250", **TESTS}
    answer = amina.post("/gifts/record/", {**typed(amina, opened(amina), **told), "send": "1"})
    page = amina.get(answer["Location"].replace("/disclose/", "/gifts/record/").replace("check/", ""))
    assert page.context["form"]["declined"].value() == "done"
