"""Importing people: what is taken, what changes, what is refused."""

from datetime import date

import pytest

from avow.imports.models import ImportedFile
from avow.ledger.models import Entry
from avow.people.models import Person, PersonRecord

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 11, 22), date(2026, 12, 1)
HEADER = (
    "number,name,email,employer,site,country,language,department,grade,worker type,standing,manager,"
    "acting supervisor,hire date\n"
)
STAFF = f"""{HEADER}\
D1,Dolores Vidal,dolores@example.com,Norden,Gothenburg,Sweden,en,Works HR,E1,full-time,officer,,no,2001-02-03
B1,Boris Lindqvist,boris@example.com,Norden,Gothenburg,SE,sv,Works HR,M2,full-time,,D1,no,2011-02-03
A1,Amina Haddad,amina@example.com,Norden,Gothenburg,SE,en,Works HR,P3,part-time,,B1,yes,2019-02-03
"""


def refusals(report):
    return [(refusal.line, refusal.column, refusal.value, refusal.why) for refusal in report.refused]


def test_every_field_arrives(people):
    report = people(STAFF)
    assert (report.added, report.refused, report.findings, report.status) == (["D1", "B1", "A1"], [], [], 0)
    amina = Person.objects.get(number="A1")
    record = amina.record(DAY)
    assert (amina.name, amina.email, amina.joined_on) == ("Amina Haddad", "amina@example.com", date(2019, 2, 3))
    assert (record.employer, record.site, record.country, record.language) == ("Norden", "Gothenburg", "SE", "en")
    assert (record.hr_department, record.grade, record.worker_type) == ("Works HR", "P3", "part_time")
    assert (record.standing, record.acting_supervisor, record.manager.number) == ("employee", True, "B1")
    assert Person.objects.get(number="D1").record(DAY).standing == "officer"


def test_the_shift_arrives_and_a_file_without_it_leaves_it_as_it_was(people):
    rows = "number,name,site,work shift\nA1,Amina Haddad,Foundry,Early\nB1,Boris Lindqvist,Foundry,\n"
    assert people(rows).status == 0
    assert [one.record(DAY).shift for one in Person.objects.order_by("number")] == ["Early", ""]
    people(rows.replace(",Early", "").replace(",work shift", "").replace("Foundry,\n", "Mill\n"), on=LATER)
    assert [one.record(LATER).shift for one in Person.objects.order_by("number")] == ["Early", ""]
    people(rows.replace("Early", "Night"), on=LATER)
    assert Person.objects.get(number="A1").record(LATER).shift == "Night"


def test_it_is_one_entry_that_names_the_file(people):
    report = people(STAFF)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.number, report.entry) == ("people imported", "command line", 1, 1)
    assert [row.schema for row in entry.documents] == ["people.record"] * 3 + ["imports.file"]
    assert (ImportedFile.objects.get().name, ImportedFile.objects.get().added) == ("people.csv", 3)
    assert ImportedFile.objects.get().sha256 == report.sha256


def test_the_same_file_again_changes_nothing_and_says_so(people):
    people(STAFF)
    again = people(STAFF, on=LATER)
    assert (again.added, again.changed, again.left, again.unchanged, again.entry) == ([], {}, [], 3, None)
    assert (Entry.objects.count(), PersonRecord.objects.count(), ImportedFile.objects.count()) == (1, 3, 1)


def test_a_second_version_changes_what_changed_and_says_from_what_to_what(people):
    people(STAFF)
    second = STAFF.replace("A1,Amina Haddad", "A1,Amina Haddad-Berg").replace("P3,part-time,,B1", "P4,part-time,,D1")
    report = people(second + "F1,Farah Rahimi,farah@example.com,Norden,,,,,,,,D1,,\n", on=LATER)
    assert report.added == ["F1"]
    assert report.changed == {
        "A1": [("name", "Amina Haddad", "Amina Haddad-Berg"), ("grade", "P3", "P4"), ("manager", "B1", "D1")]
    }
    assert report.unchanged == 2
    amina = Person.objects.get(number="A1")
    assert [amina.record(on).grade for on in (DAY, LATER)] == ["P3", "P4"]
    assert [amina.record(on).name for on in (DAY, LATER)] == ["Amina Haddad", "Amina Haddad-Berg"]


