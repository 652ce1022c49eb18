"""The form open in two windows: what one of them saved is not overwritten unread by the other."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.certifications.form.tests.walking import home
from avow.certifications.models import FormDraft
from avow.disclosures.testing import disclosed
from avow.disclosures.tests.walking import untouched

CHANGED = "Something changed since you opened this page"
WORDS = "I took a watch in May, and told nobody."


pytestmark = pytest.mark.usefixtures("it_is")


@pytest.fixture
def amina(client, us, asked):
    disclosed(us.amina, on=date(2026, 3, 2))
    sign_in(client, us.amina).post(home(asked))
    return client


def answer(step):
    return FormDraft.objects.get().open()["answers"].get(step)


def opened(client, asked, step):
    """The page in a window: its address, and what it sends where nothing is touched."""
    address = f"{home(asked)}{step}/"
    return address, untouched(client.get(address).text)


def test_the_words_of_one_window_are_not_taken_away_by_the_other(amina, us, asked):
    address, there = opened(amina, asked, "complied")
    _, here = opened(amina, asked, "complied")
    assert amina.post(address, there | {"answer": "no", "words": WORDS}).status_code == 302
    page = amina.post(address, here | {"answer": "yes", "words": "Typed in this window."})
    assert page.status_code == 409
    assert CHANGED in page.text
    assert f"{us.pack.certifying.not_complied_signed.rstrip('.')}: {WORDS}" in page.text
    assert answer("complied")["words"] == WORDS
    now = untouched(page.text)
    assert (now["answer"], now["words"]) == ("yes", "Typed in this window.")
    assert amina.post(address, now).status_code == 302, "having read both, they send it again"
    assert answer("complied")["answer"] == "yes"


@pytest.mark.parametrize("press", [{"more": "1"}, {"stay": "1"}, {"later": "1"}, {"answer": ""}])
def test_no_button_of_the_older_page_makes_it_a_newer_one(amina, asked, press):
    address, there = opened(amina, asked, "ask-role")
    _, here = opened(amina, asked, "ask-role")
    assert amina.post(address, there | {"answer": "yes", "new-0-other_side": "Gamma"}).status_code == 302
    page = amina.post(address, here | {"answer": "no", "new-0-other_side": "Bank"} | press)
    assert page.status_code == 409
    assert "New: " in page.text
    assert "Gamma" in page.text
    assert untouched(page.text)["new-0-other_side"] == "Bank"
    assert answer("ask-role")["answer"] == "yes"


def test_the_same_answer_sent_twice_is_taken(amina, asked):
    address, came = opened(amina, asked, "complied")
    for _ in range(2):
        assert amina.post(address, came | {"answer": "no", "words": WORDS}).status_code == 302
    assert answer("complied")["words"] == WORDS


def test_another_question_answered_meanwhile_is_in_nobodys_way(amina, asked):
    address, came = opened(amina, asked, "complied")
    other, there = opened(amina, asked, "ask-role")
    assert amina.post(other, there | {"answer": "no"}).status_code == 302
    assert amina.post(address, came | {"answer": "no", "words": WORDS}).status_code == 302
    assert amina.post(other, there | {"answer": "yes"}).status_code == 409, "this one was answered since"
    assert answer("complied")["words"] == WORDS


@pytest.mark.parametrize("revision", ["", "-3", "many", "99999"])
def test_a_revision_that_no_draft_has_overwrites_nothing(amina, asked, revision):
    address, came = opened(amina, asked, "complied")
    amina.post(address, came | {"answer": "no", "words": WORDS})
    assert amina.post(address, {"answer": "yes", "revision": revision}).status_code == 409
    assert answer("complied")["words"] == WORDS
