"""May I? keeps nothing about who asked: no row, no log, no address, no session; counts cannot tell one person."""

import logging
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest

from avow.access.testing import sign_in
from avow.questions.may_i import counting
from avow.questions.models import CameUp
from avow.questions.testing import ADDRESS, fields, house, walk
from avow.questions.views.may_i import may_i

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
TYPED = {
    "other_side": "Zanzibar Quince", "searched": "Zanzibar Quince", "counterparty": "typed", "worth": "73.19",
    "believed_standing": "supplier", "sums": "1",
}  # fmt: skip


def everything() -> dict[str, list[tuple]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = sorted(cursor.fetchall(), key=repr)
        return found


@pytest.fixture
def us(client, monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: TODAY)
    here = house()
    sign_in(client, here.amina)
    client.get("/")
    return here


def test_asking_changes_no_row_but_a_count(us, client, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    before = everything()
    page = walk(client, "gift_given", TYPED)
    client.post(ADDRESS, {**fields(page), "keep": "1"})
    client.post(ADDRESS, {**fields(page), "back": "1"})
    after = everything()
    assert {table for table in after if after[table] != before[table]} == {"questions_cameup"}
    names = {one.name for one in CameUp._meta.get_fields()}
    assert names == {"id", "month", "clause", "how_often"}
    assert {str(row.month) for row in CameUp.objects.all()} == {"2026-03-01"}
    logged = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    heard = " ".join(logged) + "".join(capsys.readouterr())
    assert "Zanzibar" not in heard
    assert "gift_given" not in heard


def test_nothing_typed_is_in_an_address_or_the_session(us, client):
    page = walk(client, "gift_given", TYPED)
    html = page.content.decode()
    assert page.request["PATH_INFO"] == ADDRESS
    assert not page.request["QUERY_STRING"]
    assert 'method="get"' not in html
    assert "/policy/5" not in html, "opening a clause from the answer would say in the log what came up"
    assert "/may-i/?" not in html
    assert "Zanzibar" not in repr(dict(client.session))
    assert page["Cache-Control"] == "private, no-store"


def test_what_is_typed_is_kept_out_of_error_reports():
    request = HttpRequest()
    request.method = "DELETE"
    may_i(request)
    assert request.sensitive_post_parameters == "__ALL__"


def test_counts_are_told_from_five_up_once_the_month_is_over(us):
    for times, clause in ((4, "4.1"), (5, "4.5"), (7, "")):
        for _ in range(times):
            counting.count([clause] if clause else [], us.amina, TODAY)
    assert counting.told(date(2026, 3, 31)) == [], "two looks in one month would tell who asked in between"
    (month,) = counting.told(LATER)
    assert month.first == date(2026, 3, 1)
    assert month.counts == [("", 7), ("4.5", 5)]


def test_officers_cannot_fill_counts_up_to_five(us):
    for _ in range(4):
        counting.count(["4.1"], us.chen, TODAY)
    counting.count(["4.1"], us.amina, TODAY)
    assert counting.told(LATER) == []


def test_officers_see_the_counts_and_nobody_else(us, client, monkeypatch):
    for _ in range(6):
        counting.count(["4.1"], us.amina, TODAY)
    monkeypatch.setattr("avow.config.clock.today", lambda: LATER)
    assert client.get("/may-i/asked/").status_code == 404
    sign_in(client, us.chen)
    page = client.get("/may-i/asked/")
    assert page.context["months"][0][1][0][1:] == ("4.1", 6)


def test_a_count_has_no_day_finer_than_a_month(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        CameUp.objects.create(month=date(2026, 3, 2), clause="4.1")


def test_no_table_of_this_room_about_may_i_points_at_a_person():
    pointing = [one.name for one in apps.get_model("questions.CameUp")._meta.get_fields() if one.is_relation]
    assert pointing == []
