"""A broken pack: every problem at once, each with file, line, column, what is wrong and the nearest right name."""

import pytest

ONE = "clauses/9.1-one-gift.toml"
MANY = "clauses/9.2-gifts-of-one-party.toml"


def test_the_small_pack_is_in_order(small):
    assert list(small.load().clauses) == ["9.1", "9.2", "9.3"]


def test_an_unknown_name_in_a_rule_is_found_to_the_column(small):
    small.change(ONE, 'when = "amount > limit"', 'when = "amuont > limit"')
    problem = small.problems()[0]
    assert (problem.file, problem.line, problem.column) == (ONE, *small.place(ONE, "amuont"))
    assert problem.nearest == "amount"
    assert str(problem).endswith("nothing here is called amuont. Did you mean amount?")


def test_a_name_is_found_behind_escapes_and_in_long_texts(small):
    small.change(ONE, 'when = "amount > limit"', 'when = """\n  amount >\\\n     limit AND\n  is_partnr"""')
    problem = small.problems()[0]
    assert (problem.line, problem.column) == small.place(ONE, "is_partnr")
    assert problem.nearest == "is_partner"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ONE, "amount > limit", "amuont > limit"),
        (ONE, "kind = 'gift'", "kind = 'gfit'"),
        (ONE, 'finding = "approval"', 'finding = "aproval"'),
        (MANY, 'sum = "amount"', 'sum = "amuont"'),
        (MANY, "NOT declined", "NOT declind"),
        (MANY, 'value = "300.00"', 'value = "three"'),
    ],
)
def test_one_mistake_is_one_complaint(small, file, old, new):
    small.change(file, old, new)
    assert len(small.problems()) == 1, small.problems()


def test_everything_is_reported_at_once(small):
    small.change(ONE, "amount > limit", "amuont > limmit")
    small.change("kinds/gift.toml", '"9.1"', '"9.7"')
    small.change("facts.toml", 'type = "money"', 'type = "mony"')
    files = {problem.file for problem in small.problems()}
    assert files == {ONE, "kinds/gift.toml", "facts.toml", MANY}


