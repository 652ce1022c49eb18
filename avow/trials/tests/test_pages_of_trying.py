"""A proposal is tried on the past from a page: asked, running, answered in pictures and tables, and listed."""

import re
from datetime import date

import pytest

from avow.access import participants
from avow.access.models import Read
from avow.access.testing import sign_in
from avow.adoptions.current import proposed_pack
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.reviews.visibility import cases_for
from avow.trials import reading
from avow.trials.models import BackTest
from avow.trials.testing import TODAY, proposed, tried
from avow.trials.views.trying import SERIES, counts, months


@pytest.fixture
def gift(here):
    """150 from Delta to Amina: above a limit of 100, and not above 200."""
    return disclosed(here.amina, "gift_received", amount="150.00", on=date(2026, 3, 2))


@pytest.fixture
def proposal(here, stricter):
    return proposed(here.chen, stricter.folder)


@pytest.fixture
def chen(client, here):
    return sign_in(client, here.chen)


def address(proposal, *more) -> str:
    return "/".join(["/policy/versions", proposal.public_id, "tried", *more, ""])


def cell(**more) -> dict:
    return {
        "clause": "5.2",
        "kind": "gift_received",
        "grade": "P3",
        "month": "2026-03",
        "change": "newly_found",
        "count": 1,
    } | more


def test_asking_leads_to_how_far_it_is_without_any_script(chen, proposal):
    answer = chen.post(address(proposal), {"against": "now", "groups": "then"})
    test = BackTest.objects.get()
    assert answer.url == address(proposal, test.public_id)
    page = chen.get(answer.url).content.decode()
    assert "It waits for its turn." in page and "See how far it is now" in page
    BackTest.objects.filter(pk=test.pk).update(begun_at=test.asked_at, stage="reading the past", done=1200, total=5000)
    page = chen.get(answer.url).content.decode()
    assert "Reading the past: 1,200 of 5,000 records." in page
    assert '<progress value="1200" max="5000"' in page
    assert 'hx-trigger="every 3s"' in page


def test_one_that_failed_says_why_and_asks_no_more(chen, here, proposal):
    test = BackTest.objects.get(pk=tried(proposal, here.chen).pk)
    BackTest.objects.filter(pk=test.pk).update(finished_at=None, failure="There is no figure 9.9.x.")
    page = chen.get(address(proposal, test.public_id)).content.decode()
    assert "There is no figure 9.9.x." in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"since": "2026-05-01", "until": "2026-04-01"}, "is before the first"),
        ({"figure-5.2.limit_12m": "lots"}, "given as digits"),
        ({"figure-5.2.limit_12m": "10,00"}, "Write the number with a point and without commas"),
        ({"since": "yesterday"}, "Enter a valid date."),
        ({"groups": "file"}, "Select a valid choice"),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_beside_its_field(chen, proposal, fields, says):
    answer = chen.post(address(proposal), {"against": "now", "groups": "then", **fields})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not BackTest.objects.exists()


def test_another_figure_is_part_of_the_question(chen, proposal):
    chen.post(address(proposal), {"against": "now", "groups": "now", "figure-5.2.limit_12m": "120"})
    assert BackTest.objects.get().question["figures"] == {"5.2.limit_12m": "120"}
    page = chen.get(address(proposal)).content.decode()
    assert "one party in any twelve months (5.2): USD 120.00" in page and "limit 12m" not in page


def test_the_result_has_pictures_tables_and_a_word_about_small_numbers(chen, here, gift, proposal):
    test = tried(proposal, here.chen)
    page = chen.get(address(proposal, test.public_id)).content.decode()
    assert "1 of 1 record would have been judged otherwise" in page
    assert page.count('role="img"') == 4
    for title in ("By clause", "By kind", "By grade", "Over time, by the day judged"):
        assert title in page
    assert ">5.2 Gifts to or from one party in any twelve months</a></th>" in page
    assert "?grade=P3" in page and "?month=2026-03" in page
    assert "You see every number, small ones too." in page
    assert Read.objects.filter(subject=test.subject, person=here.chen).exists()


