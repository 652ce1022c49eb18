"""A policy of hundreds of clauses is read in parts, and its clauses are found by number or words."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.adoptions.current import pack_by_hash
from avow.adoptions.testing import adopted
from avow.people.testing import cast
from avow.policy.loading import corporate, load
from avow.web.policy.parts import len_of, matching, part_of, parts
from avow.web.tests.versions import adopt_version, edited

FROM = date(2026, 6, 1)
HOW_MANY = 300
ONE = 'clause = "{0}"\ntitle = "{1}"\nsummary = "{2}"\nmeans = "{2}"\n'


def long_pack(how_many: int = HOW_MANY) -> dict[str, str]:
    """The built-in pack with many more clauses, numbered as regulations are."""
    files = edited("long", {})
    for count in range(how_many):
        number = f"2635.{200 + count // 10}({'abcdefghij'[count % 10]})"
        words = f"What the {count}th paragraph says about gifts from prohibited sources, in plain words. " * 2
        files[f"clauses/{number}-paragraph-{count}.toml"] = ONE.format(number, f"Paragraph {count}", words.strip())
    return files


def test_the_built_in_policy_is_one_page():
    assert len(parts(load(corporate()))) == 1


def test_every_clause_is_in_exactly_one_part_and_no_part_is_too_long():
    pack = load(corporate())
    found = parts(pack, largest=6_000)
    assert [clause.number for part in found for clause in part.clauses] == list(pack.clauses)
    assert all(sum(map(len_of, part.clauses)) <= 6_000 for part in found)
    assert found[0].title == f"{next(iter(pack.clauses))} to {found[0].clauses[-1].number}"


def test_a_clause_is_found_by_the_beginning_of_its_number_or_by_words():
    clauses = load(corporate()).clauses.values()
    assert [clause.number for clause in matching(clauses, "4.5")] == ["4.5"]
    assert "5.2" in [clause.number for clause in matching(clauses, "gifts ONE party")]
    assert matching(clauses, "  ") == matching(clauses, "zebra") == []


@pytest.mark.django_db
def test_three_hundred_clauses(client):
    everyone = cast()
    adopted()
    adoption = adopt_version(long_pack(), FROM, everyone.chen, everyone.dolores, at=datetime(2026, 6, 1, tzinfo=UTC))
    pack = pack_by_hash(adoption.pack_hash)
    sign_in(client, everyone.amina)
    whole = len(parts(pack))
    assert whole > 3
    pages = [client.get("/policy/", {"part": number}).content.decode() for number in range(1, whole + 1)]
    for clause in pack.clauses.values():
        assert sum(f'id="clause-{clause.number}"' in page for page in pages) == 1
    assert max(len(page.encode()) for page in pages) < 45_000
    assert "Acknowledge this version" in pages[-1] and "Acknowledge this version" not in pages[0]
    assert f"?part={whole}#acknowledge" in pages[0]
    found = client.get("/policy/", {"find": "2635.204"}).content.decode()
    assert "2635.204(a)" in found and "/policy/2635.204(j)/" in found
    assert "None. Try fewer words" in client.get("/policy/", {"find": "zebra"}).content.decode()
    for number in ("0", str(whole + 1), "x", "²", "99999"):
        assert client.get("/policy/", {"part": number}).status_code == 404
    address = reverse("web:clause", args=["2635.204(a)"])
    page = client.get(address).content.decode()
    assert f"?part={part_of(pack, '2635.204(a)')}#clause-2635.204(a)" in page
    assert 'rel="next">Next: 2635.204(b)' in page


@pytest.mark.django_db
def test_three_hundred_new_clauses_are_told_in_several_pages(client):
    everyone = cast()
    adopted()
    adopt_version(long_pack(), FROM, everyone.chen, everyone.dolores, at=datetime(2026, 6, 1, tzinfo=UTC))
    sign_in(client, everyone.amina)
    first = client.get("/policy/changes/").content.decode()
    count = int(re.search(r"Page 1 of (\d+)", first)[1])
    pages = [client.get("/policy/changes/", {"page": number}).content.decode() for number in range(1, count + 1)]
    assert sum(page.count("This clause is new.") for page in pages) == HOW_MANY
    assert max(len(page.encode()) for page in pages) < 40_000
    assert "continued" in pages[1] and "continued" not in pages[0]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(folder.name for folder in corporate().parent.iterdir() if folder.is_dir()))
def test_each_policy_that_comes_with_avow_is_read_whole_and_by_clause(client, name):
    everyone = cast()
    pack = adopted(pack=name)
    sign_in(client, everyone.amina)
    pages = [client.get("/policy/", {"part": part.number}).content.decode() for part in parts(pack)]
    for number in pack.clauses:
        assert sum(f'id="clause-{number}"' in page for page in pages) == 1
        answer = client.get(reverse("web:clause", args=[number]))
        assert answer.status_code == 200
        assert len(answer.content) < 35_000
    assert max(len(page.encode()) for page in pages) < 50_000
