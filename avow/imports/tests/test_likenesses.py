"""Numbers that are nearly another's are refused; counterparties of one name are remarked on."""

import pytest

from avow.counterparties.models import Counterparty
from avow.people.models import Person

pytestmark = pytest.mark.django_db


def refusals(report):
    return [(refusal.line, refusal.column, refusal.value, refusal.why, refusal.remedy) for refusal in report.refused]


def numbers():
    return sorted(Person.objects.values_list("number", flat=True))


@pytest.mark.parametrize("nearly", ["k-012", "K -012", "K- 012"])
def test_a_number_that_is_nearly_one_on_record_is_refused(people, nearly):
    people("number,name\nK-012,Amina\n")
    report = people(f"number,name\nK-013,Boris\n{nearly},Amina\n")
    why = "'K-012' is on record already, and differs only in capitals or blanks."
    remedy = "If it is the same person, write it as 'K-012'; if it is another, add --yes."
    assert [(line, what, value) for line, what, value, *_ in refusals(report)] == [(3, "number", nearly)]
    assert [words.replace("'", "") for words in refusals(report)[0][3:]] == [
        why.replace("'", ""),
        remedy.replace("'", ""),
    ]
    assert (report.status, report.added, numbers()) == (1, ["K-013"], ["K-012", "K-013"])


def test_a_number_that_is_nearly_one_further_up_is_refused(people):
    report = people("number,name\nk-012,Amina\nK-012,Amina Haddad\n")
    assert "is on line 2 already" in report.refused[0].why
    assert (report.refused[0].line, numbers()) == (3, ["k-012"])


def test_blanks_around_a_number_were_never_part_of_it(people):
    people("number,name\nK-012,Amina\n")
    assert people("number,name\n  K-012 ,Amina\n").unchanged == 1


def test_with_yes_it_is_another_person_and_stays_so(people):
    people("number,name\nK-012,Amina\n")
    assert people("number,name\nk-012,Chen\n", yes=True).added == ["k-012"]
    again = people("number,name\nk-012,Chen\nK-012,Amina\n")
    assert (again.refused, again.unchanged) == ([], 2)


def test_a_refused_number_does_not_end_the_one_it_is_near(people):
    people("number,name\nK-012,Amina\nK-013,Boris\n")
    report = people("number,name\nk-012,Amina\nK-013,Boris\n", complete=True)
    assert (report.left, len(report.refused)) == ([], 1)


def test_a_refused_number_manages_nobody(people):
    people("number,name\nK-012,Amina\n")
    report = people("number,name,manager\nk-012,Amina,\nK-013,Boris,k-012\n")
    assert "missing_manager" in [finding.kind for finding in report.findings]
    assert numbers() == ["K-012", "K-013"]


@pytest.mark.parametrize("row", ["k-012,Amina,Norden,2026-01-31", "K-012,Olga,Other,2026-01-31"])
def test_a_refused_row_with_a_last_day_ends_nobody(people, row):
    people("number,name,employer\nK-012,Amina,Norden\n")
    report = people(f"number,name,employer,last day\n{row}\n")
    assert (report.left, len(report.refused)) == ([], 1)


def test_counterparties_of_one_name_are_taken_and_remarked_on(parties):
    parties("number,name\n1,Société Delta\n", standings=("supplier:present",))
    report = parties("number,name\n2,SOCIETE  DELTA.\n3,Echo\n4,Foxtrot\n5,foxtrot\n", standings=("supplier:present",))
    assert [(finding.kind, finding.lines) for finding in report.findings] == [
        ("same_name", (2,)),
        ("same_name", (4, 5)),
    ]
    assert "2 numbers: " in report.findings[0].says
    assert (report.refused, report.status, Counterparty.objects.count()) == ([], 1, 5)
