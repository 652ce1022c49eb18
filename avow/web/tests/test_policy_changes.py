"""When the policy changed, clause by clause: what was, what is, what is to come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.testing import sign_in
from avow.adoptions.models import Adoption
from avow.adoptions.periods import announced, before, on_day, periods
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.people.testing import cast
from avow.policy.differences import Change
from avow.web.policy.figures import figures_to_come
from avow.web.policy.history import FIRST, Event, cut, of_clause, of_policy
from avow.web.tests.versions import GIFTS, INTEREST, LIMIT, adopt_version, edited

pytestmark = pytest.mark.django_db

SUMMER = date(2026, 6, 1)
LATER = date(2026, 9, 1)
OTHER_WORDS = ('title = "Substantial interest"', 'title = "Large holdings"')
LOWER = (LIMIT, LIMIT.replace(" ]", ', { from = 2026-09-01, value = "150.00", country = "SE" } ]'))


@pytest.fixture
def everyone():
    everyone = cast()
    adopted()
    return everyone


@pytest.fixture
def summer(everyone):
    """From 1 June 4.5 has another title; from 1 September the limit of 5.2 is lower in Sweden."""
    files = edited("2026.2", {INTEREST: OTHER_WORDS, GIFTS: LOWER})
    return adopt_version(files, SUMMER, everyone.chen, everyone.dolores)


@pytest.fixture
def next_year(everyone, summer):
    """From a day to come 4.5 is called again as before, and there is no lower limit."""
    start = today() + timedelta(days=30)
    files = edited("2027.1", {})
    return adopt_version(files, start, everyone.chen, everyone.dolores, at=datetime.now(UTC))


def test_periods_follow_each_other_without_a_gap(summer, next_year):
    line = periods()
    assert [period.adoption.version for period in line] == ["2026.1", "2026.2", "2027.1"]
    assert [period.until for period in line] == [line[1].since, line[2].since, None]
    assert on_day(line, SUMMER - timedelta(days=1)) == line[0]
    assert on_day(line, SUMMER) == line[1]
    assert on_day(line, date(2025, 12, 31)) is None
    assert announced(line, today()) == [line[2]]


def test_of_two_versions_of_one_day_the_last_adopted_is_the_period(everyone, summer):
    adopt_version(edited("2026.3", {}), SUMMER, everyone.chen, everyone.dolores)
    assert [period.adoption.version for period in periods()] == ["2026.1", "2026.3"]


def test_what_was_in_force_before_is_of_the_same_day_only_where_it_did_bind(everyone, summer):
    third = adopt_version(edited("2026.3", {}), SUMMER, everyone.chen, everyone.dolores)
    assert (before(summer).version, before(third).version) == ("2026.1", "2026.2")
    ahead = today() + timedelta(days=30)
    for version in ("2027.1", "2027.2"):
        last = adopt_version(edited(version, {}), ahead, everyone.chen, everyone.dolores, at=datetime.now(UTC))
        assert before(last).version == "2026.3"
    assert before(Adoption.objects.get(version="2026.1")) is None


def test_a_clause_that_never_changed_is_there_from_the_first(summer):
    (event,) = of_clause(periods(), "4.1")
    assert event.changes[0].says == FIRST
    assert event.day == date(2026, 1, 1)


def test_other_words_are_told_with_how_they_were(summer):
    newest, first = of_clause(periods(), "4.5")
    assert (newest.day, newest.version) == (SUMMER, "2026.2")
    (change,) = newest.changes
    assert (change.was, change.now) == ("Substantial interest", "Large holdings")
    assert "The figure for securities of a corporation is 1%." in [change.says for change in first.changes]


def test_a_figure_changes_on_its_own_day_and_not_with_the_version(summer):
    newest, _first = of_clause(periods(), "5.2")
    assert newest.day == LATER
    assert [change.says for change in newest.changes] == [
        "The figure for one party in any twelve months in SE is USD 150.00 instead of USD 200.00."
    ]


def test_what_a_later_version_takes_back_is_told_as_well(next_year):
    newest = of_clause(periods(), "5.2")[0]
    assert newest.day == next_year.from_day
    assert "in SE is USD 200.00 instead of USD 150.00" in newest.changes[0].says


@pytest.fixture
def falls(everyone):
    """Today a version begins that brings only a lower limit of 5.2, in a month."""
    later = today() + timedelta(days=30)
    lower = LIMIT.replace(" ]", f', {{ from = {later.isoformat()}, value = "100.00" }} ]')
    adopt_version(
        edited("2026.4", {GIFTS: (LIMIT, lower)}), today(), everyone.chen, everyone.dolores, at=datetime.now(UTC)
    )
    return later


def test_a_version_says_on_its_own_day_which_figure_it_changes_later(client, everyone, falls):
    sign_in(client, everyone.amina)
    page = client.get("/policy/changes/").content.decode()
    own = page.split(f'id="d{today().isoformat()}"')[1].split("</section>")[0]
    assert f"A figure changes on {falls:%-d %B %Y}: for one party in any twelve months (5.2) it is USD 100.00" in own
    assert "No clause changed" not in own


def test_the_policy_says_which_value_is_to_come(client, everyone, falls):
    sign_in(client, everyone.amina)
    page = client.get("/policy/").content.decode()
    said = page.split('id="clause-5.2"')[1].split("<strong>USD 200.00</strong> since ")[1].split("</p>")[0]
    assert f'; from <time datetime="{falls.isoformat()}"' in said and "<strong>USD 100.00</strong>" in said
    assert "USD 100.00" not in client.get(f"/policy/as-of/{today().isoformat()}/").content.decode()


def test_a_value_to_come_may_be_of_a_version_that_is_announced(everyone):
    start = today() + timedelta(days=30)
    lower = LIMIT.replace(" ]", f', {{ from = {start.isoformat()}, value = "80.00" }} ]')
    files = edited("2027.1", {GIFTS: (LIMIT, lower)})
    adopt_version(files, start, everyone.chen, everyone.dolores, at=datetime.now(UTC))
    line = periods()
    (figure,) = figures_to_come(line, line[0].clause("5.2"), today(), None)
    assert (figure.value, figure.coming) == ("USD 200.00", ((start, "USD 80.00"),))


def test_a_clause_that_is_new_and_one_that_is_gone(everyone):
    files = edited("2026.2", {})
    name = next(name for name in files if name.startswith("clauses/3.2"))
    files["clauses/3.9-early-again.toml"] = files[name].replace('clause = "3.2"', 'clause = "3.9"')
    adopt_version(files, SUMMER, everyone.chen, everyone.dolores)
    assert of_clause(periods(), "3.9")[0].changes[0].says == "This clause is new."
    assert "3.9" in [event.number for event in of_policy(periods())[SUMMER]]
    adopt_version(edited("2026.3", {}), LATER, everyone.chen, everyone.dolores)
    assert of_clause(periods(), "3.9")[0].changes[0].says == "It is no longer in the policy."


def test_the_policy_in_force_announces_the_next_version(client, everyone, next_year):
    page = sign_in(client, everyone.amina).get("/policy/").content.decode()
    assert "version 2027.1 takes its place" in page
    assert f"/policy/as-of/{next_year.from_day.isoformat()}/" in page
    assert next_year.pack_hash not in page
    assert periods()[1].adoption.pack_hash in page


def test_an_earlier_version_reads_as_it_was(client, everyone, summer):
    sign_in(client, everyone.amina)
    before = client.get("/policy/as-of/2026-03-01/").content.decode()
    after = client.get("/policy/as-of/2026-06-01/").content.decode()
    assert "Substantial interest" in before and "Large holdings" not in before
    assert "Large holdings" in after
    assert "another took its place" in before
    assert "/policy/as-of/2026-03-01/4.5/" in before
    one = client.get("/policy/as-of/2026-03-01/4.5/").content.decode()
    assert "This is how the clause was on" in one


@pytest.mark.parametrize("day", ["2025-12-31", "2026-02-30", "0000-00-00"])
def test_before_the_first_version_and_on_no_day_there_is_nothing(client, everyone, day):
    sign_in(client, everyone.amina)
    assert client.get(f"/policy/as-of/{day}/").status_code == 404
    assert client.get(f"/policy/as-of/{day}/4.5/").status_code == 404


def test_a_clause_page_tells_when_it_changed(client, everyone, summer):
    page = sign_in(client, everyone.amina).get("/policy/4.5/").content.decode()
    assert "When it changed" in page
    assert "The title is worded otherwise." in page
    assert "It has not changed since" in client.get("/policy/4.1/").content.decode()


def test_a_clause_that_is_gone_is_still_read_by_those_who_follow_an_old_finding(client, everyone):
    files = edited("2026.2", {})
    name = next(name for name in files if name.startswith("clauses/3.2"))
    files["clauses/3.9-early-again.toml"] = files[name].replace('clause = "3.2"', 'clause = "3.9"')
    adopt_version(files, SUMMER, everyone.chen, everyone.dolores)
    adopt_version(edited("2026.3", {}), LATER, everyone.chen, everyone.dolores)
    page = sign_in(client, everyone.amina).get("/policy/3.9/")
    assert page.status_code == 200
    assert "This clause is no longer in the policy" in page.content.decode()
    assert client.get("/policy/3.10/").status_code == 404


def test_all_changes_by_day_with_hash_and_a_day_to_read(client, everyone, next_year):
    page = sign_in(client, everyone.goran).get("/policy/changes/").content.decode()
    for period in periods():
        assert f"Version {period.adoption.version}" in page
        assert period.adoption.pack_hash in page
    assert page.index(f'id="d{next_year.from_day}"') < page.index('id="d2026-09-01"') < page.index('id="d2026-06-01"')
    assert client.get("/policy/changes/?day=2026-07-04").url == "/policy/as-of/2026-07-04/"


@pytest.mark.parametrize(("day", "says"), [("2020-01-01", "is before 1 January 2026"), ("soon", "is not a day")])
def test_a_day_that_cannot_be_read_is_answered(client, everyone, day, says):
    answer = sign_in(client, everyone.goran).get("/policy/changes/", {"day": day})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_changes_are_cut_into_pages_without_losing_or_parting_one():
    def event(day: date, letters: int) -> Event:
        return Event(day, "4.5", "Interest", "2", (Change("4.5", "wording", "changed", "means", "", "x" * letters),))

    days = {LATER: [event(LATER, 15_000)], SUMMER: [event(SUMMER, 15_000), event(SUMMER, 15_000), event(SUMMER, 100)]}
    days[date(2026, 1, 1)] = []
    pages = list(cut(days))
    assert [[(day, len(events), goes_on) for day, events, goes_on in page] for page in pages] == [
        [(LATER, 1, False)],
        [(SUMMER, 1, False)],
        [(SUMMER, 2, True), (date(2026, 1, 1), 0, False)],
    ]
    assert list(cut({})) == [[]]


def test_another_reading_of_an_open_word_is_told_with_who_adopted_it(client, everyone):
    files = edited("2026.2", {})
    files["policy.toml"] = files["policy.toml"].replace("Family means your spouse", "Family is your spouse", 1)
    adopt_version(files, SUMMER, everyone.chen, everyone.dolores)
    (event,) = of_policy(periods())[SUMMER]
    assert (event.number, event.title) == ("", "The policy as a whole")
    assert [change.part for change in event.changes] == ["reading"]
    page = sign_in(client, everyone.amina).get("/policy/changes/").content.decode()
    assert "Family <del>means</del> your spouse" in page and "Family <ins>is</ins> your spouse" in page
    assert "Adopted by compliance officer on 15 December 2025." in page