def test_nothing_otherwise_is_said_plainly(chen, here, gift, proposal):
    test = tried(proposal, here.chen, as_dated=True)
    page = chen.get(address(proposal, test.public_id)).content.decode()
    assert "Nothing would have been judged otherwise" in page
    assert "<svg" not in page.split("</h1>")[1]


def test_a_what_if_says_so_in_its_headline(chen, here, gift, proposal):
    test = tried(proposal, here.chen, figures={"5.2.limit_12m": "10"})
    page = chen.get(address(proposal, test.public_id)).content.decode()
    said = "With USD 10.00 for one party in any twelve months (5.2): 1 of 1 record would have been judged otherwise"
    assert f"<h1>{said}</h1>" in page
    higher = tried(proposal, here.chen, figures={"5.2.limit_12m": "900"})
    page = chen.get(address(proposal, higher.public_id)).content.decode()
    assert "<h1>With USD 900.00 for one party in any twelve months (5.2): nothing would have been" in page


def test_the_list_leads_only_where_the_reader_may_go(chen, here, gift, proposal):
    test = tried(proposal, here.chen)
    page = chen.get(address(proposal, test.public_id, "records")).content.decode()
    assert "Amina Haddad" in page and "newly found" in page
    assert f"/disclosures/{gift.disclosure.public_id}/" in page
    assert not cases_for(here.chen, TODAY).exists()  # within its limits then: recorded, without a case


def test_the_list_is_narrowed_and_unknown_values_find_nothing(chen, here, gift, proposal):
    test = tried(proposal, here.chen)
    at = address(proposal, test.public_id, "records")
    found = {
        query: "Amina Haddad" in chen.get(f"{at}?{query}").content.decode()
        for query in ("clause=5.2", "grade=P3", "month=2026-03", "change=newly_found", "clause=&kind=")
    }
    assert set(found.values()) == {True}
    for query in ("clause=4.5", "grade=-", "month=2026-04", "month=2026-13x&clause=9", "page=0&change=no"):
        assert "Amina Haddad" not in chen.get(f"{at}?{query}").content.decode(), query


def test_ones_own_record_and_a_superiors_are_neither_listed_nor_counted(client, here, stricter):
    disclosed(here.farah, "gift_received", amount="150.00", on=date(2026, 3, 2))
    disclosed(here.dolores, "gift_received", amount="150.00", on=date(2026, 3, 2))
    proposal = proposed(here.chen, stricter.folder)
    test = tried(proposal, here.chen)
    sign_in(client, here.farah)
    assert "There was nothing to judge" in client.get(address(proposal, test.public_id)).content.decode()
    page = client.get(address(proposal, test.public_id, "records")).content.decode()
    assert "Dolores Vidal" not in page and 'scope="row"' not in page


def test_pages_of_the_list(chen, here, stricter):
    for count in range(3):
        disclosed(here.amina, "gift_received", amount="150.00", other_side=f"Party {count}", on=date(2026, 3, 2))
    proposal = proposed(here.chen, stricter.folder)
    test = tried(proposal, here.chen)
    from avow.trials.views import trying

    assert trying.ON_A_PAGE == 50
    trying.ON_A_PAGE = 2
    try:
        page = chen.get(address(proposal, test.public_id, "records") + "?clause=5.2").content.decode()
    finally:
        trying.ON_A_PAGE = 50
    assert "Page 1 of 2" in page and 'href="?clause=5.2&amp;page=2"' in page


def test_who_adopts_but_is_no_officer_sees_no_back_test(client, here, gift, proposal):
    test = tried(proposal, here.chen)
    sign_in(client, here.dolores)
    for more in ((), (test.public_id,), (test.public_id, "records")):
        assert client.get(address(proposal, *more)).status_code == 404
    assert "Tried" not in client.get(f"/policy/versions/{proposal.public_id}/").content.decode()


def test_a_result_belongs_to_its_own_proposal(chen, here, proposal, ours):
    test = tried(proposal, here.chen)
    ours.change("policy.toml", "answer_within_days = 5", "answer_within_days = 6")
    other = proposed(here.chen, ours.folder)
    assert chen.get(address(other, test.public_id)).status_code == 404


