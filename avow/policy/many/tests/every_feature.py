"""A small pack in which the format is used to the full: every operator, type, key, window and word, and both parties.

It has no worked cases; what it says is held to judging one by one.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

from avow.policy import Pack, load
from avow.policy import tests as policy_tests
from avow.policy.loading import coverage

SMALL = Path(next(iter(policy_tests.__path__))) / "small_pack"

FACTS = """
[paid_back]
type = "money"
source = "answer"
audience = ["discloser"]
label = "How much of it did you pay?"
unasked = "0.00"

[pieces]
type = "integer"
source = "answer"
audience = ["discloser"]
label = "How many pieces?"

[weight]
type = "decimal"
unit = "kg"
source = "answer"
audience = ["discloser"]
label = "How heavy is it?"

[occasion]
type = "choice"
source = "answer"
audience = ["discloser"]
label = "On which occasion?"
choices = [{ value = "birthday", label = "Someone's \\"birthday\\"" }, { value = "feast", label = "A feast; it's one" }]

[told_as]
type = "choice"
source = "register"
audience = ["discloser"]
label = "What was it called?"
choices = [{ value = "birthday", label = "A birthday" }, { value = "feast", label = "A feast" }]

[place]
type = "text"
source = "answer"
audience = ["discloser"]
label = "Where?"

[party_group]
type = "text"
source = "register"
audience = ["officer"]
label = "Which group?"

[until]
type = "date"
source = "review"
audience = ["officer"]
label = "Until when?"

[abroad]
type = "boolean"
source = "computed"
audience = ["discloser"]
label = "Was it abroad?"
"""

GIFT = """
kind = "gift"
title = "A gift"
summary = "Something given."
clauses = ["9.1"]
group = "gifts"
instruction = "Keep it as it is."
register_only = true
steps = [
  "whose",
  { id = "all", title = "All", asks = ["amount", "declined", "other_side", "paid_back", "pieces", "weight", "occasion",
    "place", "since", "share_percent", "organisation_form", "hours"] },
]
"""

WORDS = """
clause = "{number}"
title = "Clause {number}"
summary = "It is one of many."
means = "It is tried."
"""

CLAUSES = {
    # numbers of every type, compared, added, subtracted, multiplied, negative, between and in
    "9.1": """
when = "amount > limit OR weight * pieces * 0.5 >= 7.25 OR amount - paid_back * 2 < -(40)"
finding = "approval"
says = "{amount} (less {paid_back}), {weight}, {pieces}, {share_percent}; {limit}, {most}, it's {declined} on {on}."
[[also]]
id = "between"
when = "pieces BETWEEN 2 AND most AND NOT (weight IN (0.5, 2, 11)) AND amount <> 50"
finding = "note"
says = "{pieces} of at most {most}; {occasion}, {place}, {since}; {party}, {country} and {party_group}."
[[also]]
id = "numbers_together"
when = "amount + paid_back <= limit AND amount = 20.00 OR share_percent >= small * 1.5 AND amount < paid_back + limit"
finding = "judgement"
says = "{share_percent} beside {small}."
[figure.limit]
unit = "USD"
values = [
  { from = 2024-02-29, value = "50.00" },
  { from = 2025-03-01, value = "1250.005" },
  { from = 2024-01-01, value = "20.00", country = "DE" },
  { from = 2025-07-01, value = "0.01", country = "DE" },
]
[figure.small]
unit = "percent"
values = [
  { from = 2000-01-01, value = "1.00" },
  { from = 2000-01-01, value = "0.5", country = "FR" },
]
[figure.most]
unit = "number"
values = [{ from = 2000-01-01, value = "4" }]
""",
    # days, texts, choices beside choices, yes and no
    "9.2": """
