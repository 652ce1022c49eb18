"""What is shown as changed since one last signed or acknowledged; and a policy that changes while one is writing."""

import shutil
from datetime import date

import pytest

from avow.adoptions import current
from avow.adoptions.acts import adopt
from avow.adoptions.current import policy_in_force
from avow.adoptions.resolutions import approving
from avow.certifications.acts import acknowledge
from avow.certifications.form import acts
from avow.certifications.form.asking import conversation
from avow.certifications.form.filled import Filled
from avow.certifications.form.since import since
from avow.certifications.models import Acknowledgement, FormDraft, ReportedConflict, SignedForm
from avow.certifications.testing import BEGIN, OPEN, filled, moment, signed
from avow.disclosures.models import Disclosure
from avow.ledger import guards
from avow.policy.loading import corporate

AFTER = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def nothing_loaded_before(settings, tmp_path):
    """A data folder of its own for the copies, and nothing in memory."""
    settings.AVOW_HOME = tmp_path / "home"
    settings.AVOW_HOME.mkdir()
    current.pack_by_hash.cache_clear()
    yield
    current.pack_by_hash.cache_clear()


@pytest.fixture
def renewed(tmp_path, us):
    """Adopts a version from `AFTER` on, in which files are otherwise: `renewed({file: (old, new)}, {old: new})`, the
    latter in policy.toml."""

    def renew(changes, words=None):
        folder = shutil.copytree(corporate(), tmp_path / "ours")
        words = {'version = "2026.1"': 'version = "2026.2"', **(words or {})}
        for file, (old, new) in [*changes.items(), *(("policy.toml", one) for one in words.items())]:
            text = (folder / file).read_text()
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1))
        minutes = approving("minutes.txt", b"The board resolved so.")
        given = {"proposed_by": us.chen, "adopted_by": us.dolores, "resolution": minutes}
        adopt(folder, from_day=AFTER, at=moment(OPEN), **given)
        return policy_in_force(AFTER)

    return renew


def test_who_never_signed_is_told_that_all_of_it_is_new(us, asked):
    assert since(us.amina, us.pack, OPEN) is None


def test_nothing_changed_is_said_with_the_day(us, asked):
    acknowledge(us.amina, us.pack, on=BEGIN, at=moment(BEGIN))
    found = since(us.amina, us.pack, OPEN)
    assert (found.on, found.did, found.version, found.changes) == (BEGIN, "acknowledged the policy", "2026.1", [])
    signed(asked)
    assert since(us.amina, us.pack, OPEN).did == "signed this form"


def test_what_a_new_version_says_otherwise_is_told_by_clause_and_without_worked_cases(us, asked, renewed):
    signed(asked)
    clause = "clauses/4.6-borrowing-from-a-counterparty.toml"
    text = (corporate() / clause).read_text()
    summary = text.split('summary = "', 1)[1].split('"', 1)[0]
    pack = renewed({clause: (f'summary = "{summary}"', f'summary = "{summary} Pledges too."')})
    ((number, title, changes),) = since(us.amina, pack, AFTER).changes
    assert (number, title) == ("4.6", pack.clauses["4.6"].title)
    assert [(one.was, one.now) for one in changes] == [(summary, f"{summary} Pledges too.")]


def test_a_figure_that_the_policy_itself_dates_is_told_as_it_counts_for_the_reader(us, asked):
    clauses = [one for one in us.pack.clauses.values() if one.figures]
    dated = [
        (clause.number, value.since)
        for clause in clauses
        for figure in clause.figures.values()
        for value in figure.values[1:]
        if value.country is None
    ]
    signed(asked)
    found = since(us.amina, us.pack, max((day for _, day in dated), default=OPEN))
    told = [number for number, _, _ in found.changes]
    assert told == [number for number, day in dated if day > OPEN]


def test_a_version_that_begins_while_one_writes_is_looked_at_before_signing(us, asked, renewed):
    filled(asked, on=OPEN)
    renewed({})
    found = Filled(conversation(asked, AFTER), FormDraft.objects.get().open())
    assert found.undone() == ["policy"]
    with pytest.raises(acts.Incomplete):
        acts.sign(asked, by=us.amina, typed_name=us.amina.name, on=AFTER, at=moment(AFTER))


def test_only_the_question_that_was_reworded(us, asked, renewed):
    filled(asked, on=OPEN)
    old = "[certifying.questions.loan]\n"
    text = (corporate() / "policy.toml").read_text()
    question = text.split(old, 1)[1].split('question = "', 1)[1].split('"', 1)[0]
    renewed({}, {question: f"{question} Pledges count."})
    found = Filled(conversation(asked, AFTER), FormDraft.objects.get().open())
    assert found.undone() == ["policy", "ask-loan"]


def test_in_a_trial_nothing_follows(us, asked):
    """As `campaigns.trying` makes one; here the campaign is turned into a trial of itself."""
    guards.drop(names={us.campaign._meta.db_table})
    type(us.campaign).objects.update(trial_of=us.campaign.pk)
    guards.install()
    form = signed(us.asked(us.amina), ["loan"])
    assert "It counts for nothing" in form.attested.open()["text"]
    assert ReportedConflict.objects.get().disclosure == ""
    assert not Disclosure.objects.exists()
    assert not Acknowledgement.objects.exists()
    assert SignedForm.objects.count() == 1
