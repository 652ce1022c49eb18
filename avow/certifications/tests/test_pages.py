"""The button under the policy."""

from datetime import date

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.adoptions.testing import adopted
from avow.certifications.models import Acknowledgement
from avow.people.testing import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone():
    return cast()


@pytest.fixture
def pack(everyone):
    return adopted(date(2026, 1, 1))


def test_amina_presses_the_button_and_the_page_says_when(client, everyone, pack):
    sign_in(client, everyone.amina)
    assert "Acknowledge this version" in client.get("/policy/").content.decode()
    page = client.post(reverse("certifications:acknowledge"), {"version": pack.hash}, follow=True).content.decode()
    assert "You acknowledged version 2026.1 on" in page
    assert "Acknowledge this version" not in page
    assert Acknowledgement.objects.get().person == everyone.amina


def test_what_was_on_the_page_is_what_counts(client, everyone, pack):
    sign_in(client, everyone.amina)
    page = client.post(reverse("certifications:acknowledge"), {"version": "0" * 64}, follow=True).content.decode()
    assert "The policy changed while you were reading" in page
    assert not Acknowledgement.objects.exists()


def test_opening_the_address_records_nothing(client, everyone, pack):
    sign_in(client, everyone.amina)
    assert client.get(reverse("certifications:acknowledge")).url == "/policy/"
    assert not Acknowledgement.objects.exists()


def test_without_a_policy_there_is_nothing_to_acknowledge(client, everyone):
    sign_in(client, everyone.amina)
    client.post(reverse("certifications:acknowledge"), {"version": "x"})
    assert not Acknowledgement.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client, pack):
    answer = client.post(reverse("certifications:acknowledge"), {"version": pack.hash})
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


def test_what_was_acknowledged_and_what_is_still_to_be_is_found_with_the_certifications(client, everyone, pack):
    amina = sign_in(client, everyone.amina)
    page = amina.get("/certify/").content.decode()
    assert "Read and acknowledge the policy" in page
    assert "You acknowledged version" not in page
    amina.post(reverse("certifications:acknowledge"), {"version": pack.hash})
    page = amina.get("/certify/").content.decode()
    assert "You acknowledged version 2026.1 on" in page
    assert "Read and acknowledge the policy" not in page
    sign_in(client, everyone.boris)
    assert "You acknowledged version" not in client.get("/certify/").content.decode()