BROKEN = [
    (ONE, "amount > limit", "amount > 'two'", "cannot be put beside", None),
    (ONE, "kind = 'gift'", "kind = 'gfit'", "'gfit' is not one of gift, share", "gift"),
    (ONE, "kind = 'gift'", "amount = 1", "amount is not read here: applies reads only kind", None),
    (ONE, 'finding = "approval"', 'finding = "aproval"', "finding is one of", "approval"),
    (ONE, "means =", "meens =", "meens is not a key here", "means"),
    (ONE, 'title = "One gift"', "title = 7", "title is a text", None),
    (ONE, 'title = "One gift"', 'title = " "', "title is empty", None),
    (ONE, 'clause = "9.1"', 'clause = "9.4"', "so clause is '9.1'", None),
    (ONE, "{limit}", "{limt}", "nothing here is called limt", "limit"),
    (ONE, "{limit}", "{story}", "story is sealed", None),
    (ONE, "{limit}.", "{limit", "this brace opens or closes nothing", None),
    (ONE, "{limit}", "{limit.since}", "nothing here is called limit.since", "limit"),
    (ONE, '"200.00" }]', '"two hundred" }]', "given as digits", None),
    (ONE, '"200.00" }]', '"200.00" }, { from = 2000-01-01, value = "100.00" }]', "two values from 2000-01-01", None),
    (ONE, "from = 2000-01-01", "from = 2026-02-01", "has no value for 2026-01-01", None),
    (ONE, "from = 2000-01-01", 'from = "2000-01-01"', "without quotes", None),
    (ONE, "from = 2000-01-01", "from = 0021-01-01", "between the years 1900 and 2200", None),
    (ONE, "figure.limit]", "figure.amount]", "amount is already a fact", None),
    (ONE, "figure.limit]", "figure.and]", "the word means something in expressions", None),
    (ONE, 'expect = "fires"', 'expect = "fire"', "expect is one of", "fires"),
    (ONE, 'expect = "fires"', 'expect = { mian = "fires" }', "no rule called mian", "main"),
    (ONE, 'expect = "fires"', 'expect = "fires"\npast = [{ on = 2025-01-01 }]', "no total", None),
    (ONE, 'amount = "200.01"', "amount = 200.01", "given as text", None),
    (ONE, 'amount = "200.01"', 'amuont = "200.01"', "no fact called amuont", "amount"),
    (ONE, 'asks = ["amount"]', 'asks = ["amuont"]', "no fact called amuont", "amount"),
    (ONE, 'name = "Exactly the limit"', 'name = "More than the limit"', "two cases called", None),
    (ONE, 'expect = "fires"', 'expect = "none"', "no worked case in which it fires", None),
    (ONE, 'asks = ["amount"]', "asks = []", "no worked case in which amount is unknown", None),
    (ONE, 'expect = "none"', 'expect = "fires"', "no worked case in which it does not fire", None),
    (MANY, "months = 12", "months = 0", "between 1 and 120", None),
    (MANY, "months = 12", 'months = "12"', "months is a whole number", None),
    (MANY, 'sum = "amount"', 'sum = "amuont"', "nothing here is called amuont", "amount"),
    (MANY, '"party_group", "kind"]', '"party", "kind"]', "no key called party", "party_group"),
    (MANY, '["person", "party_group"', '["party_group"', 'over always has "person"', None),
    (MANY, "NOT declined", "NOT limit_12m", "true or false; this is an amount in USD", None),
    (MANY, 'sum = "amount"', 'sum = "upper(amount)"', "functions are not allowed (upper)", None),
    (MANY, 'sum = "amount"', 'sum = "amount / 2"', "division is not allowed", None),
    (MANY, 'sum = "amount"', 'sum = "declined"', "what is added up is a number; this is a yes or no", None),
    (MANY, 'sum = "amount"', 'sum = "amount - hours"', "cannot be put beside", None),
    (MANY, 'sum = "amount"', 'sum = "sum_12m"', "not other totals", None),
    (MANY, 'sum = "amount"', "sum = 5", "sum is an expression", None),
    (MANY, "NOT declined", "on > DATE '2026-01-01'", "the window says which days count", None),
    (MANY, "NOT declined", "amount > limit_21m", "nothing here is called limit_21m", "limit_12m"),
    (MANY, '"kind"]', '"kind", "hours"]', "hours is a whole number of hours; rows are kept apart by", None),
    (MANY, '"kind"]', '"kind", "relative_name"]', "relative_name is sealed", None),
    (MANY, '"kind"]', '"kind", "hodler"]', "no key called hodler", "holder"),
    (MANY, '"kind"]', '"kind", "organisation_form"]', "no step of kinds/gift.toml asks for it", None),
    (MANY, "months = 12\n", "", "months is missing: months = 12, or window", None),
    (MANY, "months = 12", 'months = 12\nwindow = "calendar_year"', "months or a window, not both", None),
    (MANY, "months = 12", 'window = "calender_year"', "window is one of", "calendar_year"),
    (ONE, "is more than {limit}.", "is more than {limit} since {window_start}.", "window_start", None),
    ("policy.toml", 'currency = "USD"', 'currency = "USD"\nsame_party = "as_writen"', "one of group", "as_written"),
    ("facts.toml", "[amount]\n", '[amount]\nunasked = "much"\n', "the unasked value of amount is an amount", None),
    ("facts.toml", "[holder]\n", '[holder]\nunasked = "slef"\n', "the unasked value of holder is one of", "self"),
    ("facts.toml", "[is_partner]\n", "[is_partner]\nunasked = false\n", "comes from the register", None),
    ("facts.toml", "[story]\n", '[story]\nunasked = "none"\n', "story is sealed", None),
    (MANY, "sum_12m > limit_12m", "sum_12m > sum_12m", "two totals", None),
    (MANY, "sum_12m > limit_12m", "sum_12m * 2 > limit_12m", "neither subtracted nor multiplied", None),
    (MANY, 'country = "DE"', 'country = "Germany"', "two capitals", None),
    (MANY, 'reading_adopted_by = "Chen"', "", "reading_adopted_by is missing", None),
    ("kinds/gift.toml", '"9.1"', '"9.7"', "there is no clause 9.7", "9.3"),
    ("kinds/gift.toml", '"whose"', '"whos"', "no step called whos", "whose"),
    ("kinds/gift.toml", '"amount", "declined"', '"amuont", "declined"', "no fact called amuont", "amount"),
    ("kinds/gift.toml", '"amount", "declined"', '"is_partner", "declined"', "a form asks only for answers", None),
    ("kinds/gift.toml", 'kind = "gift"', 'kind = "gifts"', "so kind is 'gift'", "gift"),
    ("kinds/gift.toml", 'group = "gifts"', 'group = "gift"', "group is one of", "gifts"),
    ("kinds/share.toml", "holder = 'family'", "hours > 3", "which no earlier step asks for", None),
    ("kinds/share.toml", "{other_side}", "{othr_side}", "nothing here is called othr_side", "other_side"),
    ("facts.toml", 'type = "money"', 'type = "money"\nchoices = []\nunits = "USD"', "units is not a key here", "unit"),
    ("facts.toml", 'source = "register"', 'source = "registry"', "source is one of", "register"),
    ("facts.toml", "[hours]", "[Hours]", "small letters", None),
    ("facts.toml", "[hours]", "[on]", "the word means something", None),
    ("facts.toml", 'value = "family"', 'value = "self"', "'self' is already a choice", None),
    ("facts.toml", '[story]\ntype = "narrative"', '[story]\ntype = "narrative"\nunit = "km"', "only numbers", None),
    ("facts.toml", 'choices = [{ value = "gift"', 'choices = [{ value = "gfit"', "no kind called gfit", None),
    ("policy.toml", 'currency = "USD"', 'currency = "dollar"', "three capitals", None),
    ("policy.toml", "answer_within_days = 5", "answer_within_days = true", "a whole number", None),
    ("policy.toml", 'for = "contemplated"', 'for = "contemplating"', "for is one of", "contemplated"),
    ("policy.toml", '["person", "kind"]', '["person", "amount"]', "management is not in the audience", None),
    ("policy.toml", 'signature = "Signed."', "", "signature is missing", None),
    ("routing.toml", 'decides = "chief_executive"', 'decides = "cheif_executive"', "one of", "chief_executive"),
    ("routing.toml", "is_director", "amount > 1", "amount is not read here: routing reads", None),
    ("cohorts.toml", "is_officer", "kind = 'gift'", "kind is not read here: a cohort is about people", None),
    ("routing.toml", "is_officer AND NOT", "is_oficer AND NOT", "nothing here is called is_oficer", "is_officer"),
    (
        "cohorts.toml",
        "[certify]",
        "[certfy]",
        "certfy does not say what it asks for: acknowledge or certify",
        "certify",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "what", "near"), BROKEN, ids=[f"{b[0]}: {b[2]}" for b in BROKEN])
