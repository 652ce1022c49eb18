"""The board lowers a limit: compared, proposed, tried on the past, adopted with the resolution, and looked at again."""

import json
import shutil
from datetime import date, timedelta

import pytest

from avow.access.testing import grant
from avow.adoptions.models import Adoption
from avow.adoptions.testing import adopted
from avow.cli.django_commands import run as django
from avow.config.clock import now, today
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.testing import cast
from avow.policy.commands import run as plain
from avow.policy.loading import corporate
from avow.trials import lists
from avow.trials.acts import look_at
from avow.trials.models import ToReview


@pytest.mark.django_db
def test_from_the_question_to_the_last_look(tmp_path, settings, capsys):
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.dolores, "chief_executive")
    adopted()
    disclosed(here.amina, "gift_received", amount="150.00", on=date(2026, 3, 2))
    disclosed(here.boris)
    settings.AVOW_POLICIES = tmp_path
    acme = tmp_path / "acme"
    shutil.copytree(corporate(), acme)

    def said(status, run, *words):
        assert run(list(words)) == status
        return capsys.readouterr().out

    # What would a limit of 100 have meant? One command, and nothing to prepare.
    meant = said(1, django, "backtest", "corporate", "--figure", "5.2.limit_12m=100", "--since", "2016-11-22")
    assert "2 records judged, 1 of them otherwise." in meant

    # Overwriting the limit breaks worked cases, so it is not proposed. It is given its first day; and 4.5 forbids.
    clause = next(acme.glob("clauses/5.2-*.toml"))
    text = clause.read_text()
    clause.write_text(text.replace('value = "200.00" } ]', 'value = "100.00" } ]'))
    assert django(["propose", "acme", "--by", "C1", "--reason", "Lower elsewhere."]) == 2
    assert "do not come out as they say" in capsys.readouterr().err
    first_day = today() + timedelta(days=30)
    clause.write_text(text.replace(" } ]", f' }}, {{ from = {first_day}, value = "100.00" }} ]', 1))
    shares = next(acme.glob("clauses/4.5-*.toml"))
    shares.write_text(shares.read_text().replace('finding = "approval"', 'finding = "prohibited"', 1))

    told = said(1, plain, "diff", "corporate", str(acme))
    assert "falls from USD 200.00 to USD 100.00" in told and "now comes to “not allowed”" in told

    public_id = json.loads(said(0, django, "propose", "acme", "--by", "C1", "--reason", "Lower.", "--json"))["proposal"]
    tried = said(1, django, "backtest", "--proposal", public_id, "--by", "C1")
    assert "A1  gift_received" in tried and "B1  financial_interest" in tried

    minutes = tmp_path / "minutes.txt"
    minutes.write_text("The board resolved so.")
    adopting = ["adopt", "--proposal", public_id, "--from", first_day.isoformat(), "--resolution", str(minutes)]
    assert django([*adopting, "--adopted-by", "C1"]) == 2  # who proposed does not adopt
    said(0, django, *adopting, "--adopted-by", "D1")
    assert Adoption.objects.latest("pk").resolution.contents() == b"The board resolved so."

    # Nothing decided changes. The gift was within the limit of its day; the share that goes on is looked at.
    lists.make_all(today(), now)
    row = ToReview.objects.get()
    assert row.disclosure.person == here.boris and row.number == 1
    assert "approval" in {one["finding"] for one in row.disclosure.latest_version.judgement.findings}
    look_at(row, by=here.chen, at=now(), remark="He sells it by the end of the year.")
    assert Entry.objects.latest("number").verb == "looked at again"
    assert [finding.says for finding in verify().findings if finding.kind != "head"] == []
