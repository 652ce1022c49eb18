"""The packs beside the corporate one: they load, their cases hold, and no small mistake in them goes unnoticed."""

import tomllib
from pathlib import Path

import pytest

from avow.policy import corporate, load
from avow.policy.cases import run_cases
from avow.policy.loading import find
from avow.policy.mutation import means_the_same, mutants_of, survives
from avow.policy.pack import CITED

NAMES = sorted(folder.name for folder in corporate().parent.iterdir() if (folder / "policy.toml").is_file())
OTHERS = [name for name in NAMES if name != corporate().name]
PACKS = {name: load(find(name)) for name in OTHERS}
JUDGING = [(name, clause) for name, pack in PACKS.items() for clause in pack.clauses.values() if clause.rules]
LISTED = {
    (one["pack"], one["mutant"]): one["because"]
    for one in tomllib.loads((Path(__file__).parent / "equivalent_in_other_packs.toml").read_text())["equivalent"]
}


def test_there_are_several_of_different_shapes():
    assert {"us_executive_branch_gifts", "us_oge278", "uk_university_gifts"} <= set(OTHERS)
    assert len({pack.hash for pack in PACKS.values()}) == len(PACKS)


@pytest.mark.parametrize("name", OTHERS)
def test_all_worked_cases_hold(name):
    assert [result for result in run_cases(PACKS[name]) if not result.holds] == []


@pytest.mark.parametrize("name, clause", JUDGING, ids=[f"{name}-{clause.number}" for name, clause in JUDGING])
def test_no_mistake_goes_unnoticed(name, clause):
    pack, made = PACKS[name], list(mutants_of(PACKS[name], clause))
    assert len(made) >= 5
    left = [
        one for one in made if survives(pack, one) and not means_the_same(pack, one) and (name, one.id) not in LISTED
    ]
    assert not left, "\n".join(one.id for one in left)


def test_the_list_of_mutants_that_mean_the_same_is_short_and_needed():
    ids = {
        (name, one.id)
        for name, clause in JUDGING
        for one in mutants_of(PACKS[name], clause)
        if survives(PACKS[name], one)
    }
    assert set(LISTED) <= ids
    assert len(LISTED) <= 5
    assert all(len(because) > 20 for because in LISTED.values())


@pytest.mark.parametrize("name", OTHERS)
def test_every_question_is_put_as_a_question(name):
    assert [fact.name for fact in PACKS[name].facts.values() if not fact.label.endswith("?")] == []


@pytest.mark.parametrize("name", OTHERS)
def test_no_form_asks_the_same_thing_twice(name):
    for kind in PACKS[name].kinds.values():
        asked = [fact for step in kind.steps for fact in step.asks]
        assert len(asked) == len(set(asked)), kind.id


@pytest.mark.parametrize("name", OTHERS)
def test_figures_stand_in_their_clauses_and_not_in_their_words(name):
    for clause in PACKS[name].clauses.values():
        words = " ".join([clause.title, clause.summary, clause.means, clause.reading, *(r.says for r in clause.rules)])
        for figure in clause.figures.values():
            for value in figure.values:
                if value.value >= 10:
                    assert f"{value.value.normalize():f}" not in words, (clause.number, figure.name)


@pytest.mark.parametrize("name", OTHERS)
def test_every_text_is_plain(name):
    pack = PACKS[name]
    texts = [text for clause in pack.clauses.values() for text in (clause.title, clause.summary, clause.means)]
    texts += [rule.says for clause in pack.clauses.values() for rule in clause.rules]
    texts += [text for kind in pack.kinds.values() for text in (kind.summary, kind.example, kind.instruction)]
    texts += [*pack.form.values(), *(reading.text for reading in pack.readings.values())]
    assert [text for text in texts if "!" in text or "§" in text or "pursuant" in text.lower()] == []


def test_every_pack_and_everything_that_can_be_cited_is_explained():
    said = (Path(__file__).parents[3] / "docs" / "changing-the-policy.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in said] == []
    assert [what for what, words in CITED.items() if f"| `{what}` | {words} |" not in said] == []
