"""Signed heads: one line for each commit, whole, in order, outside the database."""

import json
import logging

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from avow.ledger import files, heads, signing
from avow.ledger.health import health
from avow.ledger.models import Entry, Head
from avow.ledger.verify import verify

from .telling import AT, visit

pytestmark = pytest.mark.django_db(transaction=True)


def lines() -> list[heads.SignedHead]:
    return [heads.read(line) for line in heads.path().read_text().splitlines()]


def test_each_commit_writes_one_line_that_covers_all_it_did():
    visit("amina")
    with transaction.atomic():
        visit("boris")
        visit("chen")
    assert [(head.since, head.size) for head in lines()] == [(0, 1), (1, 3)]
    assert lines()[-1].root == Head.objects.get().root
    assert list(lines()[-1].leaves) == [entry.leaf().hex() for entry in Entry.objects.filter(number__gt=1)]


def test_a_rolled_back_act_writes_none():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        visit("amina")
        1 / 0  # noqa: B018
    assert not heads.path().exists()


def test_a_line_proves_itself_with_the_public_key_and_no_other():
    visit("amina")
    (head,) = lines()
    assert head.is_signed_by(signing.public_key())
    assert head.is_signed_by(signing.read_public(signing.public_pem().encode()))
    assert not head.is_signed_by(Ed25519PrivateKey.generate().public_key())
    changed = json.loads(head.line()) | {"time": "2020-01-01T00:00:00.000000Z"}
    assert not heads.read(json.dumps(changed)).is_signed_by(signing.public_key())


def test_when_the_file_cannot_be_written_the_act_stands_and_the_next_head_covers_it(caplog, monkeypatch):
    monkeypatch.setattr(files, "append", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
    with caplog.at_level(logging.CRITICAL, "avow.ledger"):
        visit("amina")
    assert "could not be written" in caplog.text and Entry.objects.count() == 1
    assert health().lag == 1 and not health().good
    monkeypatch.undo()
    visit("boris")
    assert [(head.since, head.size) for head in lines()] == [(0, 2)]
    assert health().lag == 0 and health().good and verify().clean


def test_a_line_broken_by_a_crash_spoils_only_itself():
    visit("amina")
    with heads.path().open("a") as file:
        file.write('{"size": 2, "ro')
    visit("boris")
    report = verify()
    assert report.clean and report.notes == ["line 2 of heads.log cannot be read (a crash while it was written?)"]


def test_a_lost_file_begins_again_with_all_there_is():
    visit("amina")
    heads.path().unlink()
    visit("boris")
    assert [(head.since, head.size) for head in lines()] == [(0, 2)] and verify().clean


def test_after_a_long_gap_a_line_goes_without_the_single_hashes(monkeypatch):
    monkeypatch.setattr(heads, "MOST_LEAVES", 1)
    with transaction.atomic():
        visit("amina")
        visit("boris")
    assert lines()[0].leaves == () and verify().clean


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"size": 1}',
        '{"size":1,"root":"zz","since":0,"leaves":[],"time":"","key":"","signature":""}',
    ],
)
def test_what_is_no_head_is_said_to_be_none(line):
    with pytest.raises(heads.NotAHead):
        heads.read(line)


def test_the_last_line_is_found_whatever_its_length(tmp_path):
    path = tmp_path / "log"
    for text in ("first", "x" * 200_000, "last"):
        files.append_line(path, text)
    with files.locked(path) as descriptor:
        assert list(files.lines_backwards(descriptor, block=1000)) == ["last", "x" * 200_000, "first"]
    (tmp_path / "empty").touch()
    with files.locked(tmp_path / "empty") as descriptor:
        assert list(files.lines_backwards(descriptor)) == []


def test_it_is_checked_against_a_copy_of_file_and_key_kept_elsewhere(tmp_path, capsys):
    from django.core.management import call_command

    visit("amina")
    visit("boris")
    kept, key = tmp_path / "heads.log", tmp_path / "key.pem"
    kept.write_bytes(heads.path().read_bytes())
    key.write_text(signing.public_pem())
    call_command("ledger", "verify", "--heads", str(kept), "--key", str(key))
    assert "All is as it was recorded: 2 entries, 2 documents (0 erased), 2 rows" in capsys.readouterr().out
    (settings.AVOW_HOME / "keys" / "heads.pem").unlink()
    heads.path().write_text(heads.sign(2, Head.objects.get().root, 0, [], AT).line() + "\n")
    assert verify().clean
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "verify", "--key", str(key), "--json")
    told = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1 and not told["clean"] and "is not known here" in told["findings"][0]["says"]


def test_a_file_that_is_no_key_is_bad_input(tmp_path):
    from django.core.management import CommandError, call_command

    (tmp_path / "x").write_text("x")
    for option in (("--key", str(tmp_path / "x")), ("--key", str(tmp_path / "y")), ("--heads", str(tmp_path / "y"))):
        with pytest.raises(CommandError):
            call_command("ledger", "verify", *option)
