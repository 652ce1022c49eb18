"""The wording of the yearly form: the policy's own, or words that come with Avow; and complaints that point at it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from avow.policy.differences import differences
from avow.policy.loading import PackError, corporate, load

HERE = Path(__file__).parent


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(corporate(), tmp_path / "pack"))


def edit(folder: Path, old: str, new: str) -> Path:
    file = folder / "policy.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return folder


def complaints(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(PackError) as error:
        load(folder)
    return [(one.file, one.line, one.what) for one in error.value.problems]


def line_of(folder: Path, text: str) -> int:
    return next(n for n, line in enumerate((folder / "policy.toml").read_text().split("\n"), 1) if text in line)


def test_each_kind_is_asked_about_once():
    pack = load(corporate())
    asked = [kind for one in pack.on_the_form for kind in one.kinds]
    assert sorted(asked) == sorted(pack.kinds)
    assert [one.id for one in pack.on_the_form][-2:] == ["gifts", "other"]


def test_a_policy_that_says_nothing_of_it_asks_about_each_kind_in_the_kinds_own_words():
    pack = load(HERE / "small_pack")
    assert [one.kinds for one in pack.on_the_form] == [(kind,) for kind in pack.kinds]
    for one, kind in zip(pack.on_the_form, pack.kinds.values(), strict=True):
        assert kind.summary in one.question
        assert one.title == kind.title
    assert "complied" in pack.certifying.complied


def test_a_kind_that_no_question_asks_about_is_told(folder):
    edit(folder, 'kinds = ["loan"]', 'kinds = ["relationship"]')
    what = [text for _, _, text in complaints(folder)]
    assert any("relationship is in question loan already" in text for text in what)
    assert any("no question asks about loan" in text for text in what)


def test_a_kind_may_be_left_out_on_purpose(folder):
    edit(folder, '["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]', '["gift_received"]')
    rest = 'leave_out = ["gift_given", "hospitality_received", "hospitality_offered"]'
    edit(folder, "[certifying.questions.role]", f"{rest}\n\n[certifying.questions.role]")
    pack = load(folder)
    assert next(one for one in pack.on_the_form if one.id == "gifts").kinds == ("gift_received",)


@pytest.mark.parametrize(
    ("old", "new", "says", "at"),
    [
        ('asks = ["holder", "property_description"]', 'asks = ["holder", "share_percent"]',
         "share_percent cannot be carried on: no step of kinds/property_transaction.toml asks for it", "share_percent"),
        ('kinds = ["loan"]', 'kinds = ["lone"]', "there is no kind called lone", "lone"),
        ("[certifying.questions.loan]", "[certifying.questions.Loan]", "a question is named in small letters",
         "questions.Loan"),
        ('kinds = ["loan"]', "kinds = []", "kinds names at least one kind", "kinds = []"),
        ("not_complied = ", "not_compiled = ", "not_compiled is not a key here", "not_compiled"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_where_it_stands(folder, old, new, says, at):
    edit(folder, old, new)
    found = [(line, what) for file, line, what in complaints(folder) if file == "policy.toml" and says in what]
    assert found, complaints(folder)
    assert found[0][0] == line_of(folder, at)


def test_what_is_worded_otherwise_is_told(folder):
    old = load(folder)
    edit(folder, "Do you, or does someone in your family, borrow", "Do you borrow")
    edit(folder, 'complied = "Since', 'complied = "Truly, since')
    edit(folder, 'asks = ["holder", "property_description"]', 'asks = ["holder"]')
    told = [change.says for change in differences(old, load(folder)).changes]
    assert told == [
        "The yearly form: the statement that one complied is worded otherwise.",
        "The yearly form: a question (loan) is worded otherwise.",
        "The yearly form: what is asked at once (property): no longer property_description.",
    ]


def test_questions_that_are_new_or_left_out_are_told():
    old = load(corporate())
    certifying = old.certifying
    fewer = {name: one for name, one in certifying.questions.items() if name != "line"}
    new = replace(old, certifying=replace(certifying, questions=fewer, leave_out=("supervision",)))
    told = [change.says for change in differences(old, new, cases=False).changes]
    assert told == [
        "The yearly form does not ask about other kinds: now also supervision.",
        f"The yearly form no longer asks: “{certifying.questions['line'].question}”",
    ]
    back = [change.says for change in differences(new, old, cases=False).changes]
    assert back[1] == f"The yearly form also asks: “{certifying.questions['line'].question}”"


def test_a_policy_that_does_not_word_the_other_answer_has_a_sentence_of_its_own(folder):
    text = (folder / "policy.toml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("not_complied_signed")]
    (folder / "policy.toml").write_text("\n".join(lines))
    says = load(folder).certifying.not_complied_signed
    assert says.startswith("Since I last certified, or since I came, I have not complied with the policy in everything")
