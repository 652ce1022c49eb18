"""Pages of questions: every one is on exactly one page, and those that one may not read leave no trace."""

import re
from itertools import chain

import pytest

from avow.access.testing import sign_in
from avow.questions import paging
from avow.questions.testing import answered, asked_by, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr(paging, "ON_A_PAGE", 3)
    monkeypatch.setattr(paging, "AT_ONCE", 4)
    return house()


def walked(client, name):
    """The titles of all pages of one of the lists, page by page."""
    query, pages = "", []
    while True:
        page = client.get(f"/questions/{query}").content.decode()
        listed = page.split(f'<h2 id="{name}"')[1].split("</section>")[0]
        pages.append(re.findall(r"Number \d+", listed))
        older = re.search(rf'href="(\?{name}=\w+)#', listed)
        if older is None:
            return pages
        query = older[1]


@pytest.mark.parametrize("number", [1, 3, 4, 8])
def test_ones_own(us, client, number):
    for one in range(number):
        asked_by(us.amina, f"Number {one}")
    sign_in(client, us.amina)
    pages = walked(client, "mine")
    assert [*chain(*pages)] == [f"Number {one}" for one in reversed(range(number))]
    assert all(len(page) == 3 for page in pages[:-1])
    assert pages[-1]


def test_what_is_kept_from_one_is_on_no_page(us, client):
    for one in range(12):
        kept = [us.devi] if one % 3 == 0 else []
        answered(asked_by(us.amina, f"Number {one}", keep_from=kept), us.chen)
    sign_in(client, us.devi)
    pages = walked(client, "answered")
    assert [*chain(*pages)] == [f"Number {one}" for one in reversed(range(12)) if one % 3]
    assert [len(page) for page in pages] == [3, 3, 2]


def test_an_address_that_names_nothing_is_the_first_page(us, client):
    for one in range(5):
        asked_by(us.amina, f"Number {one}")
    theirs = asked_by(us.goran, "Something else")
    sign_in(client, us.amina)
    first = re.findall(r"Number \d", client.get("/questions/").content.decode())
    for odd in ("zzzz", "%00", "%20", theirs.public_id):
        assert re.findall(r"Number \d", client.get(f"/questions/?mine={odd}").content.decode()) == first
