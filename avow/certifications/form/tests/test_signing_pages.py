"""The signature as a person meets it: the name, the password once more, and what keeps it from being signed twice."""

import pytest

from avow.access.testing import sign_in
from avow.certifications.form.tests.walking import home, sign, walk
from avow.certifications.models import SignedForm
from avow.certifications.testing import OPEN, signed

pytestmark = pytest.mark.usefixtures("it_is", "no_tries_counted_before")


@pytest.fixture
def amina(client, us):
    return sign_in(client, us.amina)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"password": "not the word"}, "This is not your password"),
        ({"password": ""}, "Type your password"),
        ({"name": "Amina"}, "Type it like this: Amina Haddad"),
        ({"name": ""}, "Type your name."),
        ({"shown": "0" * 64}, "Something changed since you opened this page"),
        ({"shown": ""}, "Something changed since you opened this page"),
    ],
)
def test_without_name_and_password_nothing_is_signed(amina, asked, changed, says):
    walk(amina, asked, OPEN)
    page = sign(amina, asked, **changed)
    assert page.status_code == 422
    assert says in page.text
    assert "not the word" not in page.text
    assert not SignedForm.objects.exists()


def test_how_the_name_is_typed_stands_there_and_both_mistakes_are_told_at_once(amina, asked):
    walk(amina, asked, OPEN)
    assert "Type it as we have it: Amina Haddad" in amina.get(f"{home(asked)}sign/").text
    page = sign(amina, asked, name="Amina", password="not the word")
    assert "This is not your name as we have it" in page.text
    assert "This is not your password" in page.text
    page = sign(amina, asked, name="", password="not the word")
    assert "Type your name." in page.text
    assert "This is not your password" in page.text
    assert not SignedForm.objects.exists()


def test_a_password_beside_a_wrong_name_is_a_try_too(amina, asked):
    walk(amina, asked, OPEN)
    for _ in range(10):
        sign(amina, asked, name="Amina", password="guess")
    assert "There were too many tries" in sign(amina, asked).text
    assert not SignedForm.objects.exists()


def test_after_unlocking_one_looks_over_the_answers(amina, asked):
    form = signed(asked, ["loan"])
    begin = amina.post(f"/certify/forms/{form.public_id}/unlock/", {"reason": "I forgot something."})
    assert begin.url == home(asked)
    assert "are still there" in amina.get(home(asked)).text
    page = amina.post(home(asked))
    assert page.url == f"{home(asked)}check/"
    check = amina.get(page.url)
    assert "One thing is still to be answered" in check.text
    assert f"{home(asked)}complied/?from=check" in check.text
    assert amina.get(home(asked)).url == page.url
    assert amina.post(f"{home(asked)}complied/?from=check", {"answer": "yes"}).url == page.url
    assert sign(amina, asked).status_code == 302
    assert SignedForm.objects.count() == 2


def test_the_password_is_tried_as_often_as_when_signing_in_and_no_more(amina, asked):
    walk(amina, asked, OPEN)
    for _ in range(10):
        sign(amina, asked, password="guess")
    assert "There were too many tries" in sign(amina, asked).text
    assert not SignedForm.objects.exists()


def test_pressing_twice_and_going_back_lead_to_what_was_signed(amina, asked):
    walk(amina, asked, OPEN)
    first = sign(amina, asked)
    form = SignedForm.objects.get()
    given = {"name": "Amina Haddad", "password": "a quiet word for tests", "shown": form.text_hash}
    second = amina.post(f"{home(asked)}sign/", given)
    assert amina.get(second.url).url == f"/certify/forms/{form.public_id}/"
    assert first.url.startswith(f"/certify/forms/{form.public_id}/")
    assert amina.get(f"{home(asked)}ask-loan/").status_code == 302
    assert SignedForm.objects.count() == 1


def test_a_second_tab_sees_what_changed_before_it_is_signed(amina, asked):
    walk(amina, asked, OPEN)
    old = amina.get(f"{home(asked)}sign/").context["digest"]
    amina.post(f"{home(asked)}ask-loan/?from=check", {"answer": "yes", "new-0-other_side": "Bank"})
    page = sign(amina, asked, shown=old)
    assert page.status_code == 422
    assert "Something changed" in page.text
    assert "Bank" in page.text
