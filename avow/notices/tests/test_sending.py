"""Mail is handed over once: refused, broken off, in doubt, late, to several at once, by two workers at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from avow.ledger.models import Entry
from avow.ledger.testing import all_at_once
from avow.ledger.verify import verify
from avow.notices import sent_about, standing
from avow.notices.models import Mail, MailEnded, Notice, Told
from avow.notices.reading import letter
from avow.notices.sending import ending, taking, work
from avow.notices.testing import mail_server, plain, wanted
from avow.people import acts as people
from avow.people.testing import cast
from avow.retention.acts import erase

ON = date(2026, 3, 2)  # a Monday
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock(at=AT):
    return lambda: at


@pytest.fixture
def us():
    plain()
    return cast()


def send(server, at=AT):
    return work.work_through(clock(at), server and server.setting)


def test_all_that_one_is_told_on_a_day_is_one_mail_with_its_calendar_file(us):
    wanted(us.amina, ON, "plain:1")
    wanted(us.amina, ON, "plain:2")
    wanted(us.boris, ON, "plain:1", about=us.amina, audience="manager")
    with mail_server() as server:
        assert send(server) == 2
        assert send(server) == 0
    assert sorted(server.readers) == ["amina@example.com", "boris@example.com"]
    to_amina, to_boris = sorted(server.taken, key=lambda one: one["To"])
    assert to_amina["Subject"] == "2 things wait for you"
    assert to_amina["Auto-Submitted"] == "auto-generated"
    assert "Good day Amina Haddad," in to_amina.get_body().get_content()
    (attached,) = to_amina.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_content().count("BEGIN:VEVENT") == 2
    assert "- Amina Haddad (A1)" in to_boris.get_body().get_content()
    assert list(to_boris.iter_attachments()) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_sent_is_on_record_with_its_full_text(us):
    wanted(us.boris, ON, about=us.amina, audience="manager")
    with mail_server() as server:
        send(server)
    mail = MailEnded.objects.get()
    assert mail.outcome == "sent"
    assert mail.message_id == server.taken[0]["Message-ID"]
    assert letter(mail).text == server.taken[0].get_body().get_content().replace("\r\n", "\n")
    assert letter(mail).answer == "250 2.0.0 taken"
    assert Mail.objects.get().sealed is None
    assert verify().findings == []


def test_one_mail_a_day(us):
    wanted(us.amina, ON, "plain:1")
    with mail_server() as server:
        assert send(server) == 1
        wanted(us.amina, ON, "plain:2")
        assert send(server) == 0
        assert send(server, AT + timedelta(days=1)) == 1
    with transaction.atomic(), pytest.raises(IntegrityError, match=r"a_person_gets_one_mail_a_day|to_id"):
        Mail.objects.create(to=us.amina, on=ON, message_id="<x@y>")


def test_whoever_did_it_meanwhile_is_not_reminded(us):
    source = plain()
    key = wanted(us.amina, ON)
    source.done.add(key)
    with mail_server() as server:
        assert send(server) == 0
    assert Notice.objects.get().needless_on == ON
    assert Mail.objects.count() == Entry.objects.filter(verb="mail sent").count() == 0


def test_an_answer_that_was_lost_is_said_and_never_sent_again(us):
    wanted(us.amina, ON)
    with mail_server(lambda number, to: "drop") as server:
        assert send(server) == 1
        assert send(server, AT + timedelta(hours=2)) == 0
    assert len(server.taken) == 1
    assert MailEnded.objects.get().outcome == "uncertain"
    assert standing.health(AT) == "doubt"


def test_who_dies_between_the_last_line_and_the_answer_leaves_it_in_doubt(us):
    wanted(us.amina, ON)
    work.making.make(AT, work.holidays.brought())
    mail = taking.take("dead", AT, work.holidays.brought())
    taking.mark(mail, "dead", AT)
    with mail_server() as server:
        assert send(server, AT + timedelta(minutes=1)) == 0
        assert send(server, AT + taking.LEASE) == 1
    assert server.taken == []
    assert MailEnded.objects.get().outcome == "uncertain"


def test_who_dies_before_the_last_line_has_not_sent_it(us):
    wanted(us.amina, ON)
    work.making.make(AT, work.holidays.brought())
    assert taking.take("dead", AT, work.holidays.brought())
    with mail_server() as server:
        assert send(server, AT + timedelta(minutes=1)) == 0
        assert send(server, AT + taking.LEASE) == 1
    assert len(server.taken) == 1
    assert MailEnded.objects.get().outcome == "sent"


def test_a_worker_that_was_too_slow_does_not_send_what_another_took(us):
    wanted(us.amina, ON)
    brought = work.holidays.brought()
    work.making.make(AT, brought)
    slow = taking.take("slow", AT, brought)
    assert taking.take("quick", AT + taking.LEASE, brought) == slow
    with pytest.raises(taking.Taken):
        taking.mark(slow, "slow", AT + taking.LEASE)
    with mail_server() as server:
        assert work._send(slow, "slow", work.Connection(server.setting), clock(AT)) == 0
    assert server.taken == []


@pytest.mark.parametrize("does", ["break", "later 451 4.3.0 not now", "refuse 550 5.7.1 no"])
def test_what_was_certainly_not_taken_is_tried_again(us, does):
    wanted(us.amina, ON)
    with mail_server(lambda number, to: does if number == 1 else "") as server:
        assert send(server) == 0
        failing = Mail.objects.get()
        assert failing.failing_since == AT
        assert "@" not in failing.last_failure
        assert send(server, AT + timedelta(seconds=30)) == 0
        assert send(server, AT + taking.PAUSE) == 1
    assert len(server.taken) == 1
    assert (MailEnded.objects.get().outcome, MailEnded.objects.get().tries) == ("sent", 2)


def test_a_server_that_is_away_loses_nothing_and_is_told(us):
    wanted(us.amina, ON)
    with mail_server() as server:
        away = server.setting
    assert work.work_through(clock(), away) == 0
    assert work.work_through(clock(AT + timedelta(minutes=40)), away) == 0
    assert standing.health(AT + timedelta(minutes=40)) == "failing"
    with mail_server() as server:
        assert send(server, AT + timedelta(hours=3)) == 1
    assert len(server.taken) == 1


def test_an_address_that_is_refused_again_and_again_is_believed_and_costs_the_others_nothing(us):
    wanted(us.amina, ON)
    wanted(us.boris, ON)
    refuse = "unknown 550 5.1.1 <amina@example.com> nobody here"
    with mail_server(lambda number, to: refuse if to.startswith("amina") else "") as server:
        assert send(server) == 1
        assert Mail.objects.get(to=us.amina).last_failure == "550 5.1.1"
        for hour in range(1, 8):
            send(server, AT + timedelta(hours=hour))
    refused = MailEnded.objects.get(to=us.amina)
    assert (refused.outcome, refused.tries) == ("refused", taking.TRIES)
    assert "nobody here" in letter(refused).answer
    assert sent_about([us.amina, us.boris], "plain:1").keys() == {us.boris.pk}


def test_without_a_server_mail_is_kept_here(us):
    wanted(us.amina, ON)
    assert send(None) == 1
    mail = MailEnded.objects.get()
    assert mail.outcome == "captured"
    assert "plain:1 is due on 2026-03-02." in letter(mail).text


def test_names_with_line_breaks_and_odd_addresses_do_no_harm(us):
    people.put("A1", on=ON, by="system", at=AT, name="Amina\r\nBcc: all@example.com")
    people.put("B1", on=ON, by="system", at=AT, email="boris@example.com>\r\nRCPT TO:<all@example.com")
    people.put("C1", on=ON, by="system", at=AT, email="o'chen+avow@exämple.com")
    for one in (us.amina, us.boris, us.chen):
        one.refresh_from_db()
        wanted(one, ON)
    with mail_server() as server:
        assert send(server) == 2
    assert sorted(server.readers) == ["amina@example.com", "o'chen+avow@xn--exmple-cua.com"]
    assert all(message["Bcc"] is None for message in server.taken)


def test_a_line_that_is_a_dot_and_lines_that_begin_with_one_arrive(us, monkeypatch):
    source = plain()
    told = source.says
    monkeypatch.setattr(source, "says", lambda *args: told(*args).__class__("Dots", ".\n..\n.end Grüße", "en"))
    wanted(us.amina, ON)
    with mail_server() as server:
        assert send(server) == 1
    assert ".\n..\n.end Grüße" in server.taken[0].get_body().get_content().replace("\r\n", "\n")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_once(us):
    on = date(2026, 1, 1)
    statements = {f"P{number}": {"name": f"P {number}", "email": f"p{number}@example.com"} for number in range(40)}
    people.put_many(statements, on=on, by="system", at=AT)
    for person in people.Person.objects.filter(number__startswith="P"):
        wanted(person, ON)
    with mail_server(lambda number, to: "slow" if number % 10 == 0 else "") as server:
        all_at_once(*[lambda: work.work_through(clock(), server.setting)] * 3)
    assert len(server.readers) == len(set(server.readers)) == MailEnded.objects.count() == 40
    assert verify().findings == []


@pytest.mark.django_db(transaction=True)
def test_whoever_is_erased_is_in_no_mail_any_more(us):
    wanted(us.boris, ON, about=us.amina, audience="manager")
    wanted(us.amina, ON)
    with mail_server() as server:
        send(server)
    wanted(us.boris, ON, "plain:2", about=us.amina, audience="manager")
    people.end(us.amina, on=ON, by="system", at=AT)
    erase(us.amina.key, by="command line", at=AT, reason="Five years after leaving.")
    to_boris = letter(MailEnded.objects.get(to=us.boris))
    assert "Amina" not in to_boris.text
    assert "- Erased person" in to_boris.text
    assert letter(MailEnded.objects.get(to=us.amina)).readable is False
    assert not Notice.objects.filter(about=us.amina).exists()
    assert Told.objects.count() == 2
    assert verify().findings == []


def test_counting_for_thousands_takes_few_queries(us, django_assert_num_queries):
    wanted(us.amina, ON)
    with mail_server() as server:
        send(server)
    with django_assert_num_queries(2):
        found = sent_about([us.amina, *range(10_000, 10_600)], "plain:1")
    assert found == {us.amina.pk: found[us.amina.pk]}
    assert (found[us.amina.pk].times, found[us.amina.pk].last) == (1, AT)


def test_a_mail_ends_once(us):
    wanted(us.amina, ON)
    work.making.make(AT, work.holidays.brought())
    mail = taking.take("one", AT, work.holidays.brought())
    assert ending.end(mail, "sent", "250", AT)
    assert ending.end(mail, "uncertain", "", AT) is None
