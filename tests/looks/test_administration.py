"""Administration, as the administrator meets it."""

import pytest

from avow.access.testing import account_for, grant
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_roles_people_and_the_own_password(page, sign_in, looks_fine):
    everyone = cast()
    grant(everyone.goran, "administrator")
    grant(everyone.chen, "compliance_officer")
    grant(everyone.dolores, "chief_executive")
    grant(everyone.farah, "hr_partner", department="Works HR")
    account_for(everyone.amina)
    sign_in(page, everyone.goran)
    for address in (
        "/administration/",
        "/administration/proposals/",
        "/administration/people/",
        "/password/",
        "/sign-out/",
    ):
        page.goto(address)
        looks_fine(page, address.strip("/").replace("/", "-"))
    page.goto("/administration/people/?q=nobody-of-this-name")
    looks_fine(page, "administration-people-empty")
    page.goto("/administration/")
    page.get_by_role("button", name="Propose").click()
    looks_fine(page, "administration-errors")
