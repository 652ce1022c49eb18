"""The pages for a request that could not be answered."""

import pytest
from django.test import Client, RequestFactory

from avow.access.testing import sign_in
from avow.people.testing import cast
from avow.web import errors


@pytest.mark.django_db
def test_what_never_existed_and_what_does_not_exist_read_the_same(client):
    sign_in(client, cast().goran)
    one, other = client.get("/nothing/here/"), client.get("/cases/zzzzzzzzzzzz/and/more/")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert "There is nothing here for you" in one.content.decode()


@pytest.mark.django_db
def test_a_stale_form_is_told_to_be_sent_again():
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast().amina)
    answer = client.post("/", {})
    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()


def test_a_failure_needs_no_database_and_no_session():
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Nothing was half saved" in answer.content.decode()


@pytest.mark.django_db
def test_a_request_that_makes_no_sense_says_what_to_do(client):
    request = RequestFactory().get("/")
    answer = errors.bad_request(request)
    assert answer.status_code == 400
    assert "send it again" in answer.content.decode()


@pytest.mark.django_db
def test_forbidden_says_whom_to_ask(client):
    answer = errors.forbidden(RequestFactory().get("/"))
    assert answer.status_code == 403
    assert "ask the compliance officer" in answer.content.decode()
