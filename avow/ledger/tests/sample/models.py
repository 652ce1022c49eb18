from typing import Any

from django.db import models

from avow.ledger.history import History
from avow.ledger.models import Projection


class Town(models.Model):
    ledger_list = "working"

    name = models.CharField(max_length=40, unique=True)


class Visit(Projection):
    schema = "sample.visit"

    town = models.ForeignKey(Town, models.PROTECT, related_name="+", null=True)
    day = models.DateField()
    told_at = models.DateTimeField()
    cost = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    facts = models.JSONField(default=dict)

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "town.name": body["town"],
            "day": body["day"],
            "told_at": body["told_at"],
            "cost": body["cost"],
            "facts": body["facts"],
        }


class Post(History):
    schema = "sample.post"

    holder = models.CharField(max_length=40)
    place = models.CharField(max_length=40)

    class Meta(History.Meta):
        constraints = [
            *History.Meta.constraints,
            models.UniqueConstraint(
                fields=["holder"], condition=models.Q(to_day=None), name="one_open_post_for_each_holder"
            ),
        ]

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"holder": body["holder"], "place": body["place"], "from_day": body["from_day"]}