def test_columns_the_file_does_not_have_are_left_as_they_were(people):
    people(STAFF)
    report = people("number,name\nA1,Amina Haddad\n", on=LATER)
    assert report.unchanged == 1
    assert Person.objects.get(number="A1").record(LATER).manager.number == "B1"


def test_a_dry_run_says_the_same_and_writes_nothing(people):
    tried = people(STAFF, dry_run=True)
    assert not Person.objects.exists() and not Entry.objects.exists()
    done = people(STAFF)
    assert (tried.added, tried.columns, tried.entry) == (done.added, done.columns, None)
    tried = people(STAFF.replace("P3", "P4"), dry_run=True)
    assert tried.changed == {"A1": [("grade", "P3", "P4")]}
    assert Person.objects.get(number="A1").record(DAY).grade == "P3"


def test_every_fault_of_a_row_is_named_and_the_other_rows_are_taken(people):
    report = people(
        "number,name,email,country,hire date,worker type\n"
        "1,Amina,amina@example.com,SE,2019-02-03,full time\n"
        "2,Boris,boris at example,Ruritania,0021-05-03,sometimes\n"
        "3,Chen,,,2923-05-03,\n"
        "4,Dolores,,,2020-02-30,\n"
    )
    assert report.added == ["1"]
    assert [(line, column, value) for line, column, value, _ in refusals(report)] == [
        (3, "email", "boris at example"),
        (3, "country", "Ruritania"),
        (3, "worker type", "sometimes"),
        (3, "hire date", "0021-05-03"),
        (4, "hire date", "2923-05-03"),
        (5, "hire date", "2020-02-30"),
    ]
    assert report.counts()["refused"] == 3 and report.status == 1


def test_rows_without_a_number_or_a_name(people):
    report = people("number,name\n,Amina\nN/A,Boris\n3,\n")
    assert [(line, why) for line, _, _, why in refusals(report)] == [
        (2, "The number is empty."),
        (3, "N/A stands for a missing number."),
        (4, "The name is empty."),
    ]
    assert not Person.objects.exists()


def test_rows_with_more_or_fewer_cells_than_columns(people):
    report = people("number,name\n1,Amina,x\n2\n3,Boris,,\n\n4,Chen\n")
    assert [(line, why) for line, _, _, why in refusals(report)] == [
        (2, "The row has 3 cells and the header 2."),
        (3, "The row has 1 cells and the header 2."),
    ]
    assert report.added == ["3", "4"]


def test_a_row_that_swallowed_others_says_how_far_it_runs(people):
    report = people('number,name,site\n1,"Amina,x\n2,Boris,y\n3",Chen\n4,Dolores,z\n')
    assert [(line, column, why) for line, column, _, why in refusals(report)] == [
        (2, "name", "The name runs over several lines.")
    ]
    report = people('number,name,site\n1,"Amina\n2,Boris,y\n3,"\n4,Dolores,z\n')
    assert refusals(report) == [(2, "", "", "The row has 2 cells and the header 3. It runs on to line 4.")]


def test_a_name_of_ten_thousand_characters_is_refused_and_not_printed_in_full(people):
    report = people(f"number,name\n1,{'A' * 10_000}\n2,{'B' * 200}\n3,{'C' * 201}\n")
    assert report.added == ["2"]
    assert [(line, why) for line, _, _, why in refusals(report)] == [
        (2, "The name has 10,000 characters; at most 200 are kept."),
        (4, "The name has 201 characters; at most 200 are kept."),
    ]


def test_formulas_and_tags_in_names_are_text(people):
    people('number,name\n1,"=HYPERLINK(""http://x"",""y"")"\n2,<script>alert(1)</script>\n')
    assert [person.name for person in Person.objects.order_by("number")] == [
        '=HYPERLINK("http://x","y")',
        "<script>alert(1)</script>",
    ]