def test_what_is_wrong_is_said_where_it_is(small, file, old, new, what, near):
    small.change(file, old, new)
    found = [problem for problem in small.problems() if what in problem.what]
    assert found, small.problems()
    assert found[0].file == file
    assert found[0].line > 0
    assert found[0].nearest == near


def test_a_total_needs_a_kind_that_is_counted(small):
    small.change("kinds/gift.toml", "register_only = true\n", "")
    (problem,) = small.problems()
    assert (problem.file, problem.line) == (MANY, small.place(MANY, "[total.sum_12m]")[0])
    assert "there is nothing to add up" in problem.what


def test_the_first_day_of_two_windows_is_no_day(small):
    year = '[total.sum_year]\nsum = "amount"\nover = ["person"]\nwindow = "calendar_year"\n\n[figure.limit_12m]'
    small.change(MANY, "[figure.limit_12m]", year)
    small.change(MANY, "sum_12m > limit_12m", "sum_12m > limit_12m OR sum_year > limit_12m")
    (problem,) = [one for one in small.problems() if "window_start" in one.what]
    assert problem.what.startswith("this rule reads totals with different windows")
    assert problem.line == small.place(MANY, "says =")[0]


def test_a_rule_reads_nothing_that_no_form_asks_for(small):
    small.change("kinds/gift.toml", '"amount", "declined"', '"declined"')
    problem = small.problems()[0]
    assert problem.what == "amount is read for gift, but no step of kinds/gift.toml asks for it"
    assert (problem.file, problem.line, problem.column) == (ONE, *small.place(ONE, "amount > limit"))


def test_two_files_with_one_clause(small):
    small.write("clauses/9.1-again.toml", (small.folder / ONE).read_text())
    assert any("clause 9.1 is already in" in problem.what for problem in small.problems())


def test_files_that_are_missing_or_too_many(small):
    (small.folder / "routing.toml").unlink()
    small.write("clause/9.4-new.toml", "")
    said = [str(problem) for problem in small.problems()]
    assert "routing.toml: routing.toml is missing." in said
    assert "clause/9.4-new.toml: this file is not part of a pack. Did you mean clauses/9.4-new.toml?" in said


def test_a_link_is_not_a_file_of_the_pack(small):
    target = small.folder / ONE
    moved = small.folder.parent / "elsewhere.toml"
    target.rename(moved)
    target.symlink_to(moved)
    assert any("not a plain file" in problem.what for problem in small.problems())


def test_a_note_beside_the_files_is_not_part_of_the_pack(small):
    before = small.load().hash
    small.write("README.md", "How we keep this pack.")
    assert small.load().hash == before


def test_the_hash_is_over_names_and_bytes(small):
    before = small.load().hash
    small.change(ONE, "Ask first.", "Ask first!")
    after = small.load().hash
    assert before != after
    small.change(ONE, "Ask first!", "Ask first.")
    assert small.load().hash == before


def test_no_folder_at_all(small):
    small.folder = small.folder / "nowhere"
    assert "no such folder" in small.problems()[0].what


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "2026-7-1"])
@pytest.mark.parametrize("after", ["from = ", "on = "])
def test_a_day_that_no_calendar_has_is_said_where_it_stands(small, day, after):
    small.change(MANY, f"{after}2026-0", f"{after}{day} # 2026-0")
    (problem,) = small.problems()
    assert (problem.file, problem.line, problem.column) == (MANY, *small.place(MANY, day))
    assert problem.what == f"{day} is no day; a day is such as 2026-01-31"


def test_a_clause_whose_file_cannot_be_read_is_not_missing_as_well(small):
    small.change(MANY, "means =", "means")
    assert [problem.file for problem in small.problems()] == [MANY]


def test_a_kind_whose_file_cannot_be_read_leaves_the_rules_about_it_alone(small):
    small.change("kinds/gift.toml", "title =", "title")
    assert [problem.file for problem in small.problems()] == ["kinds/gift.toml"]
