"""A version of the policy binds from a day, by two people."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from avow.access.models import RoleGrant
from avow.access.testing import grant
from avow.adoptions.acts import NotAdopted, adopt
from avow.adoptions.copies import CasesFail
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.adoptions.models import Adoption
from avow.adoptions.resolutions import approving
from avow.ledger.models import Entry
from avow.people.acts import end
from avow.people.testing import cast
from avow.policy.loading import PackNotFound, corporate
from avow.policy.problems import PackError

BEGIN = date(2026, 1, 1)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


def adopted(here, pack="corporate", from_day=BEGIN, **more):
    """With the roles and the resolution that every adoption but the first needs."""
    if Adoption.objects.exists() and not RoleGrant.objects.exists():
        grant(here.chen, "compliance_officer")
        grant(here.dolores, "chief_executive")
    minutes = approving("minutes.pdf", b"%PDF-1.7 The board resolved so.")
    given = {"proposed_by": here.chen, "adopted_by": here.dolores, "at": AT, "resolution": minutes} | more
    return adopt(pack, from_day=from_day, **given)


def test_before_any_adoption_nothing_binds_and_the_remedy_is_named():
    with pytest.raises(NoPolicyInForce, match="avow policy adopt corporate"):
        policy_in_force(TODAY)


def test_it_binds_from_its_day_and_not_before():
    adoption = adopted(cast())
    assert policy_in_force(BEGIN).hash == policy_in_force(date(2030, 1, 1)).hash == adoption.pack_hash
    with pytest.raises(NoPolicyInForce):
        policy_in_force(date(2025, 12, 31))
    assert Entry.objects.latest("number").verb == "policy adopted"


def test_a_later_version_binds_from_its_own_day(edited):
    here = cast()
    first = adopted(here)
    second = adopted(here, edited(), date(2026, 6, 1))
    assert policy_in_force(date(2026, 5, 31)).hash == first.pack_hash
    assert policy_in_force(date(2026, 6, 1)).hash == second.pack_hash
    assert policy_in_force(date(2026, 6, 1)).version == "2026.2"


def test_of_two_versions_for_one_day_the_one_adopted_last_binds(edited):
    here = cast()
    adopted(here)
    adopted(here, edited(), date(2026, 6, 1))
    back = adopted(here, "corporate", date(2026, 6, 1))
    assert policy_in_force(date(2026, 6, 1)).hash == back.pack_hash


def test_the_one_who_proposed_cannot_adopt():
    here = cast()
    with pytest.raises(NotAdopted, match="second person"):
        adopted(here, adopted_by=here.chen)
    assert not Adoption.objects.exists()


def test_the_database_wants_a_second_person_too():
    here = cast()
    adopted(here)
    other = Entry.objects.first().documents[0]
    with pytest.raises(IntegrityError, match="a_policy_is_adopted_by_a_second_person"), transaction.atomic():
        Adoption.objects.create(
            attested=other, pack_hash="0" * 64, name="x", version="1", from_day=BEGIN,
            proposed_by=here.chen, adopted_by=here.chen,
        )  # fmt: skip


def test_someone_who_left_cannot_adopt():
    here = cast()
    end(here.dolores, on=TODAY, by="system", at=AT)
    here.dolores.refresh_from_db()
    with pytest.raises(NotAdopted, match="has left"):
        adopted(here)


def test_not_before_the_pack_itself_begins():
    with pytest.raises(NotAdopted, match="2026-01-01 at the earliest"):
        adopted(cast(), from_day=date(2025, 12, 31))


def test_only_the_first_adoption_begins_in_the_past(edited):
    here = cast()
    adopted(here)
    with pytest.raises(NotAdopted, match="Begin on 2026-03-02 or later"):
        adopted(here, edited(), date(2026, 3, 1))
    assert adopted(here, edited.folder, TODAY).from_day == TODAY


def test_what_already_binds_is_not_adopted_again():
    here = cast()
    adopted(here)
    with pytest.raises(NotAdopted, match="already binds"):
        adopted(here, from_day=TODAY)


def test_a_broken_pack_is_refused_with_its_problems(edited):
    (edited.folder / "routing.toml").write_text("this is not a table")
    with pytest.raises(PackError, match=r"routing\.toml"):
        adopted(cast(), edited.folder)
    assert not Adoption.objects.exists()


def test_a_link_to_a_file_elsewhere_is_not_read_into_the_ledger(edited, tmp_path):
    secret = tmp_path / "elsewhere.toml"
    (edited.folder / "cohorts.toml").rename(secret)
    (edited.folder / "cohorts.toml").symlink_to(secret)
    with pytest.raises(PackError, match="not a plain file"):
        adopted(cast(), edited.folder)
    assert not Adoption.objects.exists()


def test_a_pack_that_does_not_exist_is_refused_with_the_nearest_name():
    with pytest.raises(PackNotFound, match="corporate"):
        adopted(cast(), "corprate")


def test_all_files_of_the_pack_are_attested():
    files = adopted(cast()).attested.open()["files"]
    assert files["policy.toml"] == (corporate() / "policy.toml").read_text()
    assert len(files) == len(list(corporate().rglob("*.toml")))


def test_a_pack_whose_rules_do_not_do_what_its_cases_say_is_refused(edited):
    clause = next(edited.folder.glob("clauses/5.2-*.toml"))
    clause.write_text(clause.read_text().replace('value = "200.00"', 'value = "900.00"', 1))
    with pytest.raises(CasesFail, match=r"clauses/5\.2-"):
        adopted(cast(), edited.folder)
    assert not Adoption.objects.exists()
