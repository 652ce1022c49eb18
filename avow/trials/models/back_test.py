"""A version tried on the past: the question, how far it is, what came of it, and each record judged otherwise."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.disclosures.models import Disclosure
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.people.models import Person

CHANGES = {
    "newly_found": "newly found",
    "no_longer_found": "no longer found",
    "found_as_another": "found as something else",
    "question_becomes_finding": "a question becomes a finding",
    "finding_becomes_question": "a finding becomes a question",
    "newly_asked": "newly asked about",
    "no_longer_asked": "no longer asked about",
}
"""How one rule can come out otherwise for one record."""

AGAINST = {"in_force_then": "the version that each record was judged by", "now": "the version in force today"}
GROUPS = {"then": "as they were on the day judged", "now": "as the register has them today", "file": "as a file says"}


class BackTestQuerySet(models.QuerySet["BackTest"]):
    """Back-tests, reached through the person who may see them."""

    def visible_to(self, person: Person | None, on: date) -> "BackTestQuerySet":
        """All of them for the compliance officer and deputies; none for anybody else."""
        from avow.trials.visibility import may_see

        return self if person is not None and may_see(person, on) else self.none()

    def unfinished(self) -> "BackTestQuerySet":
        """Those that wait or run."""
        return self.filter(finished_at=None, failure="")


class BackTest(models.Model):
    """One question to the past, and its answer once it is there.

    `question` holds against, since, until, groups, as_dated, figures (clause.name → value) and kinds; `cells` counts
    {clause, rule, kind, grade, month, change, count}; `left_out` says of how many records and why they are not in it.
    Made for a proposal, its result is attested in `Tried`.
    """

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    proposal = models.ForeignKey("adoptions.Proposal", models.PROTECT, null=True, related_name="back_tests")
    pack_hash = models.CharField(max_length=64, help_text="of the version tried, before any figure was changed")
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=60)
    question = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    in_background = models.BooleanField(default=True, help_text="false: answered at once, by the command that asks")
    stage = models.CharField(max_length=60, blank=True, help_text="what is being done, in words")
    done = models.PositiveIntegerField(default=0, help_text="records read so far")
    total = models.PositiveIntegerField(default=0, help_text="records there are")
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)
    judged = models.PositiveIntegerField(default=0)
    otherwise = models.PositiveIntegerField(default=0, help_text="records of which at least one rule says otherwise")
    against_hashes = models.JSONField(default=list)
    left_out = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    root = models.CharField(max_length=64, blank=True, help_text="Merkle root over the rows judged otherwise")

    objects = BackTestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(failure=""), name="a_back_test_is_finished_or_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"back-test {self.public_id} of {self.name} {self.version}"

    @property
    def subject(self) -> str:
        """How the log of reads calls it."""
        return f"back-test:{self.public_id}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def by(self, *keys: str) -> dict[tuple[str, ...], int]:
        """The counts of all cells, added up by clause, rule, kind, grade, month or change. For whoever may see every
        record; `avow.trials.reading.cells` counts only what one may see."""
        return added_up(self.cells, *keys)


def added_up(cells: list[Mapping[str, Any]], *keys: str) -> dict[tuple[str, ...], int]:
    """Counts of cells by these keys, in the order of the keys."""
    found: dict[tuple[str, ...], int] = {}
    for cell in cells:
        key = tuple(str(cell[name]) for name in keys)
        found[key] = found.get(key, 0) + int(cell["count"])
    return dict(sorted(found.items()))


class JudgedOtherwise(models.Model):
    """One rule that says otherwise of one record. Nothing of what the person wrote is in it. The rows of a back-test
    for a proposal are held by the root in `Tried`."""

    ledger_list = "working"

    back_test = models.ForeignKey(BackTest, models.CASCADE, related_name="rows")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="of the version judged")
    on = models.DateField()
    kind = models.CharField(max_length=40)
    grade = models.CharField(max_length=100, blank=True)
    clause = models.CharField(max_length=24)
    rule = models.CharField(max_length=60)
    change = models.CharField(max_length=24, choices=CHANGES)
    was = models.CharField(max_length=20, help_text="none, unknown, or what was found")
    now = models.CharField(max_length=20, help_text="none, unknown, or what would be found")

    class Meta:
        ordering: ClassVar = ["-on", "disclosure_id", "clause", "rule"]
        indexes: ClassVar = [
            models.Index(fields=["back_test", "clause", "change"], name="otherwise_by_clause"),
            models.Index(fields=["back_test", "-on"], name="otherwise_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["back_test", "disclosure", "clause", "rule"], name="a_rule_says_otherwise_once_of_a_record"
            ),
            models.CheckConstraint(
                condition=models.Q(change__in=list(CHANGES)), name="how_it_is_judged_otherwise_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} on {self.disclosure_id}: {self.get_change_display()}"


class Tried(Projection):
    """The result of a back-test made for a proposal, as attested: question, packs, counts, and the root of its rows."""

    schema: ClassVar[str] = "trials.tried"

    back_test = models.OneToOneField(BackTest, models.PROTECT, related_name="tried")
    proposal = models.ForeignKey("adoptions.Proposal", models.PROTECT, related_name="tried")
    pack_hash = models.CharField(max_length=64)
    judged = models.PositiveIntegerField()
    otherwise = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"result of {self.back_test}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("pack_hash", "judged", "otherwise", "root")} | {
            "back_test.public_id": body["back_test"],
            "back_test.cells": body["cells"],
            "back_test.judged": body["judged"],
            "back_test.otherwise": body["otherwise"],
            "back_test.left_out": body["left_out"],
            "back_test.against_hashes": body["against"],
            "back_test.question": body["question"],
            "proposal.public_id": body["proposal"],
        }
