"""Every column of what questions and guidance keep on record: changed by hand past the guards, or a row removed, it is
found by `avow ledger verify`; so is a file."""

from datetime import date, timedelta

import pytest
from django.db import connection, models

from avow.disclosures.files import store
from avow.ledger import guards, keyring
from avow.ledger.damaging import told_of
from avow.ledger.verify import verify
from avow.questions import acts
from avow.questions.models import Aside, Closing, Guidance, GuidanceWithdrawn, Message, Paper, Question
from avow.questions.testing import MONDAY, answered, asked_by, house, moment, published
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = (Question, Message, Closing, Aside, Guidance, GuidanceWithdrawn)
FILE = acts.Given("contract.pdf", b"%PDF-1.7 a contract")


def everything(us) -> Question:
    """A row of each, with a file."""
    said = {"on": MONDAY, "at": moment(MONDAY)}
    question = asked_by(us.amina, kind="outside_role", clauses=["4.1"], files=[FILE])
    acts.step_aside(question, by=us.devi, reason="A friend.", **said)
    answered(question, us.chen)
    acts.close(question, by=us.amina, **said)
    acts.withdraw(published(us.chen, replaces=published(us.chen)), by=us.chen, reason="It changed.", **said)
    return question


def otherwise(field: models.Field, value):
    """Another value of the column, None where there is none to be had."""
    if field.remote_field:
        others = field.remote_field.model.objects.exclude(pk=value).order_by("pk").values_list("pk", flat=True)
        return others.first()
    kind = field.get_internal_type()
    if kind in ("DateField", "DateTimeField"):
        return value + timedelta(days=1) if value else date(2026, 5, 5)
    if kind == "JSONField":
        return '["5.1"]'
    if kind == "PositiveSmallIntegerField":
        return value + 1
    return {"asked": "answered", "answered": "asked"}.get(value, f"x{value}"[: field.max_length])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="references are not checked while the damage is done")
def test_every_column_is_held_to_what_was_attested():
    everything(house())
    assert not [one.says for one in verify().findings if one.kind != "head"]
    guards.drop()
    missed = []
    try:
        for model in KEPT:
            table, row = model._meta.db_table, model.objects.order_by("pk").first()
            assert not told_of(f"DELETE FROM {table} WHERE id = %s", [0], table)
            for field in model._meta.concrete_fields:
                if field.primary_key or field.name == "attested":
                    continue
                value = otherwise(field, getattr(row, field.attname))
                sql = f'UPDATE {table} SET "{field.column}" = %s WHERE id = %s'
                if value is not None and not told_of(sql, [value, row.pk], table):
                    missed.append(f"{model._meta.model_name}.{field.name}")
            if not told_of(f"DELETE FROM {table} WHERE id = %s", [row.pk], table):
                missed.append(f"{model._meta.model_name} removed")
    finally:
        guards.install()
    assert missed == []


def test_a_file_that_was_changed_or_taken_told_of():
    everything(house())
    path = store.path_of(Paper.objects.get().public_id)
    path.write_bytes(b"else")
    assert [one.says for one in verify().findings if "paper" in one.says]
    path.unlink()
    assert [one.says for one in verify().findings if "is missing" in one.says]


def test_erasing_whoever_asked_takes_words_and_files_and_leaves_the_rest():
    us = house()
    question = everything(us)
    paper = Paper.objects.get()
    erase(us.amina.key, by="command line", at=moment(MONDAY), reason="five years after leaving")
    assert not store.path_of(paper.public_id).exists()
    question = Question.objects.get(pk=question.pk)
    assert question.title() == "(erased)"
    assert {one.text() for one in question.messages.all()} == {"(erased)"}
    with pytest.raises(keyring.Erased):
        question.asides.get().attested.open()
    assert Guidance.objects.first().attested.open()["title"]
    assert not [one.says for one in verify().findings if one.kind != "head"]


def test_nothing_can_be_added_to_what_was_erased():
    us = house()
    question = asked_by(us.amina)
    erase(us.amina.key, by="command line", at=moment(MONDAY), reason="five years after leaving")
    with pytest.raises(acts.Refused, match="erased"):
        answered(Question.objects.get(pk=question.pk), us.chen)