def test_every_way_to_come_out_otherwise_is_in_one_series():
    from avow.trials.models.back_test import CHANGES

    assert sorted(code for codes in SERIES.values() for code in codes) == sorted(CHANGES)
    cells = [cell(change=code) for code in CHANGES]
    assert counts(cells, "clause") == {"5.2": (3, 3, 1)}


def test_months_have_no_gaps_and_many_become_years():
    few = months([cell(month="2025-11"), cell(month="2026-02", count=4)])
    assert [(row[0], row[1][0]) for row in few["rows"]] == [
        ("November 2025", 1), ("December 2025", 0), ("January 2026", 0), ("February 2026", 4)
    ]  # fmt: skip
    many = months([cell(month="2015-11"), cell(month="2026-02")])
    assert many["what"] == "Year"
    assert [row[0] for row in many["rows"]] == [str(year) for year in range(2015, 2027)]
    assert months([])["rows"] == []


def test_the_picture_and_the_table_of_the_result_agree(chen, here, gift, proposal):
    disclosed(here.boris, "gift_received", amount="180.00", on=date(2026, 4, 2))
    test = tried(proposal, here.chen)
    page = chen.get(address(proposal, test.public_id)).content.decode()
    figures = re.findall(r'<figure class="chart">.*?</figure>', page, re.S)
    assert len(figures) == 4
    for figure in figures:
        assert re.findall(r'<td class="amount">([\d,]+)</td></tr></tbody>', figure) == ["2"]
        assert "2 in all." in figure


def test_what_is_asked_on_the_page_is_answered_in_the_background(chen, gift, proposal):
    from avow.config.clock import now, today
    from avow.trials.running import run_waiting

    where = chen.post(address(proposal), {"against": "in_force_then", "groups": "then"}).url
    assert run_waiting(today(), now) == 1
    assert "1 of 1 record would have been judged otherwise" in chen.get(where).content.decode()


def test_a_version_with_very_many_figures_offers_the_first(proposal, monkeypatch):
    from avow.adoptions.current import proposed_pack
    from avow.trials.forms import trying

    pack = proposed_pack(proposal)
    every = sum(len(clause.figures) for clause in pack.clauses.values())
    assert len(trying.TryForm(pack=pack).of_figures) == every
    monkeypatch.setattr(trying, "MOST_FIGURES", 2)
    form = trying.TryForm(pack=pack)
    assert (len(form.of_figures), form.further) == (2, every - 2)


@pytest.mark.parametrize("days", [{}, {"until": TODAY}, {"since": TODAY, "until": TODAY}, {"since": date(2026, 12, 1)}])
def test_no_number_says_that_there_is_a_record_one_keeps_out_of(client, here, gift, proposal, days):
    hidden = disclosed(here.boris, "gift_received", amount="150.00", received_on="2026-11-22", on=TODAY)
    participants.add(hidden.disclosure.public_id, here.farah, "excluded", Entry.objects.latest("number"), TODAY)
    farah = sign_in(client, here.farah)
    disclosed(here.amina, on=TODAY)
    test = tried(proposal, here.farah, **days)
    judged, left_out = reading.judged(test, here.farah, TODAY, proposed_pack(proposal).kinds)
    assert (judged + sum(left_out.values())) == 2
    assert reading.judged(test, here.chen, TODAY, proposed_pack(proposal).kinds) == (test.judged, test.left_out)
    assert test.judged + sum(test.left_out.values()) == 3
    page = farah.get(address(proposal, test.public_id)).content.decode()
    assert not re.search(r"(of|All|<dd>) ?3\b", page.split("<h1>")[1].split("What was asked")[0])
    BackTest.objects.filter(pk=test.pk).update(finished_at=None, stage="reading the past", done=3, total=3)
    page = farah.get(address(proposal, test.public_id)).content.decode()
    assert "Reading the past: 2 of 2 records." in page


def test_what_is_sent_or_withdrawn_later_takes_nothing_off_the_numbers(here, gift, proposal):
    test = tried(proposal, here.farah)
    disclosed(here.chen)
    assert reading.judged(test, here.chen, TODAY, proposed_pack(proposal).kinds) == (1, {})