def test_what_nobody_can_see_in_a_name_is_removed_and_told(people):
    report = people("number,name\n1,A\u202emina\n")
    assert Person.objects.get().name == "Amina"
    assert [(finding.kind, finding.lines, finding.says) for finding in report.findings] == [
        ("cleaned", (2,), "name: removed what cannot be seen (U+202E right-to-left override).")
    ]


def test_one_number_twice(people):
    report = people("number,name\n1,Amina\n1,Amina\n1,Boris\n")
    assert [(finding.kind, finding.lines) for finding in report.findings] == [("repeated_row", (2, 3))]
    assert refusals(report) == [
        (4, "number", "1", "This number is on line 2 already, with other data (name 'Amina' / 'Boris').")
    ]


def test_vacant_and_undisclosed(people):
    report = people(
        "number,name,fte\n1,Vacant,1\n2,'Eliminated',1\n3,N/D,1\n4,,0.5\n5,,\n6,,0\n7,Post vacant,\n8,Amina Vacant,1\n"
    )
    assert report.added == ["3", "4", "8"]
    assert [finding.lines for finding in report.findings if finding.kind == "vacancy"] == [(2,), (3,), (6,), (7,), (8,)]
    assert Person.objects.get(number="3").name == "Name not disclosed (3)"
    assert next(finding.lines for finding in report.findings if finding.kind == "undisclosed_name") == (4, 5)


def test_a_name_that_becomes_known_is_a_change(people):
    people("number,name\n3,N/D\n")
    assert people("number,name\n3,Chen Wei\n").changed == {"3": [("name", "Name not disclosed (3)", "Chen Wei")]}


def test_an_address_that_several_give_is_nobody_s_own(people):
    report = people(
        "number,name,email\n1,Amina,office@example.com\n2,Boris,Office@example.com\n3,Chen,chen@example.com\n"
    )
    assert [person.email for person in Person.objects.order_by("number")] == ["", "", "chen@example.com"]
    assert [(finding.kind, finding.lines) for finding in report.findings] == [("shared_address", (2, 3))]


def test_a_change_dated_before_one_on_record_is_refused_with_its_line(people):
    people("number,name,grade\n1,Amina,P1\n2,Boris,M1\n")
    people("number,name,grade\n1,Amina,P2\n", on=LATER)
    report = people("number,name,grade\n1,Amina,P9\n2,Boris,M9\n", on=date(2026, 11, 25))
    assert [(r.line, r.why, r.remedy) for r in report.refused] == [
        (
            2,
            "The record has changed on 2026-12-01, after the day of this import.",
            "Import with --on 2026-12-01 or later.",
        )
    ]
    assert list(report.changed) == ["2"]


def test_a_number_that_names_somebody_else_is_refused_and_reports_do_not_follow_it(people):
    people("number,name,employer\n1,Amina,Norden\n")
    text = "number,name,employer,manager\n1,Goran,Sever,\n2,Ivo,Sever,1\n"
    report = people(text)
    assert refusals(report) == [(2, "number", "1", "On record this is Amina of Norden; here it is Goran of Sever.")]
    assert Person.objects.get(number="2").record(DAY).manager is None
    assert people(text, prefix="S-").added == ["S-1", "S-2"]
    assert Person.objects.get(number="S-2").record(DAY).manager.number == "S-1"
    assert people(text, yes=True).changed["1"] == [("name", "Amina", "Goran"), ("employer", "Norden", "Sever")]


def test_first_and_last_names_make_a_name(people):
    people("id,First name,Surname\n1,Amina,Haddad\n2,,Cher\n")
    assert [person.name for person in Person.objects.order_by("number")] == ["Amina Haddad", "Cher"]


def test_who_imports_is_on_record(people):
    people(STAFF)
    farah = Person.objects.get(number="D1")
    people("number,name\n9,Ivo\n", by=farah)
    assert Entry.objects.last().actor == farah.key
