"""Once an officer said whose card it is, or who a name is, it is called so wherever it is shown; what was attested
before stays as it was."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures import acts
from avow.disclosures.models import Version
from avow.disclosures.party import with_names
from avow.disclosures.testing import noon
from avow.gifts.models import CountedAnew
from avow.gifts.testing import latest, received
from avow.gifts.tests.test_recording import PNG, opened, typed

TESTS = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "yes")


@pytest.fixture
def amina(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


@pytest.fixture
def carded(amina):
    data = typed(amina, opened(amina), other_side="", card="on", worth="190", **TESTS)
    amina.post("/gifts/record/", {**data, "picture": SimpleUploadedFile("card.png", PNG), "send": "1"})
    return Version.objects.latest("pk")


def resolve(version, party, cast, on):
    said = {"by": cast.chen, "acting_as": "officer", "reason": "The card.", "on": on, "at": noon(on)}
    acts.resolve_party(version.disclosure, party, **said)
    return Version.objects.get(pk=version.pk)


def test_the_sentence_of_the_finding_names_the_party(carded, cast, group, on):
    received(cast.amina, on, "60", party=group[2])
    version = resolve(carded, group[1], cast, on)
    (finding,) = [one for one in latest(version).findings if one["clause"] == "5.2"]
    assert "by Delta Bearings or its group" in finding["says"]
    assert latest(version).facts["other_side"] == "Delta Bearings"


def test_every_page_names_the_party(amina, carded, cast, group, on):
    received(cast.amina, on, "60", party=group[2])
    version = resolve(carded, group[1], cast, on)
    address = f"/disclosures/{version.disclosure.public_id}/"
    assert ": Delta Bearings</h1>" in amina.get(address).content.decode()
    assert "on the card" not in amina.get("/disclosures/").content.decode()
    officer = sign_in(amina, cast.chen)
    case = version.disclosure.case.get_absolute_url()
    for page in ("/desk/", "/gifts/anew/", "/gifts/"):
        said = officer.get(page).content.decode()
        assert "Delta Bearings" in said, page
        assert "on the card" not in said, page
    assert ", Delta Bearings</h1>" in officer.get(case).content.decode()


def test_what_was_attested_before_stays(carded, cast, group, on):
    version = resolve(carded, group[1], cast, on)
    assert version.facts["other_side"].startswith("on the card (")
    assert version.judgement.facts["other_side"].startswith("on the card (")


def test_taken_back_it_is_called_as_it_was_written(carded, cast, group, on):
    resolve(carded, group[1], cast, on)
    version = resolve(carded, None, cast, on)
    assert version.other_side == version.facts["other_side"]
    assert latest(version).facts["other_side"] == version.facts["other_side"]


def test_a_later_act_keeps_the_name(carded, cast, group, on):
    version = resolve(carded, group[1], cast, on)
    received(cast.amina, on, "60", party=group[2])
    assert "by Delta Bearings or its group" in str(latest(version).findings)
    assert CountedAnew.objects.filter(judgement__version=version).exists()


def test_many_names_take_as_many_queries_as_one(cast, carded, group, on, django_assert_num_queries):
    resolve(carded, group[1], cast, on)
    for _ in range(3):
        received(cast.amina, on, "1", party=group[2])
    versions = list(Version.objects.select_related("counterparty"))
    with django_assert_num_queries(1):
        with_names(versions)
    with django_assert_num_queries(0):
        assert sorted({one.other_side for one in versions}) == ["Delta Bearings", "Delta Pumps"]
