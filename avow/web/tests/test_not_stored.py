"""What somebody signed in was shown does not stay in a shared machine's browser."""

import pytest
from django.test import Client

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.people.testing import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/desk/", "/disclosures/", "/disclose/", "/policy/", "/no-such-page/"])
def test_a_page_for_somebody_signed_in_is_not_stored(address):
    here = cast()
    adopted()
    grant(here.chen, "compliance_officer")
    page = sign_in(Client(), here.chen).get(address)
    assert page["Cache-Control"] == "private, no-store"


def test_the_way_to_the_sign_in_page_is_not_stored_either():
    assert "no-store" in Client().get("/desk/")["Cache-Control"]
    assert "no-store" in Client().get("/sign-in/")["Cache-Control"]
