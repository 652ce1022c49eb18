"""The facts that rules and routing read know the roles."""

from datetime import date

import pytest

from avow.access.facts import facts_about
from avow.access.testing import grant
from avow.people.testing import cast

ON = date(2026, 3, 2)


@pytest.mark.django_db
def test_the_compliance_officer_the_chief_executive_and_everyone_else():
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.dolores, "chief_executive")
    grant(here.farah, "deputy")
    names = ("is_compliance_officer", "is_chief_executive")
    found = {
        person.name.split()[0]: [facts_about(person, ON)[name] for name in names] for person in vars(here).values()
    }
    assert found["Chen"] == [True, False]
    assert found["Dolores"] == [False, True]
    assert found["Farah"] == found["Amina"] == [False, False]
    assert facts_about(here.amina, ON)["grade"] == "P3"
