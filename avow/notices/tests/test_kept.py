"""Mail that was kept here, as no mail server was set up, is sent later where it is still wanted and not old."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.config.testing import stand_still
from avow.ledger.models import Entry
from avow.notices.models import MailEnded, Notice
from avow.notices.sending import deciding, kept, work
from avow.notices.testing import mail_server, plain, wanted
from avow.people.testing import cast

ON = date(2026, 3, 2)  # a Monday
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NEXT = AT + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return plain()


@pytest.fixture
def us(source):
    everyone = cast()
    for person in (everyone.amina, everyone.boris):
        wanted(person, ON)
    work.work_through(lambda: AT, None)
    return everyone


def test_what_is_still_wanted_goes_in_the_next_mail_of_its_reader(us, source, settings):
    with mail_server() as server:
        settings.MAIL = server.setting
        before = Entry.objects.count()
        assert kept.send_kept(by="command line", on=NEXT.date(), at=NEXT) == 2
        assert kept.send_kept(by="command line", on=NEXT.date(), at=NEXT) == 0
        assert Entry.objects.count() == before + 1
        source.done = {Notice.objects.get(to=us.boris).key}
        assert work.work_through(lambda: AT, server.setting) == 0  # today's mail is the one that was kept
        assert work.work_through(lambda: NEXT, server.setting) == 1
    assert server.readers == ["amina@example.com"]
    assert "repeat" not in server.taken[0].get_body().get_content()
    assert sorted(MailEnded.objects.filter(to=us.amina).values_list("outcome", flat=True)) == ["captured", "sent"]


def test_what_is_older_is_not_sent_any_more(us, settings):
    with mail_server() as server:
        settings.MAIL = server.setting
        late = AT + timedelta(days=8)
        assert kept.send_kept(by="command line", on=late.date(), at=late) == 0
        assert kept.send_kept(10, by="command line", on=late.date(), at=late) == 2


def test_without_a_server_it_stays_here(us, settings):
    settings.MAIL = None
    with pytest.raises(deciding.Refused, match="Set AVOW_MAIL_URL first"):
        kept.send_kept(by="command line", on=ON, at=AT)


def test_the_command(us, settings, monkeypatch, capsys):
    stand_still(monkeypatch, NEXT)
    settings.MAIL = None
    with pytest.raises(CommandError, match="Set AVOW_MAIL_URL first"):
        call_command("notices", "send-kept")
    with mail_server() as server:
        settings.MAIL = server.setting
        call_command("notices", "send-kept", "--days", "3")
    assert "2 notices of mail kept here wait for the next mail" in capsys.readouterr().out
