"""What was sent to oneself, and the outbox."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.access.models import Read, Role
from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.config.testing import stand_still
from avow.notices.models import Mail, MailEnded
from avow.notices.sending import work
from avow.notices.testing import mail_server, plain, wanted
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    stand_still(monkeypatch, AT)
    plain()
    everyone = cast()
    adopted()
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    grant(everyone.emeka, Role.ADMINISTRATOR)
    wanted(everyone.amina, ON)
    wanted(everyone.boris, ON, about=everyone.amina, audience="manager")
    work.work_through(lambda: AT, None)
    return everyone


def of(person):
    return MailEnded.objects.get(to=person)


def test_amina_reads_what_was_sent_to_her_and_puts_the_day_into_her_calendar(client, us):
    sign_in(client, us.amina)
    listed = client.get("/notices/").content.decode()
    assert "About plain:1" in listed
    assert listed.count("<li><div>") == 1
    page = client.get(f"/notices/{of(us.amina).public_id}/").content.decode()
    assert "plain:1 is due on 2026-03-02." in page
    assert "Message-ID" not in page
    file = client.get(f"/notices/{of(us.amina).public_id}/due.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20260302" in file.content
    assert client.get("/").content.decode().count("/notices/") == 1


def test_nobody_reads_what_was_sent_to_another(client, us):
    sign_in(client, us.goran)
    for path in (f"/notices/{of(us.amina).public_id}/", f"/notices/{of(us.amina).public_id}/due.ics", "/outbox/"):
        assert client.get(path).status_code == 404
    sign_in(client, us.boris)
    assert client.get(f"/notices/{of(us.boris).public_id}/due.ics").status_code == 404  # nothing is due for him


def test_the_officer_reads_every_mail_and_that_is_noted(client, us):
    sign_in(client, us.chen)
    assert "About plain:1" in client.get("/outbox/").content.decode()
    assert "There is no such mail yet." in client.get("/outbox/?outcome=uncertain").content.decode()
    page = client.get(f"/outbox/{of(us.boris).public_id}/").content.decode()
    assert "- Amina Haddad (A1)" in page
    assert of(us.boris).message_id[1:-1] in page
    assert Read.objects.get().subject == f"mail:{of(us.boris).public_id}"


def test_the_calendar_file_of_a_mail_is_listed_and_given_to_whoever_reads_the_mail(client, us):
    address = f"/outbox/{of(us.amina).public_id}/"
    sign_in(client, us.amina)
    assert "With it came a calendar file" in client.get(f"/notices/{of(us.amina).public_id}/").text
    assert client.get(f"{address}due.ics").status_code == 404
    sign_in(client, us.chen)
    page = client.get(address).text
    assert "With it came a calendar file" in page
    assert f'href="{address}due.ics"' in page
    before = Read.objects.count()
    file = client.get(f"{address}due.ics")
    assert b"DTSTART;VALUE=DATE:20260302" in file.content
    assert 'filename="due.ics"' in file["Content-Disposition"]
    assert Read.objects.count() == before + 1
    assert Read.objects.latest("pk").subject == f"mail:{of(us.amina).public_id}"
    without = f"/outbox/{of(us.boris).public_id}/"
    assert "calendar file" not in client.get(without).text
    assert client.get(f"{without}due.ics").status_code == 404
    sign_in(client, us.emeka)
    assert client.get(f"{address}due.ics").status_code == 404


def test_the_administrator_sees_numbers_and_failing_addresses_and_no_contents(client, us):
    wanted(us.dolores, ON)
    with mail_server(lambda number, to: "later 451 4.3.0 not now") as server:
        work.work_through(lambda: AT, server.setting)
    sign_in(client, us.emeka)
    page = client.get("/outbox/").content.decode()
    assert "dolores@example.com" in page
    assert "451 4.3.0" in page
    assert "About plain:1" not in page
    assert client.get(f"/outbox/{of(us.amina).public_id}/").status_code == 404


def test_the_command_says_where_mail_stands(us, capsys, settings):
    call_command("notices", "status")
    said = capsys.readouterr().out
    assert "2  kept here, as no mail server is set up" in said
    assert "Set AVOW_MAIL_URL" in said
    wanted(us.dolores, ON)
    with mail_server(lambda number, to: "drop") as server:
        work.work_through(lambda: AT, server.setting)
    assert call_command("notices", "status") == "1"
    assert "1  perhaps sent" in capsys.readouterr().out


def test_the_command_tries_the_server_and_says_what_is_wrong(us, capsys, settings):
    with pytest.raises(CommandError, match="Set AVOW_MAIL_URL"):
        call_command("notices", "try", "you@example.com")
    with mail_server() as server:
        settings.MAIL = server.setting
        assert call_command("notices", "try", "you@example.com") is None
        assert server.readers == ["you@example.com"]
        with pytest.raises(CommandError, match="is no address"):
            call_command("notices", "try", "you")
    assert call_command("notices", "try", "you@example.com") == "1"
    assert "It was not sent: ConnectionRefusedError" in capsys.readouterr().err
    assert not Mail.objects.filter(next_try_at__isnull=False).exists()


def test_the_command_brings_holidays_or_says_which_line_is_wrong(us, tmp_path, capsys):
    (tmp_path / "h.csv").write_text("country,day,name\nSE,2026-06-19,Midsummer Eve\n")
    call_command("notices", "holidays", str(tmp_path / "h.csv"))
    assert "1 lines are taken" in capsys.readouterr().out
    (tmp_path / "h.csv").write_text("country,day\nSE,soon\n")
    with pytest.raises(CommandError, match=r"h\.csv:2: 'soon' is no day"):
        call_command("notices", "holidays", str(tmp_path / "h.csv"))
