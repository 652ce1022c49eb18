"""The gift and hospitality clauses of the corporate pack (5.1 to 5.5) in careful, vectorised pandas.

The second yardstick beside by_hand.sql, with the same answers: no apply, no loop over rows. Booleans are pandas' own
with NA, whose logic is the policy's; money is whole cents; texts are categories; the window is two searches in one
sorted array and a difference of running sums.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TEXTS = ["kind", "person", "country", "party_group", "other_side", "believed_standing"]
GIFTS = ["gift_received", "gift_given"]
INVITATIONS = {"5.3": "hospitality_received", "5.4": "hospitality_offered"}
LIMIT_CENTS, OFTEN = 20_000, 4
MOST_DAYS = 2**20  # more than any day number of windows()


class Answers(NamedTuple):
    """What the policy says of all rows."""

    counts: pd.DataFrame
    totals: pd.DataFrame
    findings: pd.DataFrame


def answer(path: Path) -> Answers:
    """Read the gifts and answer every rule that applies to them."""
    gifts = read(path)
    known, uncertain = windows(gifts)
    answered = rules(gifts, known, uncertain)
    return Answers(counts(answered), totals(gifts, known, uncertain), findings(gifts, answered, known))


def read(path: Path) -> pd.DataFrame:
    """The file as a frame: categories, nullable booleans, and cents as nullable whole numbers."""
    table = pq.read_table(path, read_dictionary=TEXTS)
    columns = {}
    for name in table.column_names:
        column = table.column(name)
        if pa.types.is_boolean(column.type):
            columns[name] = column.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
        elif pa.types.is_decimal(column.type):
            cents = pc.multiply(column, pa.scalar(100)).cast(pa.decimal128(38, 2)).cast(pa.int64())
            columns[name] = cents.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        elif name == "occasions":
            columns[name] = column.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        elif name == "on":
            columns[name] = pd.Series(column.cast(pa.int32()).to_numpy().view().astype("datetime64[D]"))
        else:
            columns[name] = column.unify_dictionaries().to_pandas() if name in TEXTS else column.to_pandas()
    return pd.DataFrame(columns, copy=False)


def same_party(gifts: pd.DataFrame) -> np.ndarray:
    """A number for each party: its group, else its name as typed but for capitals, accents, punctuation and blanks."""
    typed = pd.Series(gifts["other_side"].cat.categories)
    plain = typed.str.normalize("NFKD").str.lower().str.replace("[\u0300-\u036f]", "", regex=True)
    plain = plain.str.replace(r"(?<=[^\W\d_])['’.](?=[^\W\d_])", "", regex=True)
    plain = plain.str.replace(r"[\W_]+", " ", regex=True).str.strip()
    names, _ = pd.factorize(plain)
    group = gifts["party_group"].cat.codes.to_numpy()
    groups = len(gifts["party_group"].cat.categories)
    name = gifts["other_side"].cat.codes.to_numpy()
    alone = groups + len(names) + np.arange(len(gifts))
    return np.where(group >= 0, group, np.where(name >= 0, groups + names[name], alone))


def windows(gifts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """What each row's window (d − 12 months, d] adds up to (cents, or occasions), and how many rows are uncertain."""
    day = pd.DatetimeIndex(gifts["on"])
    number = ((day.year * 12 + day.month) * 32 + day.day).to_numpy(np.int64)
    keys = pd.DataFrame({"a": gifts["person"].cat.codes, "b": same_party(gifts), "c": gifts["kind"].cat.codes})
    same = keys.groupby(["a", "b", "c"], sort=False).ngroup().to_numpy(np.int64)
    place = same * MOST_DAYS + number
    order = np.argsort(place, kind="stable")
    place = place[order]
    gift = gifts["kind"].isin(GIFTS).to_numpy()
    kept = (gifts["amount"] - gifts["paid_back"]).clip(lower=0)
    value = kept.where(gift, gifts["occasions"])
    declined = gifts["declined"]
    adds = value.fillna(0).to_numpy(np.int64) * (~declined).fillna(False).to_numpy(bool)
    open_ = (declined.isna() | (value.isna() & ~declined.fillna(True))).to_numpy(bool)
    first, last = np.searchsorted(place, place - 12 * 32, "right"), np.searchsorted(place, place, "right")
    found = []
    for each in (adds, open_.astype(np.int64)):
        running = np.concatenate([[0], np.cumsum(each[order])])
        total = np.empty(len(gifts), np.int64)
        total[order] = running[last] - running[first]
        found.append(total)
    return found[0], found[1]


class Rule(NamedTuple):
    clause: str
    rule: str
    kinds: list[str]
    answer: pd.Series  # booleans with NA
    reads: list[str]


