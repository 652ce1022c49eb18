"""avow policy propose, withdraw, proposals; and adopting a proposal, with the resolution."""

import json

import pytest

from avow.access.testing import grant
from avow.adoptions.models import Adoption, Proposal
from avow.cli.django_commands import run
from avow.people.testing import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings, edited, capsys):
    """Chen and Dolores have their roles; the built-in policy binds; an edited copy of it can be named "ours"."""
    found = cast()
    grant(found.chen, "compliance_officer")
    grant(found.dolores, "chief_executive")
    assert run(["adopt", "corporate", "--from", "2026-01-01", "--proposed-by", "C1", "--adopted-by", "D1"]) == 0
    settings.AVOW_POLICIES = edited().parent
    capsys.readouterr()
    return found


@pytest.fixture
def minutes(tmp_path):
    file = tmp_path / "minutes.pdf"
    file.write_bytes(b"%PDF-1.7 The board resolved so.")
    return str(file)


def proposed(capsys):
    assert run(["propose", "ours", "--by", "C1", "--reason", "A new number.", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["proposal"]


def test_proposing_says_what_was_checked_and_what_to_do_next(here, capsys):
    assert run(["propose", "ours", "--by", "C1", "--reason", "A new number."]) == 0
    said = capsys.readouterr().out
    proposal = Proposal.objects.get()
    assert f"is proposed as {proposal.public_id}" in said and f"all {proposal.cases} worked cases hold" in said
    assert f"avow policy backtest --proposal {proposal.public_id} --by C1" in said


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["ours", "--by", "A1", "--reason", "x"], "Only the compliance officer"),
        (["ours", "--by", "X9", "--reason", "x"], "Nobody has the employee number 'X9'"),
        (["ours", "--by", "C1", "--reason", " "], "Say why"),
        (["ourz", "--by", "C1", "--reason", "x"], "There is no pack called 'ourz'"),
        (["corporate", "--by", "C1", "--reason", "x"], "very version that binds today"),
        (["ours", "--by", "C1", "--reason", "x", "--supersedes", "abc"], "There is no proposal 'abc'"),
    ],
)
def test_what_is_refused_ends_with_2_and_the_reason(here, capsys, given, words):
    assert run(["propose", *given]) == 2
    assert words in capsys.readouterr().err and not Proposal.objects.exists()


def test_a_broken_pack_is_refused_with_file_line_and_column(here, edited, capsys):
    policy = edited.folder / "policy.toml"
    policy.write_text(policy.read_text().replace("currency", "curency", 1))
    assert run(["propose", "ours", "--by", "C1", "--reason", "x"]) == 2
    said = capsys.readouterr().err
    assert "The pack cannot be proposed:" in said and "Did you mean currency?" in said


def test_a_file_that_is_not_utf_8_is_refused_in_words(here, edited, capsys):
    (edited.folder / "routing.toml").write_bytes(b"\xff\xfe")
    assert run(["propose", "ours", "--by", "C1", "--reason", "x"]) == 2
    assert "not UTF-8 text" in capsys.readouterr().err


def test_proposals_are_listed_with_what_became_of_them(here, capsys):
    assert run(["proposals"]) == 0 and "Nothing was proposed yet." in capsys.readouterr().out
    public_id = proposed(capsys)
    assert run(["proposals"]) == 0 and "by C1  open" in capsys.readouterr().out
    assert run(["withdraw", public_id, "--by", "D1"]) == 2
    assert "Only the one who proposed" in capsys.readouterr().err
    assert run(["withdraw", public_id, "--by", "C1", "--reason", "Too early."]) == 0
    capsys.readouterr()
    assert run(["proposals", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["proposal"], row["state"], row["reason"]) == (public_id, "withdrawn", "A new number.")


def test_a_proposal_is_adopted_with_its_resolution(here, minutes, capsys):
    public_id = proposed(capsys)
    given = ["adopt", "--proposal", public_id, "--from", "2090-01-01", "--adopted-by", "D1", "--resolution", minutes]
    assert run(given) == 0
    assert "binds everyone from 2090-01-01" in capsys.readouterr().out
    adoption = Adoption.objects.latest("pk")
    assert adoption.proposal.public_id == public_id and adoption.resolution.name == "minutes.pdf"
    assert run(["adopt", "--list", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert first["resolution"] == adoption.resolution.sha256 and second["resolution"] is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--resolution": None}, "resolution is missing"),
        ({"--resolution": "nothing.pdf"}, "'nothing.pdf' cannot be read: No such file"),
        ({"--adopted-by": "C1"}, "second person"),
        ({"--adopted-by": "A1"}, "A1 may not adopt"),
        ({"--from": None}, "Also needed: --from."),
        ({"--proposal": "abc"}, "There is no proposal 'abc'"),
        ({"corporate": ""}, "a pack or a proposal, not both"),
    ],
)
def test_what_is_not_adopted_says_why(here, minutes, capsys, change, words):
    options = {
        "--proposal": proposed(capsys), "--from": "2090-01-01", "--adopted-by": "D1", "--resolution": minutes,
    } | change  # fmt: skip
    given = [word for option, value in options.items() if value is not None for word in (option, value) if word]
    assert run(["adopt", *given]) == 2
    assert words in capsys.readouterr().err and Adoption.objects.count() == 1
