"""People whose public ids are known, however many: a list handed to the database as one value."""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from avow.people.models import Person

GIVEN = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT jsonb_array_elements_text(CAST(%s AS jsonb))",
}


def among(public_ids: Sequence[str]) -> QuerySet[Person]:
    """The people who have one of these, in no order; ids that lead to nobody are passed over."""
    given = RawSQL(GIVEN[connection.vendor], [json.dumps(list(public_ids))])  # noqa: S611 - a fixed text
    return Person.objects.filter(public_id__in=given)
