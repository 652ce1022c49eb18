"""Views of the register that an officer keeps under a name."""

import pytest
from django.test import Client

from avow.access.testing import grant, sign_in
from avow.gifts.models import SavedView


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def save(client, name, query):
    return client.post("/gifts/views/", {"act": "save", "name": name, "query": query})


def test_a_view_is_saved_opened_replaced_renamed_and_removed(here, chen):
    answer = save(chen, " Large  ones ", "least=100&colour=red&sort=-amount")
    assert answer["Location"] == "/gifts/?least=100&sort=-amount"
    view = SavedView.objects.get()
    assert view.name == "Large ones" and "colour" not in view.query
    assert chen.get("/gifts/").context["views"][0] == view
    save(chen, "Large ones", "least=500")
    assert SavedView.objects.get().query == "least=500"
    chen.post("/gifts/views/", {"act": "rename", "name": "Large ones", "to": "Very large"})
    assert SavedView.objects.get().name == "Very large"
    chen.post("/gifts/views/", {"act": "delete", "name": "Very large"})
    assert not SavedView.objects.exists()


def test_one_sees_only_ones_own(here, chen):
    grant(here.farah, "deputy")
    farah = sign_in(Client(), here.farah)
    save(chen, "Mine", "way=given")
    assert not farah.get("/gifts/").context["views"]
    assert farah.post("/gifts/views/", {"act": "rename", "name": "Mine", "to": "Yours"}).status_code == 404
    assert farah.post("/gifts/views/", {"act": "delete", "name": "Mine"}).status_code == 404
    assert SavedView.objects.get().name == "Mine"


def test_what_cannot_be_saved_says_why(here, chen):
    save(chen, " ", "")
    save(chen, "x" * 81, "")
    assert not SavedView.objects.exists()
    save(chen, "One", "way=given")
    save(chen, "Two", "")
    answer = chen.post("/gifts/views/", {"act": "rename", "name": "One", "to": "Two"}, follow=True)
    assert "called “Two” already" in answer.content.decode()
    assert chen.post("/gifts/views/", {"act": "paint", "name": "One"}).status_code == 404
