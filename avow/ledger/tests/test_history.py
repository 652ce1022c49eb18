"""History is asked as of a day and as of an entry; it is ended once, by an entry that says so."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from avow.ledger.acts import record
from avow.ledger.history import NotAttested, end_all
from avow.ledger.models import Entry

from .sample.models import Post
from .telling import AT, posted

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def places(rows) -> list[str]:
    return [row.place for row in rows.order_by("pk")]


def test_a_row_holds_from_its_first_day_until_the_day_before_its_last():
    posted("amina", "Leeds", JANUARY)
    posted("amina", "York", FEBRUARY)
    assert places(Post.objects.on(date(2025, 12, 31))) == []
    assert places(Post.objects.on(JANUARY)) == places(Post.objects.on(date(2026, 1, 31))) == ["Leeds"]
    assert places(Post.objects.on(FEBRUARY)) == places(Post.objects.on(date(2099, 1, 1))) == ["York"]


def test_as_of_an_entry_it_is_what_was_known_then():
    first, second = posted("amina", "Leeds", JANUARY), posted("amina", "York", FEBRUARY)
    known_first, known_second = first.attested.entry_id, second.attested.entry_id
    assert places(Post.objects.as_of(MARCH, known_first - 1)) == []
    assert places(Post.objects.as_of(MARCH, known_first)) == ["Leeds"]
    assert places(Post.objects.as_of(MARCH, known_second)) == ["York"]
    assert places(Post.objects.as_of(JANUARY, known_second)) == ["Leeds"]


def test_a_row_ended_on_its_first_day_never_held():
    posted("amina", "Leeds", JANUARY)
    posted("amina", "York", JANUARY)
    assert places(Post.objects.on(JANUARY)) == ["York"]


def test_nothing_is_ended_without_a_document_that_says_so():
    post = posted("amina", "Leeds", JANUARY)
    with transaction.atomic():
        entry = record("nothing", actor="system", subject="x:1", at=AT, docs=[post.ending(MARCH)])
        for wrong in (JANUARY, FEBRUARY):
            with pytest.raises(NotAttested):
                post.end(entry, wrong)
        with pytest.raises(NotAttested):
            post.end(Entry.objects.order_by("number").first(), MARCH)
        post.end(entry, MARCH)
    post.refresh_from_db()
    assert (post.to_day, post.ended_by) == (MARCH, entry)


def test_ending_no_row_is_nothing():
    end_all([], Entry(number=1), MARCH)


def test_the_database_wants_a_day_and_an_entry_together():
    post = posted("amina", "Leeds", JANUARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(attested=post.attested, holder="b", place="c", from_day=JANUARY, to_day=FEBRUARY)
