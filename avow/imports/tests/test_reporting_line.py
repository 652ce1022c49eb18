"""Managers in a file: found, missing, vacant, circular; told, never followed for ever."""

from datetime import date

import pytest

from avow.people.line import superiors
from avow.people.models import Person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def rows(*pairs):
    return "number,name,manager\n" + "".join(f"{number},{number} Name,{manager}\n" for number, manager in pairs)


def found(report):
    return [(finding.kind, finding.lines, finding.says) for finding in report.findings]


def manager(number):
    above = Person.objects.get(number=number).record(DAY).manager
    return above and above.number


def test_managers_may_come_before_or_after_their_reports(people):
    assert found(people(rows(("A", "B"), ("B", "T"), ("T", "")))) == []
    assert (manager("A"), manager("B"), manager("T")) == ("B", "T", None)


def test_a_manager_who_is_on_record_need_not_be_in_the_file(people):
    people(rows(("T", "")))
    assert found(people(rows(("A", "T")))) == []
    assert manager("A") == "T"


@pytest.mark.parametrize("word", ["XX", "N/A", "-", "none", "0"])
def test_words_for_nobody(people, word):
    assert found(people(rows(("A", word)))) == []
    assert manager("A") is None


def test_a_missing_manager_is_told_once_with_all_reports(people):
    report = people(rows(("A", "Z"), ("B", "Z"), ("T", "")))
    assert found(report) == [
        ("missing_manager", (2, 3),
         "A, B report to Z, who is neither in the file nor on record. They are taken without a manager.")
    ]  # fmt: skip
    assert (manager("A"), report.status) == (None, 1)


def test_lost_zeros_are_suggested(people):
    says = found(people(rows(("007", ""), ("A", "7"))))[0][2]
    assert says.startswith("A report to 7, who is not known, but 007 is: zeros or capitals may have been lost")


def test_a_manager_whose_row_was_refused(people):
    report = people("number,name,manager,country\nA,Amina,B,\nB,Boris,,Ruritania\n")
    assert "A report to B, whose row was refused" in found(report)[0][2]


def test_circles_and_self_reports_are_taken_as_they_are_and_told(people):
    report = people(rows(("A", "B"), ("B", "C"), ("C", "A"), ("S", "S"), ("T", "")))
    assert found(report) == [
        (
            "cycle",
            (2, 3, 4),
            "These report to each other in a circle: A Name (A) → B Name (B) → C Name (C) → A Name (A).",
        ),
        ("self_report", (5,), "S Name (S) is recorded as reporting to themselves."),
    ]
    assert [above.number for above in superiors(Person.objects.get(number="A"), DAY)] == ["B", "C"]


def test_a_circle_that_closes_through_people_on_record(people):
    people(rows(("A", "B"), ("B", "")))
    assert [kind for kind, _, _ in found(people(rows(("B", "A"))))] == ["cycle"]


def test_problems_elsewhere_are_not_told_again(people):
    people(rows(("A", "A"), ("B", "C"), ("C", "B")))
    assert found(people(rows(("T", "")))) == []


def test_several_at_the_top_of_one_file(people):
    assert found(people(rows(("A", ""), ("B", "XX"), ("C", "A")))) == [
        ("several_roots", (2, 3), "2 people have no manager: A Name (A), B Name (B). Usually it is one.")
    ]


def test_the_line_goes_on_above_vacant_posts(people):
    report = people("number,name,manager\nT,Dolores,\nV,Vacant,W\nW,'Vacant',T\nA,Amina,V\n")
    assert manager("A") == "T"
    assert ("vacant_manager", (5,), "A report to the vacant post V; their line goes on to T.") in found(report)


def test_vacant_posts_in_a_circle_end(people):
    report = people("number,name,manager\nV,Vacant,W\nW,Vacant,V\nA,Amina,V\n")
    assert manager("A") is None
    assert found(report)[-1][2] == "A report to the vacant post V; nobody is above it, so they have no manager."


def test_managers_named_by_address(people):
    people("number,name,email\nT,Dolores,dolores@example.com\n")
    text = (
        "number,name,email,manager email\nB,Boris,boris@example.com,Dolores@Example.com\nA,Amina,,boris@example.com\n"
    )
    assert found(people(text)) == []
    assert (manager("A"), manager("B")) == ("B", "T")


def test_trying_finds_the_same_problems_as_doing(people):
    text = rows(("A", "B"), ("B", "A"), ("S", "S"), ("M", "Z"), ("T", ""), ("U", ""))
    tried = people(text, dry_run=True)
    assert found(tried) == found(people(text))
    assert {kind for kind, _, _ in found(tried)} == {"cycle", "self_report", "missing_manager", "several_roots"}
