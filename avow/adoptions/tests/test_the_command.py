"""avow policy adopt PACK --from DATE --proposed-by NUMBER --adopted-by NUMBER."""

import pytest

from avow.adoptions.models import Adoption
from avow.cli.django_commands import run
from avow.people.testing import cast

GOOD = ["adopt", "corporate", "--from", "2026-01-01", "--proposed-by", "C1", "--adopted-by", "D1"]

pytestmark = pytest.mark.django_db


def test_it_adopts_and_says_from_when(capsys):
    cast()
    assert run(GOOD) == 0
    assert "binds everyone from 2026-01-01" in capsys.readouterr().out
    assert Adoption.objects.get().adopted_by.number == "D1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"2026-01-01": "01.01.2026"}, "Write it as 2026-01-31"),
        ({"2026-01-01": "0021-01-01"}, "the year must be between"),
        ({"2026-01-01": "2923-01-01"}, "the year must be between"),
        ({"D1": "C1"}, "second person"),
        ({"D1": "nobody"}, "Nobody has the employee number 'nobody'"),
        ({"corporate": "corprate"}, "corporate"),
    ],
)
def test_bad_input_ends_with_2_and_the_reason(capsys, change, words):
    cast()
    assert run([change.get(word, word) for word in GOOD]) == 2
    assert words in capsys.readouterr().err
    assert not Adoption.objects.exists()


def test_what_is_missing_is_named(capsys):
    assert run(["adopt", "corporate"]) == 2
    assert "--from, --proposed-by, --adopted-by" in capsys.readouterr().err
