"""Who leaves: by a last day, or by not being in a complete file. Nobody is deleted."""

from datetime import UTC, date, datetime

import pytest

from avow.imports.reading.table import Unusable
from avow.people.models import Person, PersonRecord
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 22), date(2026, 12, 1)


def staff(*numbers, manager=""):
    return "number,name,manager\n" + "".join(f"{number},{number} Name,{manager}\n" for number in numbers)


AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEN = [f"P{place}" for place in range(10)]


def test_who_is_absent_from_a_complete_file_has_left(people):
    people(staff(*TEN))
    report = people(staff(*TEN[1:]), on=LATER, complete=True)
    assert (report.left, report.unchanged) == (["P0"], 9)
    gone = Person.objects.get(number="P0")
    assert (gone.left_on, gone.is_here(DAY), gone.is_here(LATER)) == (LATER, True, False)
    assert people(staff(*TEN[1:]), on=LATER, complete=True).left == []


def test_without_complete_nobody_leaves(people):
    people(staff(*TEN))
    assert people(staff("P1"), on=LATER).left == []


def test_more_than_a_fifth_do_not_leave_by_mistake(people):
    people(staff(*TEN))
    assert len(people(staff(*TEN[2:]), complete=True, dry_run=True).left) == 2
    with pytest.raises(Unusable, match=r"lacks 3 of the 10 on record.*add --yes. Nothing was imported"):
        people(staff(*TEN[3:], "NEW"), on=LATER, complete=True)
    assert not Person.objects.filter(number="NEW").exists()
    assert len(people(staff(*TEN[3:]), on=LATER, complete=True, yes=True).left) == 3


def test_a_refused_row_is_not_an_absence(people):
    people(staff(*TEN))
    report = people(staff(*TEN[1:]) + f"P0,{'x' * 300},\n", complete=True)
    assert (report.left, len(report.refused)) == ([], 1)


def test_complete_is_refused_while_a_number_cannot_be_read(people):
    people(staff(*TEN))
    with pytest.raises(Unusable, match="1 rows have no readable number"):
        people(staff(*TEN[1:]) + ",P0 Name,\n", complete=True)


def test_who_left_may_come_back(people):
    people(staff(*TEN))
    people(staff(*TEN[1:]), on=LATER, complete=True)
    report = people(staff("P0"), on=date(2026, 12, 24))
    assert (report.added, report.returned) == (["P0"], ["P0"])
    assert Person.objects.get(number="P0").left_on is None
    assert Person.objects.count() == 10


def test_reports_of_a_leaver_are_told(people):
    people(staff(*TEN, manager=""))
    people(staff("P1", "P2", manager="P0"))
    report = people(staff(*TEN[3:]) + "P1,P1 Name,P0\nP2,P2 Name,P0\n", on=LATER, complete=True)
    says = [finding.says for finding in report.findings if finding.kind == "missing_manager"]
    assert says == ["P1, P2 report to P0, who is neither in the file nor on record. They are taken without a manager."]


def test_last_days(people):
    people(staff("A", "B", "C"))
    report = people(
        "number,name,manager,last day\nA,A Name,,2026-11-25\nB,B Name,A,2026-12-24\n"
        "C,C Name,A,\nD,D Name,,2020-01-01\n",
        on=LATER,
    )
    assert report.left == ["A"]
    assert Person.objects.get(number="A").left_on == date(2026, 11, 26)
    assert [Person.objects.get(number="A").is_here(on) for on in (date(2026, 11, 25), date(2026, 11, 26))] == [
        True,
        False,
    ]
    assert Person.objects.get(number="B").left_on is None
    assert not Person.objects.filter(number="D").exists()
    assert report.notes == [
        "1 leave later: import a file again after their last day, and they will have left.",
        "1 had left by then and are not on record: passed over.",
    ]
    assert [finding.says for finding in report.findings if finding.kind == "missing_manager"] == [
        "B, C report to A, who has left. They are taken without a manager."
    ]


@pytest.mark.django_db(transaction=True)
def test_who_was_erased_is_not_ended_again(people):
    people(staff(*TEN))
    erase(Person.objects.get(number="P0").key, by="system", at=AT, reason="for the test")
    report = people(staff(*TEN[1:]), on=LATER, complete=True)
    assert (report.left, report.unchanged) == ([], 9)
    assert PersonRecord.objects.count() == 10
