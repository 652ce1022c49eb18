"""The register as the officer reads it: who sees it, which lines, narrowed and in order."""

from datetime import date, timedelta

import pytest
from django.test import Client

from avow.access import participants
from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Version
from avow.disclosures.testing import noon
from avow.gifts.models import Gift
from avow.ledger.models import Entry

DAY = date(2026, 3, 2)


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def whats(response) -> list[str]:
    return [row.what for row in response.context["rows"]]


def test_only_officers_reach_it(here, client):
    for person in (here.amina, here.boris, here.dolores, here.emeka, here.goran):
        assert sign_in(client, person).get("/gifts/").status_code == 404
    grant(here.farah, "deputy", date(2026, 1, 1))
    for person in (here.chen, here.farah):
        assert sign_in(client, person).get("/gifts/").status_code == 200


def test_a_line_says_who_gave_what_to_whom(here, gift, chen):
    gift(here.amina, DAY, party=here.freight, description="a ham", contact="Mr Holm", cash_like=True, estimated=True)
    page = chen.get("/gifts/")
    text = page.content.decode()
    for words in ("Amina", "a ham", "Mr Holm", "Delta Freight", "USD\xa040.00", "cash or like cash", "estimate"):
        assert words in text, words
    assert whats(page) == ["a ham"]


def test_reading_lines_is_noted_once_for_the_page(here, gift, chen):
    chen.get("/gifts/")
    assert not Read.objects.exists()
    gift(here.amina)
    gift(here.boris)
    chen.get("/gifts/")
    assert list(Read.objects.values_list("person", "subject", "what")) == [(here.chen.pk, "register:gifts", "gifts")]


def test_matters_that_the_officer_keeps_away_from_are_as_if_absent(here, gift, chen):
    grant(here.farah, "deputy", date(2026, 1, 1))
    farah = sign_in(Client(), here.farah)
    own, superior, kept = gift(here.chen), gift(here.dolores), gift(here.amina, description="kept away")
    gift(here.boris, description="for all to see")
    here.dolores.record(today())
    participants.add(kept.public_id, here.chen, "excluded", Entry.objects.latest("number"), today())
    there = chen.get("/gifts/")
    assert whats(there) == ["for all to see"]
    assert there.context["sums"].count == 1
    assert own.public_id not in there.content.decode() and superior.public_id not in there.content.decode()
    assert here.chen.name not in [row.gift.person.name for row in farah.get("/gifts/").context["rows"]]


def test_a_relatives_gifts_are_not_there_whoever_named_whom(here, gift, chen):
    family = {"holder": "family", "relation": "sibling"}
    gift(here.amina, relative_name=here.chen.name, **family)
    gift(here.chen, relative_name=" ".join(reversed(here.boris.name.split())), **family)
    gift(here.boris)
    gift(here.goran, description="another's")
    assert whats(chen.get("/gifts/")) == ["another's"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("party=delta", {"ham", "clock"}),
        ("party=DELTA+fr", {"clock"}),
        ("person=amina", {"ham", "pen"}),
        ("way=received", {"ham", "clock", "pen"}),
        ("what=hospitality", set()),
        ("since=2026-03-05", {"clock", "pen"}),
        ("until=2026-03-04", {"ham"}),
        ("least=100", {"clock"}),
        ("most=40", {"ham", "pen"}),
        ("mark=cash", {"ham"}),
        ("mark=cash&mark=official", set()),
        ("mark=unresolved", {"pen"}),
        ("finding=prohibited", set()),
        ("counts=no", {"pen"}),
        ("open=no&person=amina", {"ham", "pen"}),
        ("withdrawn=only", set()),
        ("site=nowhere", set()),
        ("country=se", {"ham", "clock", "pen"}),
    ],
)
def test_it_is_narrowed_by_anything_sensible(here, gift, chen, asked, found):
    Gift.objects.all().delete()
    gift(here.amina, DAY, party=here.delta, description="ham", cash_like=True)
    gift(here.boris, DAY + timedelta(4), party=here.freight, description="clock", worth="150.00")
    gift(here.amina, DAY + timedelta(5), other_side="Somebody", description="pen", worth="10.00", declined=True)
    Gift.objects.update(country="SE")
    assert set(whats(chen.get(f"/gifts/?{asked}"))) == found


