"""The register of counterparties, as officers look into it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.config.clock import today
from avow.counterparties.acts import put, put_many
from avow.counterparties.groups import uppermost
from avow.counterparties.merging import canonical, merge, merge_of, separate
from avow.counterparties.models import Counterparty
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)
SAID = {"by": "system", "at": AT}
WHY = {"on": DAY, "at": AT, "reason": "One VAT number."}


@pytest.fixture
def everyone():
    everyone = cast()
    grant(everyone.chen, "compliance_officer")
    return everyone


@pytest.fixture
def officer(client, everyone):
    return sign_in(client, everyone.chen)


@pytest.fixture
def delta():
    """Two entries for Delta Freight, the older one a supplier and of a group."""
    put_many(
        {
            "DH": {"name": "Delta Holding"},
            "7": {"name": "Delta Freight", "parent": "DH", "country": "SE", "standings": [("supplier", "present")],
                  "aliases": ["Delta Spedition"], "identifiers": [("lei", "5493001KJTIIGC8Y1R12")]},
            "8": {"name": "Delta Freight AB", "is_state_owned": True, "standings": [("customer", "prospective")]},
        }, on=DAY, **SAID)  # fmt: skip
    return Counterparty.objects.get(number="7"), Counterparty.objects.get(number="8")


def text(client, address, status=200, **data):
    answer = client.get(address, data)
    assert answer.status_code == status
    return answer.content.decode()


def at(party, act=""):
    return f"/counterparties/{party.public_id}/{act}"


def test_each_entry_with_its_country_standings_today_and_group(officer, delta):
    page = text(officer, "/counterparties/")
    assert page.index("Delta Freight</a>") < page.index("Delta Freight AB</a>") < page.index("Delta Holding</a>")
    for words in ("SE", "Supplier", "Prospective customer", "Delta Holding</td>", 'class="count">3<'):
        assert words in page
    put("7", on=DAY + timedelta(days=2), standings=[], **SAID)
    assert "Supplier<" not in text(officer, "/counterparties/")


@pytest.mark.parametrize("asked", ["delta fr", "spedition", "7", "5493001KJTIIGC8Y1R12"])
def test_found_by_name_other_name_number_or_identifier(officer, delta, asked):
    assert ">Delta Freight</a>" in text(officer, "/counterparties/", q=asked)


@pytest.mark.parametrize("asked", ["nobody", "\x00", "%", "x" * 500])
def test_nothing_found_says_what_to_try(officer, delta, asked):
    page = text(officer, "/counterparties/", q=asked)
    assert "Nothing found." in page or asked == "\x00"


def test_an_empty_register_says_so(officer):
    assert "Nobody is on record today." in text(officer, "/counterparties/")
    assert "No entry is merged" in text(officer, "/counterparties/", show="merged")


def test_a_list_costs_the_same_however_long(officer, delta, django_assert_max_num_queries):
    put_many({f"N{place:02}": {"name": f"Norden {place:02}", "parent": "DH"} for place in range(60)}, on=DAY, **SAID)
    with django_assert_max_num_queries(16):
        page = text(officer, "/counterparties/")
    assert "Page 1 of 2" in page
    assert "The first 50. Type more" in text(officer, "/counterparties/", q="norden")


def test_one_entry_with_all_that_is_on_record_and_opening_it_is_noted(officer, everyone, delta):
    freight, _ = delta
    put("7", on=DAY + timedelta(days=9), parent=None, standings=[("supplier", "prospective")], **SAID)
    page = text(officer, at(freight))
    for words in (
        "Present supplier",
        "Prospective supplier",
        "Delta Spedition",
        "LEI",
        "10 January 2026",
        "In no group",
    ):
        assert words in page.replace("\u00a0", " "), words
    assert page.count("Delta Holding") == 1
    assert [(row.person, row.subject) for row in Read.objects.all()] == [
        (everyone.chen, f"counterparty:{freight.public_id}")
    ]


def test_a_group_of_many_names_the_first_and_says_how_many_more(officer, delta):
    put_many({f"N{place:02}": {"name": f"Norden {place:02}", "parent": "DH"} for place in range(60)}, on=DAY, **SAID)
    page = text(officer, at(Counterparty.objects.get(number="DH")))
    assert "Uppermost of its group" in page
    assert "And 11 more." in page


def test_merging_asks_once_with_what_it_comes_to_and_then_does_it(officer, everyone, delta):
    freight, again = delta
    below = put("9", on=DAY, name="Delta Tools", parent="7", **SAID)
    assert f"?into={again.public_id}" in text(officer, at(freight, "merge/"), q="delta freight ab")
    page = text(officer, at(freight, "merge/"), into=again.public_id)
    for words in (
        "count as one party, on every day",
        "What is on record of Delta Freight (7) itself (supplier) counts no more",
        "Delta Freight AB (8): prospective customer.",
        "That it belongs to Delta Holding (DH) counts no more.",
        "1 entry below it, now or earlier, comes along.",
        f"{at(again, 'merge/')}?into={freight.public_id}",
    ):
        assert words in page
    assert merge_of(freight) is None
    assert "Is Delta Freight AB" not in text(officer, at(freight, "merge/"), into=freight.public_id)
    done = officer.post(at(freight, "merge/"), {"into": again.public_id, "reason": "The office is the same."})
    assert done.url == at(freight)
    assert canonical(freight) == uppermost(below, today()) == again
    assert merge_of(freight).entry.actor == everyone.chen.key
    for address in (at(freight), at(again)):
        assert "by Chen" in (page := text(officer, address))
        assert "The office is the same." in page
    assert ">Delta Freight</a>" not in text(officer, "/counterparties/", q="delta")
    assert "merged into Delta Freight AB" in text(officer, "/counterparties/", show="merged")
    assert "In no group" not in text(officer, at(again))
    assert "merged into Delta Freight AB" in text(officer, "/counterparties/", q="7")


def test_separating_asks_once_and_both_reasons_stay_on_record(officer, everyone, delta):
    freight, again = delta
    merge(freight, again, by=everyone.chen, **WHY)
    page = text(officer, at(freight, "separate/"))
    assert "with those of the group of Delta Freight AB (8), but with those of the group of Delta Holding (DH)" in page
    assert officer.post(at(freight, "separate/"), {"reason": "Two owners."}).url == at(freight)
    assert merge_of(freight) is None
    page = text(officer, at(freight))
    assert "One VAT number." in page
    assert "Two owners." in page


def test_without_a_reason_nothing_happens_and_the_page_says_so(officer, everyone, delta):
    freight, again = delta
    refused = officer.post(at(freight, "merge/"), {"into": again.public_id, "reason": " "})
    assert refused.status_code == 422
    assert "Say how you know" in refused.content.decode()
    assert merge_of(freight) is None
    merge(freight, again, by=everyone.chen, **WHY)
    assert officer.post(at(freight, "separate/"), {}).status_code == 422
    assert merge_of(freight) is not None


def test_what_cannot_be_merged_or_separated_is_said_in_words(officer, everyone, delta):
    freight, again = delta
    assert "cannot be merged into itself" in officer.post(
        at(freight, "merge/"), {"into": freight.public_id, "reason": "Why not."}
    ).content.decode()  # fmt: skip
    assert "is not merged into another entry" in officer.get(at(freight, "separate/"), follow=True).content.decode()
    merge(freight, again, by=everyone.chen, **WHY)
    assert "would close a circle" in officer.post(
        at(again, "merge/"), {"into": freight.public_id, "reason": "The other way."}
    ).content.decode()  # fmt: skip
    assert "already. Separate it first" in officer.get(at(freight, "merge/"), follow=True).content.decode()
    separate(freight, by=everyone.chen, **WHY)
    assert text(officer, at(freight, "merge/"), 404, into="\x00")
    assert text(officer, at(freight, "merge/"), 404, into="nobody")


def test_only_officers_see_the_pages_or_the_way_to_them(client, everyone, delta):
    freight, _ = delta
    for person in (everyone.amina, everyone.boris, everyone.dolores):
        signed_in = sign_in(client, person)
        assert "/counterparties/" not in text(signed_in, "/")
        there, never = text(signed_in, at(freight), 404), text(signed_in, "/counterparties/nobody/", 404)
        assert there.replace(freight.public_id, "") == never.replace("nobody", "")
    assert not Read.objects.exists()
