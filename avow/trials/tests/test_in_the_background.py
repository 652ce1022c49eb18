"""What officers ask is answered in the background: once, from the start again when it was killed, or with why not."""

import pytest

from avow.access.testing import grant
from avow.disclosures.testing import disclosed
from avow.jobs.periodic import discover
from avow.ledger.models import Entry
from avow.trials import running
from avow.trials.acts import Refused, ask
from avow.trials.models import BackTest, JudgedOtherwise, Tried
from avow.trials.question import NotAsked, Question
from avow.trials.testing import AT, TODAY, proposed


@pytest.fixture
def proposal(here, stricter):
    disclosed(here.amina, "gift_received", amount="150.00")
    return proposed(here.chen, stricter.folder)


def answer():
    return running.run_waiting(TODAY, lambda: AT)


def test_it_waits_until_the_worker_comes(here, proposal):
    asked = ask(proposal, Question(), by=here.chen, at=AT)
    assert not asked.is_finished and asked.stage == "waiting"
    assert answer() == 1 and answer() == 0
    asked.refresh_from_db()
    assert asked.is_finished and (asked.done, asked.total, asked.otherwise) == (1, 1, 1)
    assert Tried.objects.count() == 1


def test_the_same_question_twice_is_one_until_it_is_answered(here, proposal):
    one = ask(proposal, Question(), by=here.chen, at=AT)
    assert ask(proposal, Question(), by=here.farah, at=AT) == one
    assert ask(proposal, Question(against="now"), by=here.chen, at=AT) != one
    assert answer() == 2
    assert ask(proposal, Question(), by=here.chen, at=AT) != one


def test_killed_before_the_end_it_begins_again(here, proposal, monkeypatch):
    asked = ask(proposal, Question(), by=here.chen, at=AT)
    attest = running._attest

    def killed(done):
        raise SystemExit("killed")

    monkeypatch.setattr(running, "_attest", killed)
    with pytest.raises(SystemExit):
        answer()
    asked.refresh_from_db()
    assert not asked.is_finished and not Tried.objects.exists()
    monkeypatch.setattr(running, "_attest", attest)
    assert answer() == 1
    assert JudgedOtherwise.objects.count() == 1 and Entry.objects.latest("number").verb == "version tried"


def test_what_cannot_be_answered_says_why_and_lets_the_next_have_its_turn(here, proposal):
    wrong = ask(proposal, Question(figures={"5.2.limit": "100"}), by=here.chen, at=AT)
    ask(proposal, Question(), by=here.chen, at=AT)
    assert answer() == 1
    wrong.refresh_from_db()
    assert "There is no figure '5.2.limit'" in wrong.failure and not wrong.is_finished
    assert answer() == 0


def test_what_goes_wrong_is_in_the_log_and_not_on_the_page(here, proposal, monkeypatch, caplog):
    monkeypatch.setattr(running, "sides_of", lambda *given: 1 / 0)
    asked = ask(proposal, Question(), by=here.chen, at=AT)
    assert answer() == 0
    asked.refresh_from_db()
    assert "The log of the service says why" in asked.failure and "ZeroDivisionError" in caplog.text


def test_only_officers_ask_and_only_of_what_is_open(here, proposal):
    from avow.adoptions.acts import withdraw

    grant(here.emeka, "auditor")
    for person in (here.amina, here.dolores, here.emeka):
        with pytest.raises(Refused, match="compliance officer or a deputy"):
            ask(proposal, Question(), by=person, at=AT)
    withdraw(proposal, by=here.chen, at=AT)
    with pytest.raises(Refused, match="not open any more"):
        ask(type(proposal).objects.get(), Question(), by=here.chen, at=AT)
    assert not BackTest.objects.exists()


@pytest.mark.parametrize("given", [{"against": "then"}, {"groups": "mine"}])
def test_a_question_that_is_none(given):
    with pytest.raises(NotAsked, match="is one of"):
        Question(**given)


def test_a_question_is_kept_and_read_again():
    asked = Question(since=TODAY, figures={"b.c": "1", "a.c": "2"}, as_dated=True)
    assert Question.from_json(asked.as_json()) == asked and list(asked.as_json()["figures"]) == ["a.c", "b.c"]


def test_what_a_command_answers_itself_is_left_to_it(here, proposal):
    asked = ask(proposal, Question(), by=here.chen, at=AT)
    BackTest.objects.filter(pk=asked.pk).update(in_background=False)
    assert answer() == 0
    assert ask(proposal, Question(), by=here.chen, at=AT) != asked


def test_records_that_cannot_be_judged_say_why(here, proposal, monkeypatch):
    from avow.policy import many

    def refused(self, *given):
        raise many.Unfit("3 records have a negative amount.")

    monkeypatch.setattr(many.Judging, "judge", refused)
    asked = ask(proposal, Question(), by=here.chen, at=AT)
    assert answer() == 0
    asked.refresh_from_db()
    assert asked.failure == "The past cannot be judged by this version: 3 records have a negative amount."


def test_the_worker_knows_of_both_jobs():
    names = {name for name in discover() if name.startswith("avow.trials")}
    assert names == {"avow.trials.periodic.answer", "avow.trials.periodic.list_what_is_otherwise"}


def test_no_duckdb_in_a_web_process_at_its_start():
    import subprocess
    import sys

    code = (
        "import django, sys; django.setup(); import avow.config.urls;"
        "sys.exit(any(name in sys.modules for name in ('duckdb', 'pyarrow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
