"""The list one chooses from while typing."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.counterparties.acts import put
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
SAID = {"on": DAY, "by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


@pytest.fixture
def amina(client):
    return sign_in(client, cast(DAY).amina)


def test_each_one_found_is_a_button_with_its_public_id(amina):
    delta = put("7", name="Delta Freight", **SAID)
    page = amina.get(reverse("counterparties:search"), {"q": "delt"}).content.decode()
    assert f'<button type="submit" name="counterparty" value="{delta.public_id}">Delta Freight</button>' in page
    assert page.startswith("<ul")


def test_it_never_says_what_a_company_is_to_ours(amina):
    put("7", name="Delta Freight", standings=[("supplier", "present"), ("competitor", "prospective")], **SAID)
    page = amina.get(reverse("counterparties:search"), {"q": "delta"}).content.decode().lower()
    assert "delta freight" in page
    assert not [word for word in ("supplier", "competitor", "present", "prospective") if word in page]


def test_tags_in_a_name_are_text(amina):
    put("7", name="<script>alert(1)</script> Delta", **SAID)
    page = amina.get(reverse("counterparties:search"), {"q": "delta"}).content.decode()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_nothing_found_says_what_one_can_do_and_nothing_typed_says_nothing(amina):
    assert "as you typed it" in amina.get(reverse("counterparties:search"), {"q": "zzz"}).content.decode()
    assert amina.get(reverse("counterparties:search")).content.decode().strip() == ""


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    put("7", name="Delta Freight", **SAID)
    answer = client.get(reverse("counterparties:search"), {"q": "delta"})
    assert answer.status_code == 302 and "Delta" not in answer.content.decode()


def test_it_only_answers_reading(amina):
    assert amina.post(reverse("counterparties:search"), {"q": "delta"}).status_code == 405
