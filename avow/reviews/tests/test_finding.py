"""The four tests of 5.1: the person's answers are evidence, the officer finds whether they hold."""

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.disclosures.models import Judgement
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.reviews import acts
from avow.reviews.findable import findable
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, amend, case_of, disclose, given_a_watch, house, moment

pytestmark = pytest.mark.django_db
ALL_HOLD = dict.fromkeys(("found_customary", "found_modest", "found_lawful", "found_employer_allows"), True)


def find(case, by, found, reason="I asked the purchasing manager of the plant."):
    version = case.disclosure.latest_version
    return acts.find(case, version, by=by, found=found, reason=reason, on=MONDAY, at=moment(MONDAY))


def rules_of(version, clause="5.1"):
    return {finding["rule"] for finding in version.judged.findings if finding["clause"] == clause}


def asked_of(version):
    return {question["fact"] for question in version.judged.questions}


def test_nothing_is_found_until_somebody_finds_it():
    h = house()
    version = given_a_watch(h, h.amina).latest_version
    assert set(findable(version)) == set(ALL_HOLD)
    assert "main" not in rules_of(version)
    assert set(ALL_HOLD) <= asked_of(version)


def test_all_four_hold_and_5_1_is_settled_while_5_2_is_not_excused():
    h = house()
    case = case_of(given_a_watch(h, h.amina))
    find(case, h.chen, ALL_HOLD)
    version = case_of(case.disclosure).disclosure.latest_version
    assert "main" not in rules_of(version)
    assert not set(ALL_HOLD) & asked_of(version)
    assert rules_of(version, "5.2")


def test_one_that_does_not_hold_is_a_finding_and_says_who_found_it():
    h = house()
    case = case_of(given_a_watch(h, h.amina))
    find(case, h.chen, {**ALL_HOLD, "found_modest": False})
    version = case_of(case.disclosure).disclosure.latest_version
    (main,) = [one for one in version.judged.findings if (one["clause"], one["rule"]) == ("5.1", "main")]
    assert main["finding"] == "approval"
    modest = next(value for value in main["values"] if value["name"] == "found_modest")
    assert (modest["value"], modest["source"]) == (False, f"found on review by {h.chen.name}")


@pytest.mark.django_db(transaction=True)
def test_what_was_judged_at_first_stays_and_all_of_it_verifies():
    h = house()
    case = case_of(given_a_watch(h, h.amina))
    before = case.disclosure.latest_version.judgement
    entries = Entry.objects.count()
    find(case, h.chen, {**ALL_HOLD, "found_modest": None})
    find(case, h.chen, ALL_HOLD)
    version = case_of(case.disclosure).disclosure.latest_version
    assert Entry.objects.count() == entries + 2
    assert version.judgement == before
    assert Judgement.objects.filter(version=version).count() == 3
    assert version.judged.findings != before.findings or version.judged.questions != before.questions
    report = verify()
    assert report.clean, report.as_json()


def test_only_what_the_rules_ask_of_a_reviewer_can_be_found():
    h = house()
    case = case_of(given_a_watch(h, h.amina))
    for found in ({}, {"amount": "1.00"}, {"found_modest": "yes"}, {"is_partner": False}):
        with pytest.raises(Refused):
            find(case, h.chen, found)
    with pytest.raises(Refused, match="nothing like this"):
        find(case_of(disclose(h, h.amina)), h.chen, ALL_HOLD)
    with pytest.raises(Refused, match="how you came"):
        find(case, h.chen, ALL_HOLD, reason=" ")


def test_nobody_finds_in_their_own_matter_nor_of_an_old_version():
    h = house()
    with pytest.raises(Refused, match="their own matter"):
        find(case_of(given_a_watch(h, h.chen)), h.chen, ALL_HOLD)
    disclosure = given_a_watch(h, h.amina)
    case, first = case_of(disclosure), disclosure.latest_version
    amend(disclosure, worth="260.00")
    with pytest.raises(Refused, match="newer version"):
        acts.find(case, first, by=h.chen, found=ALL_HOLD, reason="Seen.", on=MONDAY, at=moment(MONDAY))


def test_on_the_page_it_is_answered_and_the_person_reads_the_outcome(client):
    h = house()
    disclosure = given_a_watch(h, h.amina)
    case = case_of(disclosure)
    sign_in(client, h.chen)
    page = client.get(reverse("reviews:case", args=[case.public_id])).text
    assert "Say what you found" in page
    given = {f"find-{name}": "yes" for name in ALL_HOLD} | {"find-found_modest": "no", "find-version": "1"}
    address = reverse("reviews:act", args=[case.public_id, "find"])
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Say how you came to find so." in refused.text
    assert client.post(address, {**given, "find-reason": "A watch is not modest <here>."}).status_code == 302
    page = client.get(reverse("reviews:case", args=[case.public_id])).text
    assert "A watch is not modest &lt;here&gt;." in page
    sign_in(client, h.amina)
    seen = client.get(reverse("disclosures:one", args=[disclosure.public_id])).text
    assert "found on review by" in seen
    assert "not modest &lt;here" not in seen
