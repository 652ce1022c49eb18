"""Signing in and out, and changing the own password."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from avow.access import acts
from avow.access.models import Account
from avow.access.testing import PASSWORD, account_for, sign_in
from avow.people.acts import end
from avow.people.models import Person
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRONG = "not the word at all"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_counted_before():
    cache.clear()


@pytest.fixture
def here():
    return cast()


def send(client, name, password, **more):
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["A1", "a1", " a1 ", "amina@example.com", "Amina@Example.COM"])
def test_by_employee_number_or_e_mail_whatever_the_case(client, here, name):
    account_for(here.amina)
    assert send(client, name, PASSWORD).status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize("name", ["a1", "A1", " amina@EXAMPLE.com", "quiet.amina", "Quiet.Amina"])
def test_an_account_under_another_username_opens_by_number_and_address_as_well(client, here, name):
    acts.open_account(here.amina, PASSWORD, at=AT, username="quiet.amina")
    send(client, name, PASSWORD)
    assert signed_in(client)


def test_a_username_goes_before_the_number_of_somebody_else(client, here):
    acts.open_account(here.amina, PASSWORD, at=AT, username="quiet.amina")
    acts.open_account(here.boris, PASSWORD + "!", at=AT, username="a1")
    assert not (send(client, "a1", PASSWORD), signed_in(client))[1]
    send(client, "a1", PASSWORD + "!")
    assert client.session["_auth_user_id"] == str(here.boris.account.pk)


def test_a_name_that_means_two_people_opens_neither(client, here):
    for person, number, name in ((here.amina, "K-1", "one"), (here.boris, "k-1", "two")):
        acts.open_account(person, PASSWORD, at=AT, username=name)
        Person.objects.filter(pk=person.pk).update(number=number, email="both@example.com")
    for name in ("k-1", "K-1", "both@example.com"):
        send(client, name, PASSWORD)
        assert not signed_in(client)
    send(client, "two", PASSWORD)
    assert signed_in(client)


def test_the_page_needs_no_account_and_offers_no_sign_up(client):
    page = client.get("/sign-in/")
    assert page.status_code == 200
    assert b"sign up" not in page.content.lower() and b"signup" not in page.content.lower()


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, here):
    account_for(here.amina)
    wrong = send(client, "a1", WRONG)
    unknown = send(Client(), "zz", WRONG)
    assert wrong.status_code == unknown.status_code == 200
    assert told(wrong) == told(unknown) and "do not go together" in told(wrong)


def told(page):
    return str(page.context["form"].non_field_errors())


def test_someone_who_left_or_whose_account_is_closed_is_told_the_same(client, here):
    account_for(here.amina)
    acts.close_account(account_for(here.boris), at=AT)
    end(here.amina, on=date(2026, 3, 2), by="system", at=AT)
    pages = [send(client, name, PASSWORD) for name in ("a1", "amina@example.com", "b1", "nobody")]
    assert len({(page.status_code, told(page)) for page in pages}) == 1
    assert not signed_in(client)


def test_the_work_is_the_same_whether_the_name_exists(client, here, monkeypatch):
    account_for(here.amina)
    acts.close_account(account_for(here.boris), at=AT)
    end(here.chen, on=date(2026, 3, 2), by="system", at=AT)
    account_for(here.chen)
    acts.open_account(here.dolores, PASSWORD, at=AT, username="dolores")
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *given: hashed.append(given) or encode(self, *given)
    )
    done = {}
    for name in ("a1", "c1", "b1", "d1", "dolores", "nobody"):
        cache.clear()
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            send(Client(), name, WRONG)
        done[name] = (len(hashed), len(queries))
    assert len(set(done.values())) == 1, done
    assert done["a1"][0] == 1


def test_someone_who_leaves_is_signed_out_at_once(client, here):
    sign_in(client, here.amina)
    assert client.get("/password/").status_code == 200
    end(here.amina, on=date(2026, 3, 2), by="system", at=AT)
    assert client.get("/password/")["Location"].startswith("/sign-in/")


def test_a_closed_account_is_signed_out_at_once(client, here):
    sign_in(client, here.amina)
    acts.close_account(here.amina.account, at=AT)
    assert client.get("/password/").status_code == 302


def test_too_many_tries_under_one_name_wait_and_count_for_every_process(client, here):
    account_for(here.amina)
    pages = [send(Client(REMOTE_ADDR=f"192.0.2.{number}"), "a1", WRONG) for number in range(1, 12)]
    assert "Wait ten minutes" not in told(pages[9]) and "Wait ten minutes" in told(pages[10])
    assert "Wait ten minutes" in told(send(Client(REMOTE_ADDR="192.0.2.200"), "a1", PASSWORD))


def test_too_many_tries_under_a_name_that_does_not_exist_wait_as_well(here):
    pages = [send(Client(REMOTE_ADDR=f"192.0.2.{number}"), "nobody", WRONG) for number in range(1, 12)]
    assert "Wait ten minutes" in told(pages[10])


def test_tries_under_one_name_are_counted_whatever_port_the_host_names(here, settings):
    settings.ALLOWED_HOSTS = ["avow.example.com"]
    account_for(here.amina)
    for port in range(8001, 8011):
        Client().post("/sign-in/", {"login": "a1", "password": WRONG}, HTTP_HOST=f"avow.example.com:{port}")
    page = Client().post("/sign-in/", {"login": "A1 ", "password": PASSWORD}, HTTP_HOST="avow.example.com:8011")
    assert page.status_code == 200 and "too many tries" in told(page)


def test_too_many_tries_from_one_address_wait(here):
    account_for(here.amina)
    pages = [send(Client(), f"name{number}", WRONG) for number in range(21)]
    assert "Wait ten minutes" not in told(pages[19]) and "Wait ten minutes" in told(pages[20])


def test_the_session_changes_when_one_signs_in(client, here):
    account_for(here.amina)
    client.get("/")
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    send(client, "a1", PASSWORD)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/password/", "/password/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/password/", "/"),
    ],
)
def test_after_signing_in_one_stays_here(client, here, wanted, goes):
    account_for(here.amina)
    assert send(client, "a1", PASSWORD, next=wanted)["Location"] == goes


def test_a_page_asked_for_before_signing_in_comes_after_it(client, here):
    account_for(here.amina)
    there = client.get("/password/")["Location"]
    assert there == "/sign-in/?next=/password/"
    assert client.post(there, {"login": "a1", "password": PASSWORD, "next": "/password/"})["Location"] == "/password/"


def test_signing_out_takes_a_button(client, here):
    sign_in(client, here.amina)
    assert client.get("/sign-out/").status_code == 200 and signed_in(client)
    assert client.post("/sign-out/").status_code == 302 and not signed_in(client)


def test_an_account_closed_in_the_meantime_is_not_opened_by_a_new_password_of_its_own(here):
    loaded = account_for(here.amina)
    acts.close_account(Account.objects.get(pk=loaded.pk), at=AT)
    with pytest.raises(acts.NotAllowed, match="was closed"):
        acts.set_password(loaded, "another quiet word", at=AT, by=here.amina)
    assert Account.objects.get(pk=loaded.pk).closed_at == AT


def test_a_new_password_ends_the_other_sessions_and_is_recorded(client, here):
    account = account_for(here.amina)
    other = Client()
    send(client, "a1", PASSWORD)
    send(other, "a1", PASSWORD)
    given = {"oldpassword": PASSWORD, "password1": "wet leaves on the path", "password2": "wet leaves on the path"}
    assert client.post("/password/", given)["Location"] == "/"
    account.refresh_from_db()
    assert account.check_password("wet leaves on the path")
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"oldpassword": WRONG}, "not your present password"),
        ({"password2": "something else entirely"}, "same password"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password1": "password1234", "password2": "password1234"}, "too common"),
    ],
)
def test_a_new_password_is_refused_with_the_reason(client, here, given, words):
    sign_in(client, here.amina)
    good = {"oldpassword": PASSWORD, "password1": "wet leaves on the path", "password2": "wet leaves on the path"}
    page = client.post("/password/", good | given)
    assert page.status_code == 200
    assert words in str(page.context["form"].errors)
    assert account_for(here.amina).check_password(PASSWORD)


@pytest.mark.parametrize("name", ["\x00", "a1\x00", "x" * 5000, "'; DROP TABLE access_account; --", "💧" * 200])
def test_hostile_names_are_answered_calmly(client, here, name):
    assert send(client, name, WRONG).status_code == 200


def test_a_huge_password_is_not_hashed(client, here):
    account_for(here.amina)
    page = send(client, "a1", "x" * 5000)
    assert page.status_code == 200 and "password" in page.context["form"].errors


@pytest.mark.parametrize(
    "path", ["/signup/", "/accounts/signup/", "/email/", "/reauthenticate/", "/inactive/", "/password/reset/"]
)
def test_what_we_do_not_use_of_the_sign_in_package_has_no_address(client, here, path):
    sign_in(client, here.amina)
    assert client.get(path).status_code == 404