def rules(gifts: pd.DataFrame, known: np.ndarray, uncertain: np.ndarray) -> list[Rule]:
    """Every rule's answer for every row, and the kinds that it is for."""
    g = gifts
    above = pd.Series(pd.array(known > np.where(g["kind"].isin(GIFTS), LIMIT_CENTS, OFTEN), dtype="boolean"))
    above[~above & (uncertain > 0)] = pd.NA
    partner = g["believed_standing"].isin(["competitor", "customer", "supplier"]).astype("boolean")
    partner[g["believed_standing"].isna()] = pd.NA
    kept = ~g["declined"]
    large = kept & (g["is_partner"] | partner) & (g["is_favour"] | (g["amount"] > LIMIT_CENTS))
    found = g["found_customary"] & g["found_modest"] & g["found_lawful"] & g["found_employer_allows"]
    own = g["customary"] & g["modest"] & g["lawful"] & g["employer_allows"]
    who = ["declined", "is_partner", "believed_standing", "is_favour", "amount"]
    of_found = [*who, "found_customary", "found_modest", "found_lawful", "found_employer_allows"]
    made = [
        Rule("5.1", "main", GIFTS, large & ~found, of_found),
        Rule("5.1", "own_answers", GIFTS, large & ~own, [*who, "customary", "modest", "lawful", "employer_allows"]),
        Rule("5.2", "main", ["gift_received"], kept & above, ["declined", "same_direction_12m"]),
        Rule("5.2", "given", ["gift_given"], kept & above, ["declined", "same_direction_12m"]),
        Rule("5.5", "main", ["gift_given", INVITATIONS["5.4"]], ~g["leave_given"], ["leave_given"]),
    ]
    alone = [
        ("5.3", "not_permitted", "giver_not_permitted", True),
        ("5.3", "host_absent", "giver_present", False),
        ("5.4", "not_permitted", "company_not_permitting", True),
        ("5.4", "nobody_of_ours", "employee_present", False),
        ("5.4", "guest_employer", "guest_employer_allows", False),
    ]
    for clause, rule, fact, fires in alone:
        said = g[fact] if fires else ~g[fact]
        made.append(Rule(clause, rule, [INVITATIONS[clause]], kept & said, ["declined", fact]))
    both, one = kept & g["excessive"] & above, kept & ((g["excessive"] & ~above) | (~g["excessive"] & above))
    locally, unfit = kept & g["forbidden_locally"], kept & g["unfit"]
    for clause, kind in INVITATIONS.items():
        made += [
            Rule(clause, "main", [kind], both, ["declined", "excessive", "times_12m"]),
            Rule(clause, "one_alone", [kind], one, ["declined", "excessive", "times_12m"]),
            Rule(clause, "ruled_out_locally", [kind], locally, ["declined", "forbidden_locally"]),
            Rule(clause, "unfit_event", [kind], unfit, ["declined", "unfit"]),
        ]
    of_kind = {kind: (g["kind"] == kind).to_numpy() for kind in [*GIFTS, *INVITATIONS.values()]}
    return [
        one._replace(answer=one.answer[np.logical_or.reduce([of_kind[kind] for kind in one.kinds])]) for one in made
    ]


def counts(answered: list[Rule]) -> pd.DataFrame:
    rows = [(one.clause, one.rule, int(one.answer.sum()), int(one.answer.isna().sum())) for one in answered]
    return pd.DataFrame(rows, columns=["clause", "rule", "fires", "unknown"])


def totals(gifts: pd.DataFrame, known: np.ndarray, uncertain: np.ndarray) -> pd.DataFrame:
    """What each row's own total is: of money in cents, of invitations in a hundredth of one, so that both are alike."""
    clause = gifts["kind"].map({"gift_received": "5.2", "gift_given": "5.2", **{k: c for c, k in INVITATIONS.items()}})
    hundredths = np.where(gifts["kind"].isin(GIFTS), known, known * 100)
    return pd.DataFrame({"row": gifts["row"], "clause": clause, "known": hundredths, "uncertain": uncertain})


def findings(gifts: pd.DataFrame, answered: list[Rule], known: np.ndarray) -> pd.DataFrame:
    """Every rule that fired: the row, who, with whom, when, and the values that it read, as JSON."""
    counterparty = gifts["other_side"].astype("str").fillna(gifts["party_group"].astype("str"))
    made = []
    for one in answered:
        place = one.answer.index[one.answer.fillna(False)]
        fired = gifts.loc[place, ["row", "person", "on"]]
        parts = [f'"{name}":' + as_text(gifts, name, place, known) for name in one.reads]
        values = parts[0].str.cat(parts[1:], sep=",") if len(parts) > 1 else parts[0]
        made.append(
            fired.assign(counterparty=counterparty[place], clause=one.clause, rule=one.rule, values="{" + values + "}")
        )
    return pd.concat(made, ignore_index=True)


def as_text(gifts: pd.DataFrame, name: str, place: pd.Index, known: np.ndarray) -> pd.Series:
    """Values as JSON text: quoted, or null where nothing is known."""
    if name == "same_direction_12m":
        return '"' + money(pd.Series(known[place], index=place)) + '"'
    if name == "times_12m":
        return '"' + pd.Series(known[place], index=place).astype("str") + '"'
    column = gifts[name].loc[place]
    if column.dtype == "boolean":
        texts = np.array(['"false"', '"true"', "null"], dtype=object)
        return pd.Series(texts[column.astype("Int8").fillna(2).to_numpy(np.int8)], index=place, dtype="str")
    text = money(column) if name == "amount" else column.astype("str")
    return ('"' + text + '"').fillna("null")


def money(cents: pd.Series) -> pd.Series:
    whole, rest = (cents // 100).astype("str"), (cents % 100).astype("str").str.zfill(2)
    return (whole + "." + rest).where(cents.notna())
