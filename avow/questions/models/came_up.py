"""How often a clause came up in answers to May I?, by month. Nothing tells who asked, what, or on which day."""

from django.db import models


class CameUp(models.Model):
    """One clause in one month. `clause` is empty for answers in which none came up; `month` is its first day."""

    ledger_list = "working"

    month = models.DateField()
    clause = models.CharField(max_length=20, blank=True)
    how_often = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "clause"], name="one_count_per_clause_and_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="a_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.clause or 'no clause'} in {self.month:%Y-%m}"
