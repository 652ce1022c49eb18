"""A version is proposed by an officer, kept as it is then, taken back by its proposer, or adopted by somebody else."""

from datetime import UTC, date, datetime

import pytest

from avow.access.testing import grant
from avow.adoptions.acts import NotAdopted, NotProposed, adopt, adopt_proposal, propose, withdraw
from avow.adoptions.comparing import compared
from avow.adoptions.copies import CasesFail
from avow.adoptions.current import policy_in_force, proposed_pack
from avow.adoptions.models import Proposal
from avow.adoptions.resolutions import NoResolution, approving
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.testing import cast
from avow.policy.problems import PackError

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MINUTES = approving("minutes.pdf", b"%PDF-1.7 The board resolved so.")

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Chen is compliance officer, Farah deputy, Dolores chief executive; the built-in policy binds since January."""
    found = cast()
    adopt("corporate", from_day=date(2026, 1, 1), proposed_by=found.chen, adopted_by=found.dolores, at=AT)
    grant(found.chen, "compliance_officer")
    grant(found.farah, "deputy")
    grant(found.dolores, "chief_executive")
    return found


@pytest.fixture
def proposal(here, edited):
    return propose(edited(), by=here.chen, at=AT, reason="A new version number.")


def wrong():
    return [finding.says for finding in verify().findings if finding.kind != "head"]


def test_the_files_are_kept_as_they_were(proposal, edited):
    (edited.folder / "policy.toml").write_text("[")
    assert proposed_pack(proposal).version == proposal.version == "2026.2"
    assert (proposal.reason(), proposal.is_open) == ("A new version number.", True)
    assert proposal.cases == sum(len(clause.cases) for clause in proposed_pack(proposal).judging.values()) > 100
    assert Entry.objects.latest("number").verb == "policy proposed" and wrong() == []


def test_a_broken_pack_is_refused_with_all_complaints(here, edited):
    routing = edited.folder / "routing.toml"
    routing.write_text(routing.read_text().replace('when = "is_officer"', 'when = "is_oficer"'))
    clause = next(edited.folder.glob("clauses/5.2-*.toml"))
    clause.write_text(clause.read_text().replace("> limit_12m", "> limit_13m"))
    with pytest.raises(PackError) as refused:
        propose(edited.folder, by=here.chen, at=AT, reason="x")
    found = [(problem.file, problem.nearest) for problem in refused.value.problems if problem.line and problem.column]
    assert (clause.relative_to(edited.folder).as_posix(), "limit_12m") in found
    assert ("routing.toml", "is_officer") in found
    assert not Proposal.objects.exists()


def test_a_pack_that_fails_its_own_cases_is_refused(here, edited):
    clause = next(edited.folder.glob("clauses/5.2-*.toml"))
    clause.write_text(clause.read_text().replace('value = "200.00"', 'value = "900.00"', 1))
    with pytest.raises(CasesFail):
        propose(edited.folder, by=here.chen, at=AT, reason="x")


def test_only_officers_propose(here, edited):
    for person in (here.amina, here.dolores, here.emeka):
        with pytest.raises(NotProposed, match="compliance officer or a deputy"):
            propose(edited(), by=person, at=AT, reason="x")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(here, edited, reason):
    with pytest.raises(NotProposed, match="why"):
        propose(edited(), by=here.chen, at=AT, reason=reason)


def test_what_binds_already_and_what_is_proposed_already_are_not_proposed(here, proposal, edited):
    with pytest.raises(NotProposed, match="very version that binds"):
        propose("corporate", by=here.chen, at=AT, reason="x")
    with pytest.raises(NotProposed, match="proposed already, by Chen Wei"):
        propose(edited.folder, by=here.farah, at=AT, reason="x")


def test_only_the_proposer_takes_it_back_and_once(here, proposal):
    with pytest.raises(NotProposed, match="Only the one who proposed"):
        withdraw(proposal, by=here.farah, at=AT)
    assert withdraw(proposal, by=here.chen, at=AT, reason="Too early.").reason() == "Too early."
    with pytest.raises(NotProposed, match="was withdrawn"):
        withdraw(proposal, by=here.chen, at=AT)
    with pytest.raises(NotAdopted, match="was withdrawn"):
        adopt_proposal(proposal, from_day=TODAY, by=here.dolores, at=AT, resolution=MINUTES)
    assert not Proposal.objects.open().exists() and wrong() == []


def test_a_proposal_stands_in_the_place_of_another(here, proposal, edited):
    policy = edited.folder / "policy.toml"
    policy.write_text(policy.read_text().replace('"2026.2"', '"2026.3"'))
    later = propose(edited.folder, by=here.farah, at=AT, reason="Better.", supersedes=proposal)
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert not proposal.is_open and proposal.superseded_by == later
    with pytest.raises(NotAdopted, match="in the place of this one"):
        adopt_proposal(proposal, from_day=TODAY, by=here.dolores, at=AT, resolution=MINUTES)


def test_it_is_adopted_by_somebody_else_with_the_resolution(here, proposal):
    adoption = adopt_proposal(proposal, from_day=TODAY, by=here.dolores, at=AT, resolution=MINUTES)
    assert policy_in_force(TODAY).version == "2026.2"
    assert adoption.proposal == proposal and adoption.proposed_by == here.chen
    assert adoption.resolution.contents() == MINUTES.data and adoption.resolution.name == "minutes.pdf"
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.document_count) == ("policy adopted", 2) and wrong() == []


def test_the_proposer_does_not_adopt(here, proposal):
    with pytest.raises(NotAdopted, match="second person"):
        adopt_proposal(proposal, from_day=TODAY, by=here.chen, at=AT, resolution=MINUTES)


def test_nor_by_naming_somebody_else_as_its_proposer(here, proposal, edited):
    with pytest.raises(NotAdopted, match="C1 proposed this very version"):
        adopt(edited.folder, from_day=TODAY, proposed_by=here.farah, adopted_by=here.chen, at=AT, resolution=MINUTES)


@pytest.mark.parametrize(
    ("who", "resolution", "words"),
    [("amina", MINUTES, "A1 may not adopt"), ("dolores", None, "resolution is missing")],
)
def test_roles_and_resolution_are_needed_after_the_first_adoption(here, proposal, who, resolution, words):
    with pytest.raises(NotAdopted, match=words):
        adopt_proposal(proposal, from_day=TODAY, by=getattr(here, who), at=AT, resolution=resolution)


def test_an_altered_resolution_is_found(here, proposal):
    from avow.ledger import guards

    adoption = adopt_proposal(proposal, from_day=TODAY, by=here.dolores, at=AT, resolution=MINUTES)
    guards.drop(names={"adoptions_resolution"})
    type(adoption.resolution).objects.update(sha256="0" * 64)
    guards.install()
    assert len(wrong()) == 1 and "adoptions_resolution" in wrong()[0]


def test_what_it_changes_is_told_against_what_binds(here, proposal):
    found = compared(proposal, TODAY)
    assert [change.says for change in found.changes] == ["The version is 2026.2; it was 2026.1."]
    assert compared(proposal, date(2025, 1, 1)) is None


def test_who_sees_proposals(here, proposal):
    def sees(person):
        return Proposal.objects.visible_to(person, TODAY).exists()

    assert all(map(sees, (here.chen, here.farah, here.dolores)))
    assert not any(map(sees, (here.amina, here.boris, here.emeka, here.goran, None)))


@pytest.mark.parametrize(
    "name", ["../policy.toml", "/etc/x.toml", "kinds/../x.toml", "clauses/a/b.toml", ".x.toml", "policy.txt"]
)
def test_files_handed_in_stay_inside_their_folder(here, proposal, name):
    with pytest.raises(PackError, match="not part of a pack"):
        propose({**proposal.files(), name: "x = 1"}, by=here.chen, at=AT, reason="x")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\x00\x01\x02", "cannot tell"), (b"x" * (10 * 1024 * 1024 + 1), "10 MB")],
)
def test_not_every_file_is_a_resolution(data, words):
    with pytest.raises(NoResolution, match=words):
        approving("minutes.pdf", data)


def test_a_resolution_is_named_by_what_it_is():
    assert approving("C:\\papers\\minutes.exe", b"%PDF-1.4").name == "minutes.exe.pdf"
    assert approving("", b"Resolved.").name == "resolution.txt"
