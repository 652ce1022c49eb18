"""A pack edited after adoption no longer matches its hash: nothing is judged by it, and /healthz says so."""

from datetime import UTC, date, datetime

import pytest

from avow.adoptions import copies, current
from avow.adoptions.acts import adopt
from avow.adoptions.current import Altered, pack_by_hash, policy_in_force, problems
from avow.adoptions.models import Adoption
from avow.ledger import guards
from avow.ledger.models import Attested
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption():
    here = cast()
    found = adopt("corporate", from_day=ON, proposed_by=here.chen, adopted_by=here.dolores, at=AT)
    policy_in_force(ON)
    as_after_a_restart()
    return found


def as_after_a_restart():
    current.pack_by_hash.cache_clear()
    current._looked_at.clear()


def raise_the_limit(adoption):
    """Somebody edits the kept copy on the disk."""
    clause = next((copies.place(adoption.pack_hash) / "clauses").glob("5.2-*.toml"))
    clause.write_text(clause.read_text().replace('"200.00"', '"90000.00"'))
    return clause


def change(model, **values):
    """Somebody with the database's password changes rows past the guards."""
    guards.drop(names={model._meta.db_table})
    model.objects.filter(**values.pop("where", {})).update(**values)
    guards.install()


def limit():
    return policy_in_force(ON).clauses["5.2"].figures["limit_12m"].on(ON).value


def test_an_edited_copy_is_not_used_but_made_again(adoption):
    clause = raise_the_limit(adoption)
    assert limit() == 200 and "90000" not in clause.read_text()


def test_healthz_puts_an_edited_copy_right(adoption, client):
    clause = raise_the_limit(adoption)
    assert problems(ON) == [] and "90000" not in clause.read_text()


def test_an_edited_copy_and_a_row_that_names_its_hash_judge_nothing(adoption):
    raise_the_limit(adoption)
    folder = copies.place(adoption.pack_hash)
    edited = copies.hash_of(folder)
    folder.rename(copies.place(edited))
    change(Adoption, pack_hash=edited)
    with pytest.raises(Altered, match="nothing is judged by it"):
        policy_in_force(ON)
    (sentence,) = problems(ON)
    assert "avow ledger verify" in sentence


def test_a_first_day_that_was_moved_judges_nothing(adoption):
    change(Adoption, from_day=date(2020, 1, 1))
    with pytest.raises(Altered):
        policy_in_force(date(2021, 1, 1))


def test_a_sealed_document_that_was_changed_judges_nothing_although_the_copy_is_whole(adoption):
    sealed = bytearray(bytes(adoption.attested.sealed))
    sealed[-1] ^= 1
    change(Attested, sealed=bytes(sealed), where={"pk": adoption.attested_id})
    with pytest.raises(Altered):
        policy_in_force(ON)
    assert problems(ON)


def test_files_that_do_not_give_the_hash_judge_nothing(adoption, monkeypatch):
    raise_the_limit(adoption)
    opened = Attested.open

    def edited(self):
        body = opened(self)
        return {**body, "files": {**body["files"], "policy.toml": body["files"]["policy.toml"] + "\n# more"}}

    monkeypatch.setattr(Attested, "open", edited)
    with pytest.raises(copies.CopyDiffers, match="nothing is judged by it"):
        pack_by_hash(adoption.pack_hash)
    assert "nothing is judged by it" in problems(ON)[0]


def test_healthz_says_that_it_fails_and_no_details(adoption, client, monkeypatch):
    monkeypatch.setattr("avow.web.health.today", lambda: ON)
    assert client.get("/healthz").json()["policy"] == "2026.1"
    change(Adoption, from_day=date(2020, 1, 1))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["policy"]) == ("failing", "failing")
    assert "2020" not in answer.content.decode()


def test_a_row_that_was_given_another_name_judges_by_the_pack_itself(adoption):
    from avow.adoptions.current import adoption_in_force

    change(Adoption, name="Another policy", version="9")
    assert adoption_in_force(ON).version == "9"  # what verifying the ledger finds
    assert policy_in_force(ON).version == "2026.1"  # what judges is the pack itself