def test_a_group_is_taken_together(here, gift, chen):
    gift(here.amina, party=here.freight, description="ham")
    gift(here.amina, party=here.omega, description="drill")
    assert whats(chen.get(f"/gifts/?group={here.delta.public_id}")) == ["ham"]


def test_what_does_not_fit_is_told_and_left_out(here, gift, chen):
    gift(here.amina, description="ham")
    page = chen.get("/gifts/?since=yesterday&least=much&way=sideways&mark=gold&group=nobody&sort=colour&party=delta")
    assert whats(page) == ["ham"]
    assert len(page.context["filters"].problems) == 6
    assert "sideways" in page.content.decode()
    assert page.context["filters"].query == "party=delta"
    assert chen.get("/gifts/?least=5&most=1").context["filters"].problems
    assert chen.get("/gifts/?party=%00&person=%00x").status_code == 200


@pytest.mark.parametrize("sort", ["-on", "on", "-amount", "amount", "party", "-party", "person", "-person"])
def test_every_order_pages_through_all_lines_both_ways(here, gift, chen, sort, monkeypatch):
    for place, (person, worth) in enumerate(
        [(here.amina, "40.00"), (here.boris, None), (here.amina, "40.00"), (here.goran, "7.00"), (here.boris, None),
         (here.amina, "90.00"), (here.goran, "40.00")]
    ):  # fmt: skip
        gift(
            person,
            DAY + timedelta(place % 3),
            worth=worth,
            other_side=f"Party {place % 2}",
            description=f"gift {place}",
        )
    monkeypatch.setattr("avow.gifts.paging.page.__defaults__", (2,))
    address, there = f"/gifts/?sort={sort}", []
    pages = []
    while address:
        page = chen.get(address)
        pages.append(whats(page))
        last, address = page, page.context["further"] and f"/gifts/{page.context['further']}"
    there = [what for some in pages for what in some]
    assert sorted(there) == [f"gift {place}" for place in range(7)]
    assert [len(some) for some in pages] == [2, 2, 2, 1]
    back = last
    seen = list(whats(last))
    while back.context["earlier"]:
        back = chen.get(f"/gifts/{back.context['earlier']}")
        seen = whats(back) + seen
    assert seen == there
    if "amount" in sort:
        assert set(there[-2:]) == {"gift 1", "gift 4"}, "what is not known comes last"


def test_a_line_that_is_gone_begins_at_the_first_page(here, gift, chen):
    gift(here.amina, description="ham")
    page = chen.get("/gifts/?after=nobodyknows")
    assert whats(page) == ["ham"]
    assert page.context["page"].lost