when = "since < on OR until BETWEEN since AND DATE '2024-02-29' OR place = 'a'"
finding = "approval"
says = "{since} to {until}, at {place}."
[[also]]
id = "choices"
when = "occasion = told_as AND abroad = TRUE OR occasion IN ('feast') AND organisation_form <> 'corporation'"
finding = "note"
says = "{occasion}, {told_as}, {organisation_form}, {abroad}."
[[also]]
id = "on_its_own"
when = "abroad"
finding = "note"
says = "Abroad: {abroad}; {other_side}; {hours}."
[[also]]
id = "texts"
when = "place <> other_side AND since <> on AND on >= DATE '2024-01-01'"
finding = "note"
says = "{other_side} is not {place}."
""",
    # totals: less what was paid back, by the year, by occasion, place, day and yes or no, of a condition with a figure
    "9.3": """
applies = "kind = 'gift'"
when = "net > limit AND NOT declined"
finding = "approval"
says = "Since {window_start} {net} of {limit} from {party}."
[[also]]
id = "year"
when = "in_year >= 100.00 OR in_year = 50.01 OR in_year <> 20.00 AND amount > 49"
finding = "judgement"
says = "{in_year} since {window_start}."
[[also]]
id = "small_ones"
when = "small_ones > 20.00 AND amount <= limit"
finding = "judgement"
says = "{small_ones} since {window_start}, which is {small_ones}."
[[also]]
id = "together"
when = "net + in_year + 10 > 200 OR times <= 2 AND abroad"
finding = "note"
says = "{net} and {in_year} in {times}."
[total.net]
sum = "amount - paid_back"
over = ["person", "party_group", "kind"]
months = 12
where = "NOT declined"
[total.in_year]
sum = "amount"
over = ["person", "occasion"]
window = "calendar_year"
[total.small_ones]
sum = "amount"
over = ["person", "party_group"]
months = 1
where = "amount <= limit AND NOT abroad"
[total.times]
sum = "1"
over = ["person", "kind"]
months = 13
where = "declined = FALSE"
[figure.limit]
unit = "USD"
values = [
  { from = 2023-01-01, value = "100.00" },
  { from = 2024-12-31, value = "20.00" },
  { from = 2023-01-01, value = "50.00", country = "DE" },
]
""",
    "9.4": """
when = "heavy BETWEEN 3 AND 30 AND pieces > 1"
finding = "approval"
says = "{heavy} and {pieces_here}."
[[also]]
id = "kept_apart"
when = "pieces_here IN (2, 4, 6) OR pieces_here < 1 OR day_after_day <> 50.00 AND occasion = 'feast'"
finding = "note"
says = "{pieces_here}, {day_after_day}."
[[also]]
id = "net_of_all"
when = "worth > 300.00"
finding = "note"
says = "{worth}."
[total.heavy]
sum = "weight * 0.333 + 1"
over = ["person", "abroad"]
months = 2
[total.pieces_here]
sum = "pieces"
over = ["person", "place", "kind"]
months = 6
where = "occasion = 'feast' OR pieces > 1"
[total.day_after_day]
sum = "amount"
over = ["person", "since"]
months = 120
[total.worth]
sum = "amount * pieces - paid_back"
over = ["person"]
window = "calendar_year"
where = "pieces <= most"
[figure.most]
unit = "number"
values = [
  { from = 2000-01-01, value = "2" },
  { from = 2025-01-01, value = "5" },
]
""",
}


def every_feature(folder: Path, same_party: str) -> Pack:
    """The pack with one of the two meanings of the same party, written to a folder."""
    shutil.copytree(SMALL, folder)
    for old in (folder / "clauses").iterdir():
        old.unlink()
    policy = folder / "policy.toml"
    policy.write_text(policy.read_text().replace('currency = "USD"', f'currency = "USD"\nsame_party = "{same_party}"'))
    (folder / "facts.toml").write_text((folder / "facts.toml").read_text() + FACTS)
    (folder / "kinds" / "gift.toml").write_text(GIFT)
    share = folder / "kinds" / "share.toml"
    share.write_text(share.read_text().replace('clauses = ["9.3"]', 'clauses = ["9.2"]'))
    for number, rules in CLAUSES.items():
        (folder / "clauses" / f"{number}-clause.toml").write_text(WORDS.format(number=number) + rules)
    with (
        patch.object(coverage, "_check_cases", lambda *_: None),
        patch.object(coverage, "_check_asked", lambda *_: None),
    ):
        return load(folder)
