"""Searching reads an index on both databases."""

import pytest
from django.db import connection

from avow.counterparties.models import NameWord
from avow.counterparties.search import beginning

pytestmark = pytest.mark.django_db


def test_the_beginning_of_a_word_is_looked_up_in_an_index():
    words = NameWord.objects.order_by().filter(beginning("word", "delt")).values("name_id")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index Cond: (((word)::text ~>=~ 'delt'::text)" in words.explain()
    else:
        assert "SEARCH counterparties_nameword USING INDEX" in words.explain()
