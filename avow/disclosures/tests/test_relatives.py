"""A relative's name is sealed under a key of their own."""

import pytest

from avow.disclosures.models import Relative
from avow.disclosures.models.version import ERASED
from avow.disclosures.testing import disclosed
from avow.ledger import keyring

BROTHER = {"holder": "family", "relation": "sibling", "relative_name": "Daniel Okoro"}


def test_the_name_is_in_a_document_of_its_own(cast, on):
    version = disclosed(cast.amina, on=on, **BROTHER)
    assert version.relative.relation == "sibling"
    assert version.relative.attested.key == f"relative:{version.relative.public_id}"
    assert "Daniel" not in str(version.body)
    assert version.answers()["relative_name"] == "Daniel Okoro"


def test_erasing_the_relative_leaves_the_rest(cast, on):
    version = disclosed(cast.amina, on=on, **BROTHER)
    keyring.destroy(version.relative.key)
    assert version.answers()["relative_name"] == ERASED
    assert version.answers()["story"] == "I bought them years ago."


def test_the_same_brother_is_the_same_relative(cast, on):
    first = disclosed(cast.amina, on=on, **BROTHER)
    again = disclosed(cast.amina, on=on, **{**BROTHER, "relative_name": " daniel  okoro"})
    other = disclosed(cast.amina, on=on, **{**BROTHER, "relation": "child"})
    someone_elses = disclosed(cast.boris, on=on, **BROTHER)
    assert again.relative == first.relative
    assert len({first.relative, other.relative, someone_elses.relative}) == 3


def test_erasing_the_person_erases_what_they_said(cast, on):
    version = disclosed(cast.amina, on=on, **BROTHER)
    keyring.destroy(cast.amina.key)
    with pytest.raises(keyring.Erased):
        version.__class__.objects.get(pk=version.pk).answers()
    assert Relative.objects.get().name() == "Daniel Okoro"
