"""Thirteen real organisations (UK organograms, Open Government Licence). Every count is made again here from the file,
without any code of ours."""

import csv
from collections import Counter
from datetime import date

import pytest

from avow.imports.tests.conftest import REAL, real
from avow.people.models import Person, PersonRecord
from avow.people.problems import problems

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
NAMES = (
    "asset_protection_agency-2011-03-31", "british_transport_police_authority-2011-03-31",
    "competition_commission-2011-09-30", "department_for_culture_media_and_sport-2011-09-30",
    "department_for_international_development-2014-09-30", "foreign_and_commonwealth_office-2011-03-31",
    "hm_inspectorate_of_constabulary-2011-09-30", "medical_research_council-2011-03-31",
    "national_offender_management_service-2011-09-30", "nhs_information_centre_for_health_and_social_care-2011-03-31",
    "partnerships_for_schools-2011-09-30", "training_and_development_agency_for_schools-2011-03-31",
    "youth_justice_board-2011-09-30",
)  # fmt: skip
EXPECTED_REFUSED = {
    "foreign_and_commonwealth_office-2011-03-31": 1,  # post 13201 has two holders
    "national_offender_management_service-2011-09-30": 1,  # post 107 has two holders
    "nhs_information_centre_for_health_and_social_care-2011-03-31": 1,  # a post numbered NA
}


class Recount:
    """What the file holds, read with the csv module alone."""

    def __init__(self, path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.number = [row["Post Unique Reference"].strip() for row in self.rows]
        self.vacant = [self.is_vacant(row) for row in self.rows]
        held = [number for number, vacant in zip(self.number, self.vacant, strict=True) if not vacant]
        self.people = set(held) - {"NA"}
        self.repeated = {number: times for number, times in Counter(held).items() if times > 1}
        self.undisclosed = sum(
            not vacant and number != "NA" and row["Name"].strip() in {"", "N/D"}
            for row, number, vacant in zip(self.rows, self.number, self.vacant, strict=True)
        )
        self.roots = {
            number
            for row, number in zip(self.rows, self.number, strict=True)
            if row["Reports to Senior Post"].strip() == "XX" and number in self.people
        }

    @staticmethod
    def is_vacant(row):
        name = row["Name"].strip().strip("'")
        return name in {"Vacant", "Eliminated"} or (not name and row["FTE"].strip() in {"", "0"})

    def above(self, number):
        """The nearest post above that somebody holds."""
        managers = {n: row["Reports to Senior Post"].strip() for row, n in zip(self.rows, self.number, strict=True)}
        at = managers[number]
        while at in managers and at not in self.people:
            at = managers[at]
        return None if at == "XX" else at


def test_all_thirteen_are_here_or_the_folder_is_absent():
    real("organograms-uk")
    assert sorted(path.name for path in (REAL / "organograms-uk").glob("*.csv")) == [
        f"{name}-senior.csv" for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_it_imports_with_its_defects_reported(people, name):
    path = real(f"organograms-uk/{name}-senior.csv")
    recount, report = Recount(path), people(path)
    assert report.rows == len(recount.rows)
    assert set(report.added) == recount.people
    assert len(report.refused) == EXPECTED_REFUSED.get(name, 0)
    kinds = Counter(finding.kind for finding in report.findings)
    assert kinds["vacancy"] == sum(recount.vacant)
    assert report.rows == len(report.added) + sum(recount.vacant) + report.merged + len(report.refused)
    assert report.merged + len(report.refused) == sum(times - 1 for times in recount.repeated.values()) + (
        "NA" in recount.number
    )
    undisclosed = [finding for finding in report.findings if finding.kind == "undisclosed_name"]
    assert sum(len(finding.lines) for finding in undisclosed) == recount.undisclosed
    assert kinds["several_roots"] == (len(recount.roots) > 1)
    assert kinds["self_report"] == kinds["cycle"] == 0
    for record in PersonRecord.objects.on(DAY).select_related("person", "manager"):
        assert (record.manager.number if record.manager else None) == recount.above(record.person.number)
    assert {problem.kind for problem in problems(DAY)} == ({"several_roots"} if len(recount.roots) > 1 else set())


@pytest.mark.parametrize("name", NAMES)
def test_again_it_changes_nothing(people, name):
    path = real(f"organograms-uk/{name}-senior.csv")
    first = people(path)
    again = people(path)
    assert (again.added, again.changed, again.left, again.unchanged) == ([], {}, [], len(first.added))
    assert [finding.says for finding in again.findings] == [finding.says for finding in first.findings]


def test_all_thirteen_together_with_a_prefix_each(people):
    total = 0
    for place, name in enumerate(NAMES):
        path = real(f"organograms-uk/{name}-senior.csv")
        total += len(Recount(path).people)
        assert len(people(path, prefix=f"{place}-").refused) == EXPECTED_REFUSED.get(name, 0)
    assert Person.objects.count() == total
    assert [problem.kind for problem in problems(DAY)] == ["several_roots"]


def test_numbers_of_two_organisations_that_collide_are_refused_not_mixed(people):
    people(real(f"organograms-uk/{NAMES[8]}-senior.csv"))
    names = dict(Person.objects.values_list("number", "name"))
    report = people(real(f"organograms-uk/{NAMES[12]}-senior.csv"))
    collisions = {refusal.value for refusal in report.refused}
    assert collisions == {"1", "13", "14", "15"}
    assert dict(Person.objects.filter(number__in=names).values_list("number", "name")) == names


@pytest.mark.parametrize("fault", ["itself", "circle", "missing", "top"])
def test_defects_put_into_a_real_file_are_found(people, file, fault):
    path = real(f"organograms-uk/{NAMES[4]}-senior.csv")
    with path.open(encoding="utf-8-sig", newline="") as source:
        header, *rows = csv.reader(source)
    at, number = header.index("Reports to Senior Post"), header.index("Post Unique Reference")
    boss = next(row for row in rows if row[at] == "XX")
    below = next(row for row in rows if row[at] == boss[number])
    changed, to = {
        "itself": (below, below[number]), "circle": (boss, below[number]), "missing": (below, "GONE"),
        "top": (below, "XX"),
    }[fault]  # fmt: skip
    changed[at] = to
    text = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in [header, *rows])
    kinds = [finding.kind for finding in people(file(text)).findings if finding.kind != "shared_address"]
    assert kinds == [
        {"itself": "self_report", "circle": "cycle", "missing": "missing_manager", "top": "several_roots"}[fault]
    ]
