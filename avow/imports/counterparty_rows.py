"""Rows of a file of counterparties. Several rows of one number are one counterparty: lists add up, the rest agrees."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from avow.counterparties.models import Counterparty, CounterpartyRecord
from avow.imports import cells
from avow.imports.cells import Refused
from avow.imports.columns import Columns, Fields
from avow.imports.gathering import Cells, Gathered, full_rows, stated
from avow.imports.reading.table import Table, Unusable

IDENTIFIERS = {
    "identifier.ticker": ("ticker", "ticker symbol", "symbol"),
    "identifier.lei": ("lei", "lei code", "legal entity identifier"),
    "identifier.isin": ("isin",),
    "identifier.duns": ("duns", "duns number", "d u n s number"),
    "identifier.vat": ("vat", "vat number", "vat id"),
    "identifier.company_number": ("company number", "registration number", "company registration number"),
    "identifier.tax_id": ("tax id", "tax number", "ein"),
}
FIELDS = Fields(
    of="counterparty",
    names=("number", "name", "country", "is_recognised_bank", "state_owned", "parent", "alias", "standing", "relation",
           "tense", "competitor", "customer", "supplier", "identifier.", *IDENTIFIERS),
    needed=(("number",), ("name",)),
    guesses={
        "number": ("number", "counterparty number", "vendor number", "vendor id", "supplier number", "supplier id",
                   "customer number", "customer id", "account number", "cik", "party id", "id"),
        "name": ("name", "legal name", "company name", "counterparty", "vendor name", "supplier name", "customer name",
                 "company", "title"),
        "country": ("country", "country code", "country of registration"),
        "is_recognised_bank": ("is recognised bank", "recognised bank", "recognized bank", "bank"),
        "state_owned": ("state owned", "is state owned", "state owned enterprise", "soe", "government owned",
                        "government entity", "public body", "public sector", "public authority"),
        "parent": ("parent", "parent number", "parent id", "group number", "group parent"),
        "alias": ("alias", "aliases", "also known as", "other names", "trading name", "trading as", "dba"),
        "standing": ("standing", "standings"),
        "relation": ("relation", "relationship"),
        "tense": ("tense",),
        "competitor": ("competitor", "is competitor"),
        "customer": ("customer", "is customer"),
        "supplier": ("supplier", "vendor", "is supplier"),
        **IDENTIFIERS,
    },
)  # fmt: skip
RELATIONS = {
    "competitor": "competitor", "competition": "competitor", "rival": "competitor",
    "customer": "customer", "client": "customer", "buyer": "customer",
    "supplier": "supplier", "vendor": "supplier", "seller": "supplier", "contractor": "supplier",
}  # fmt: skip
TENSES = {
    "present": "present", "current": "present", "active": "present", "existing": "present",
    "prospective": "prospective", "prospect": "prospective", "potential": "prospective", "future": "prospective",
    "contemplated": "prospective",
}  # fmt: skip
LISTS = ("aliases", "identifiers", "standings")


@dataclass
class Parties(Gathered):
    """What a file of counterparties says."""


def gather(
    table: Table, columns: Columns, prefix: str, otherwise: Iterable[tuple[str, str]], advance: Callable[[], Any]
) -> Parties:
    """Every row of the file. `prefix` goes before each number; `otherwise` are the standings of rows that say none."""
    parties = Parties()
    otherwise = list(otherwise)
    for row in full_rows(table, parties):
        advance()
        _take(Cells(row, columns, parties), parties, prefix)
    says_standing = any(columns.has(name) for name in ("standing", "relation", "competitor", "customer", "supplier"))
    for statement in parties.statements.values():
        statement["standings"] = list(dict.fromkeys(statement["standings"])) or otherwise
        if not says_standing and not otherwise:
            del statement["standings"]
    if parties.merged:
        count = f"{parties.merged:,} rows repeat a number" if parties.merged > 1 else "1 row repeats a number"
        parties.notes.append(
            f"{count} that was there before: {len(parties.statements):,} counterparties, each with all its other"
            " names, identifiers and standings."
        )
    return parties


def standings_said(texts: Iterable[str]) -> list[tuple[str, str]]:
    """--standing supplier:present, any number of times. Raises Unusable."""
    try:
        return [standing for text in texts for standing in _standings(text)]
    except Refused as refused:
        raise Unusable(f"--standing: {refused}")


def name_parents(parties: Parties) -> None:
    """Keep the parents that are in the file or on record; others become findings, as do circles."""
    named = {number: said["parent"] for number, said in parties.statements.items() if said.get("parent")}
    unknown = {text for text in named.values() if text not in parties.statements}
    known = unknown & set(Counterparty.objects.values_list("number", flat=True)) if unknown else set()
    for number, text in named.items():
        if text in unknown - known:
            parties.find(
                "missing_parent",
                [parties.lines[number]],
                f"{cells.shown(number)} belongs to {cells.shown(text)}, which is neither in the file nor on record."
                " It is taken without a parent.",
            )
            parties.statements[number]["parent"] = None
    for said in parties.statements.values():
        if said.get("parent") == "":
            said["parent"] = None


def parents_on_record(on: Any) -> dict[str, str | None]:
    """Number → number of the parent, on that day."""
    return dict(CounterpartyRecord.objects.on(on).order_by().values_list("counterparty__number", "parent__number"))


def _take(row: Cells, parties: Parties, prefix: str) -> None:
    line = row.row.line
    number = row.number("number", prefix)
    if not number:
        parties.unreadable += 1
        row.no_number("Give each counterparty a number of its own that stays the same.")
        return
    parties.seen.add(number)
    name = row.value("name", lambda text: cells.line_of_text(text, 300, "name"))
    if name == "":
        row.refuse("name", "", "The name is empty.", "Fill it in.")
    said: dict[str, Any] = {"name": name}
    if row.columns.has("country"):
        said["country"] = row.value("country", lambda text: cells.country(stated(text)))
    if row.columns.has("is_recognised_bank"):
        said["is_recognised_bank"] = row.value(
            "is_recognised_bank", lambda text: cells.yes_or_no(text, "recognised bank")
        )
    if row.columns.has("state_owned"):
        said["is_state_owned"] = row.value("state_owned", lambda text: cells.yes_or_no(text, "state-owned"))
    if row.columns.has("parent"):
        said["parent"] = row.number("parent", prefix)
    if row.columns.has("alias"):
        said["aliases"] = row.value("alias", _aliases)
    kinds = [held for held in (*row.columns.places, *row.columns.fixed) if held.startswith("identifier.")]
    if kinds:
        said["identifiers"] = [
            pair for held in kinds for pair in row.value(held, lambda text, k=held: _ids(text, k)) or []
        ]
    said["standings"] = _row_standings(row)
    if row.refused:
        return
    if number in parties.statements:
        _merge(row, parties, number, said)
    else:
        parties.statements[number], parties.lines[number] = said, line


def _merge(row: Cells, parties: Parties, number: str, said: dict[str, Any]) -> None:
    """Lists add up; a name, country, bank or parent that differs cannot be told apart, and the row is refused."""
    first = parties.statements[number]
    for name, value in said.items():
        if name not in LISTS and value != first[name]:
            was, now = cells.shown(str(first[name])), cells.shown(str(value))
            row.refuse(
                name, str(value), f"Number {cells.shown(number)} is on line {parties.lines[number]:,} with another"
                f" {name} ({was!r}, here {now!r}).", "Make them agree, or give each its own number.",
            )  # fmt: skip
            return
    tenses = dict([*first["standings"], *said["standings"]])
    if any(tenses[relation] != tense for relation, tense in first["standings"]):
        row.refuse(
            "standing", "", f"Number {cells.shown(number)} is present and prospective at once.", "Keep one of the two."
        )
        return
    for name in LISTS:
        if name in said:
            first[name] = [*first[name], *said[name]]
    parties.merged += 1


def _aliases(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[|;]", text)]
    return [cells.line_of_text(part, 300, "other name") for part in parts if part]


def _ids(text: str, field: str) -> list[tuple[str, str]]:
    kind = field.removeprefix("identifier.")
    parts = [part.strip() for part in re.split(r"[|;]", text)]
    return [(kind, cells.number(part, 100)) for part in parts if part]


def _row_standings(row: Cells) -> list[tuple[str, str]]:
    """What a row says it is: in one column, in a column each for relation and tense, or in one column per relation."""
    found: list[tuple[str, str]] = []
    if row.columns.has("standing"):
        found += row.value("standing", _standings) or []
    if row.columns.has("relation"):
        tense = row.text("tense")
        found += row.value("relation", lambda text: _standings(f"{tense} {text}" if tense and text else text)) or []
    for relation in ("competitor", "customer", "supplier"):
        if row.columns.has(relation):
            tense = row.value(relation, _tense)
            found += [(relation, tense)] if tense else []
    tenses = dict(found)
    if any(tenses[relation] != tense for relation, tense in found):
        row.refuse("standing", "", "One relation is present and prospective at once.", "Keep one of the two.")
    return found


def _standings(text: str) -> list[tuple[str, str]]:
    """Standings in words: `supplier`, `supplier:present`, `prospective customer; supplier`."""
    found = []
    for part in re.split(r"[,;|+]| and ", text.casefold()):
        words = re.findall(r"\w+", part)
        if not words:
            continue
        relations = [RELATIONS[word.rstrip("s")] for word in words if word.rstrip("s") in RELATIONS]
        tenses = [TENSES[word] for word in words if word in TENSES]
        if len(relations) != 1 or len(tenses) > 1 or len(relations) + len(tenses) != len(words):
            raise Refused(
                f"{cells.shown(part.strip())!r} is no standing known here.",
                "Write competitor, customer or supplier, with :present or :prospective behind it.",
            )
        found.append((relations[0], tenses[0] if tenses else "present"))
    return found


def _tense(text: str) -> str:
    """A cell of a relation's own column: yes, no, present, prospective."""
    word = text.casefold()
    return TENSES[word] if word in TENSES else "present" if cells.yes_or_no(text, "standing") else ""