def test_the_page_asks_the_database_as_often_however_many_lines(here, gift, chen, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            chen.get("/gifts/")
        return len(caught)

    gift(here.amina)
    one = asked()
    for place in range(6):
        gift(here.boris, DAY + timedelta(place), party=here.freight)
    assert asked() == one


def test_an_erased_persons_words_are_gone_from_the_line(here, gift, chen):
    from avow.ledger import keyring

    gift(here.amina, description="ham")
    keyring.destroy(here.amina.key)
    assert whats(chen.get("/gifts/")) == ["(erased)"]
    assert Version.objects.count() == 1


def test_it_says_what_the_lines_shown_come_to(here, gift, chen):
    gift(here.amina, DAY, worth="40.00")
    gift(here.amina, DAY, worth="12.50", other_side="Somebody")
    gift(here.boris, DAY, worth=None)
    gift(here.boris, DAY, kind="gift_given", worth="5.00")
    gift(here.goran, DAY, worth="900.00", declined=True)
    text = chen.get("/gifts/").content.decode()
    said = "received USD\xa052.50 · given USD\xa05.00 · 1 of unknown worth is not in it · 1 does not count"
    assert "<strong>5 lines</strong>" in text and said in text
    given = chen.get("/gifts/?way=given").context["sums"]
    assert (given.count, given.received, str(given.given)) == (1, None, "5.00")


def test_many_lines_are_added_up_only_when_asked(here, gift, chen, monkeypatch):
    monkeypatch.setattr("avow.gifts.sums.MOST_COUNTED", 2)
    for _ in range(3):
        gift(here.amina, DAY, worth="10.00")
    text = chen.get("/gifts/?person=amina").content.decode()
    assert (
        "More than 2 lines" in text
        and 'href="?person=amina&amp;sums=all"' in text
        and "received" not in text[: text.index("<details")]
    )
    assert "received USD\xa030.00" in chen.get("/gifts/?person=amina&sums=all").content.decode()


def test_each_filter_is_in_words_with_a_link_that_takes_it_away(here, gift, chen):
    gift(here.amina, DAY, party=here.delta, cash_like=True, estimated=True)
    active = (
        chen.get("/gifts/?party=delta&since=2026-03-01&mark=cash&mark=estimate&sort=amount").context["filters"].active
    )
    assert [(one.words, one.without) for one in active] == [
        ("From or to whom: delta", "since=2026-03-01&mark=cash&mark=estimate&sort=amount"),
        ("From day: 1 March 2026", "party=delta&mark=cash&mark=estimate&sort=amount"),
        ("Marks: cash or like cash", "party=delta&since=2026-03-01&mark=estimate&sort=amount"),
        ("Marks: estimated", "party=delta&since=2026-03-01&mark=cash&sort=amount"),
    ]


def test_headings_put_the_lines_in_order_and_say_which_it_is(here, gift, chen):
    gift(here.amina, DAY)
    text = chen.get("/gifts/?party=somebody&person=amina").content.decode()
    assert "aria-sort" not in text, "no line, no table"
    text = chen.get("/gifts/?person=amina").content.decode()
    assert '<th scope="col" aria-sort="descending"><a href="?person=amina&amp;sort=on">Day</a>' in text
    assert '<a href="?person=amina&amp;sort=-amount">Worth each</a>' in text
    text = chen.get("/gifts/?person=amina&sort=-amount").content.decode()
    assert 'class="amount" aria-sort="descending"><a href="?person=amina&amp;sort=amount">' in text
    assert text.count("aria-sort") == 1


def test_gifts_come_before_the_filters_which_offer_what_there_is(here, gift, chen):
    gift(here.amina, DAY)
    text = chen.get("/gifts/").content.decode()
    assert '<details class="narrow-by"><summary>' in text, "folded"
    assert '<datalist id="sites"><option value="Gothenburg"></option>' in text and 'list="sites"' in text


def test_words_find_a_renamed_party_and_one_nobody_resolved(here, gift, chen):
    gift(here.amina, DAY, party=here.omega, description="drill")
    gift(here.amina, DAY, other_side="Omega of old", description="pen")
    counterparties.put("O", name="Sigma Tools", on=DAY, by="system", at=noon(DAY))
    assert set(whats(chen.get("/gifts/?party=omega"))) == {"drill", "pen"}
    assert whats(chen.get("/gifts/?party=sigma")) == ["drill"]


def test_words_that_fit_too_many_are_read_line_by_line(here, gift, chen, monkeypatch):
    monkeypatch.setattr("avow.gifts.by_words.MOST_KEYS", 0)
    gift(here.amina, DAY, party=here.delta, description="ham")
    gift(here.boris, DAY, other_side="Somebody", description="pen")
    assert whats(chen.get("/gifts/?party=delta&person=amina")) == ["ham"]
    assert whats(chen.get("/gifts/?party=some")) == ["pen"]


def test_a_name_leads_to_its_whole_group_also_where_it_has_no_line_itself(chen, here, gift):
    gift(here.amina, party=here.freight)
    gift(here.amina, party=here.omega)
    page = chen.get("/gifts/?party=delta+holding&way=received")
    assert not page.context["rows"]
    whole = page.context["groups"][0]
    assert (whole.name, whole.entries) == ("Delta Holding", 2)
    assert f'href="?{whole.query.replace("&", "&amp;")}">Delta Holding</a>' in page.text
    found = chen.get(f"/gifts/?{whole.query}")
    assert [row.gift.counterparty for row in found.context["rows"]] == [here.freight]
    assert found.context["filters"].given["way"] == "received"
    assert not found.context["groups"]
    assert not chen.get("/gifts/?party=omega").context["groups"]
