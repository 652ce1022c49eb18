"""`avow campaign`: the compliance officer's words, and what they print."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications import periodic
from avow.certifications.models import Campaign
from avow.config import clock
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = pytest.mark.django_db

DAYS = ("--opens", "2026-04-01", "--due", "2026-04-30", "--closes", "2026-06-01")


@pytest.fixture(autouse=True)
def chen(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 2))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 4, 2, 9, 30, tzinfo=UTC))
    everyone = cast()
    adopted()
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    return everyone.chen


def campaign(capsys, *words, by="C1"):
    call_command("campaign", *words, "--by", by)
    return capsys.readouterr().out


def test_from_preparing_to_open(capsys):
    said = campaign(capsys, "prepare", "Certification 2026", *DAYS)
    number = Campaign.objects.get().public_id
    assert number in said
    shown = campaign(capsys, "preview", number)
    assert "Boris Lindqvist (B1), Works HR: Others report to the person" in shown
    assert "2 people would be asked today." in shown
    with pytest.raises(CommandError, match="--seen"):
        campaign(capsys, "start", number)
    assert "To mend: Nobody is HR partner" in capsys.readouterr().out
    assert "2 people are asked" in campaign(capsys, "start", number, "--seen")
    assert "being started, 0 of 2 written" in campaign(capsys, "status")
    periodic.freeze_cohorts()
    told = campaign(capsys, "status", number)
    assert "Certification 2026: open;" in told
    assert "Works HR: 2 asked, 2 not signed yet" in told
    assert "are not asked" not in told
    people.put("N1", on=date(2026, 4, 2), by="system", at=clock.now(), name="New", grade="manager")
    told = campaign(capsys, "status", number)
    assert "1 belong now and are not asked" in told
    assert "New (N1): The grade is manager (one of: supervisor, manager, senior manager)." in told


def test_farah_sees_nothing_and_a_wrong_number_or_day_is_said(capsys):
    with pytest.raises(CommandError, match="who alone run campaigns"):
        campaign(capsys, "status", by="F1")
    with pytest.raises(CommandError, match="no campaign 'nothing'"):
        campaign(capsys, "preview", "nothing")
    with pytest.raises(CommandError, match="not a day"):
        campaign(capsys, "prepare", "X", "--opens", "soon", "--due", "2026-04-30", "--closes", "2026-06-01")
    with pytest.raises(CommandError, match="in this order"):
        campaign(capsys, "prepare", "X", "--opens", "2026-05-01", "--due", "2026-04-30", "--closes", "2026-06-01")
