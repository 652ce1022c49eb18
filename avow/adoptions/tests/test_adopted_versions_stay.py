"""An adopted version can be loaded again, whatever became of its folder or of the copy."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from avow.adoptions import copies, current
from avow.adoptions.acts import adopt
from avow.adoptions.current import NeverAdopted, edited_since, pack_by_hash, policy_in_force
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption(edited):
    here = cast()
    return adopt(edited.folder, from_day=ON, proposed_by=here.chen, adopted_by=here.dolores, at=AT)


def version(adoption):
    current.pack_by_hash.cache_clear()
    return pack_by_hash(adoption.pack_hash).version


def test_the_folder_is_edited_and_the_adopted_version_still_counts(adoption, edited):
    edited()
    assert version(adoption) == policy_in_force(ON).version == "2026.1"


def test_the_copy_is_lost_and_made_again_from_the_ledger(adoption, settings):
    copies.place(adoption.pack_hash).rename(settings.AVOW_HOME / "elsewhere")
    assert version(adoption) == "2026.1"
    assert copies.place(adoption.pack_hash).is_dir()


@pytest.mark.parametrize("damage", ["other words", "not toml at all ["])
def test_the_copy_is_altered_and_made_again_with_a_warning(adoption, caplog, damage):
    policy = copies.place(adoption.pack_hash) / "policy.toml"
    policy.write_text(policy.read_text().replace("2026.1", "2027.9") if damage == "other words" else damage)
    assert version(adoption) == "2026.1"
    assert "made again from the ledger" in caplog.text
    assert '"2026.1"' in policy.read_text()


def test_a_file_slipped_into_the_copy_is_removed(adoption):
    (copies.place(adoption.pack_hash) / "clauses" / "9.9-new.toml").write_text('clause = "9.9"')
    assert version(adoption) == "2026.1"
    assert not (copies.place(adoption.pack_hash) / "clauses" / "9.9-new.toml").exists()


def test_a_pack_is_loaded_once_per_process(adoption, monkeypatch, django_assert_num_queries):
    pack_by_hash(adoption.pack_hash)
    monkeypatch.setattr(copies, "load", None)
    with django_assert_num_queries(0):
        pack_by_hash(adoption.pack_hash)
    with django_assert_num_queries(1):
        policy_in_force(ON)


def test_a_hash_that_was_never_adopted_says_so():
    with pytest.raises(NeverAdopted, match="000000000000"):
        pack_by_hash("0" * 64)


def test_no_warning_while_the_folder_is_as_it_was(adoption):
    assert edited_since(adoption) is None


def test_an_edited_folder_gives_a_warning_that_names_the_remedy(adoption, edited):
    edited()
    warning = edited_since(adoption)
    assert "edited after it was adopted" in warning and "adopt it" in warning


def test_a_folder_that_became_unreadable_gives_a_warning(adoption, edited):
    (edited.folder / "facts.toml").write_text("[")
    assert "can no longer be read" in edited_since(adoption)


def test_a_folder_that_is_gone_is_no_reason_to_warn(adoption, edited, tmp_path):
    edited.folder.rename(tmp_path / "gone")
    assert edited_since(adoption) is None


def test_the_list_of_adoptions_warns(adoption, edited, capsys):
    edited()
    call_command("adopt", "--list")
    said = capsys.readouterr()
    assert "proposed by C1, adopted by D1" in said.out and "edited after it was adopted" in said.err
