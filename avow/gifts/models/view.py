"""A view of the register that somebody saved: filters and order under a name."""

from django.db import models


class SavedView(models.Model):
    """`query` is what stands in the address, without the page. Only its owner sees it."""

    ledger_list = "working"

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_view_of_a_name_for_each_person"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
