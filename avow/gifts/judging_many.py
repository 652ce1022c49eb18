"""Judging many gifts at once as each would be judged by itself: the registers are read once, and each person's rows are
made ready once, from which every row is judged with itself left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from avow import policy
from avow.disclosures import computing, judging
from avow.disclosures.forms import keeping
from avow.disclosures.models import Disclosure
from avow.gifts import became
from avow.gifts.models import Became
from avow.gifts.registers import Groups, Registers, chunks
from avow.people.models import Person
from avow.policy import Pack
from avow.rates import current

if TYPE_CHECKING:
    from avow.gifts.acts.bringing_in import PastRow

PEOPLE = 200
"""People whose rows are in memory at a time."""


@dataclass(frozen=True)
class Gift:
    """A row, the disclosure made for it (not saved yet), what became of it, and how it is judged."""

    row: "PastRow"
    disclosure: Disclosure
    became: tuple[Became, ...]
    gathered: judging.Gathered
    judgement: policy.Judgement
    said: dict[str, Any]


def judge_many(pack: Pack, rows: Sequence["PastRow"], at: datetime, source: str) -> Iterator[Gift]:
    """Each row judged together with all others of its person, those that are here already among them. `source` is the
    name of the file, for saying where a fact came from."""
    ordered = sorted(rows, key=lambda row: (row.person.pk, row.on, row.line))
    by_person = [list(mine) for _, mine in groupby(ordered, key=lambda row: row.person.pk)]
    held, memo, typed = current.held(), dict[str, object](), keeping.typed(pack)
    for start in range(0, len(by_person), PEOPLE):
        some = by_person[start : start + PEOPLE]
        people = [mine[0].person for mine in some]
        sent = _sent(pack, people)
        parties = {row.counterparty.pk: row.counterparty for mine in some for row in mine if row.counterparty}
        groups = Groups({*parties, *(one.party for sents in sent.values() for one in sents if one.party is not None)})
        registers = Registers(people, parties.values(), groups)
        for mine in some:
            made = [_gathered(pack, row, registers, held, memo, at, f"the earlier register, {source}") for row in mine]
            yield from _judged(pack, made, sent.get(mine[0].person.pk, []), groups, typed)


def _sent(pack: Pack, people: Iterable[Person]) -> dict[int, list[judging.Sent]]:
    """What is here already, by person."""
    found: dict[int, list[judging.Sent]] = {}
    for some in chunks(person.pk for person in people):
        for one in judging.sent_before(pack, some):
            found.setdefault(one.version.disclosure__person_id, []).append(one)
    return found


def _gathered(
    pack: Pack,
    row: "PastRow",
    registers: Registers,
    held: current.Held,
    memo: dict[str, object],
    at: datetime,
    source: str,
) -> tuple["PastRow", Disclosure, tuple[Became, ...], judging.Gathered]:
    """Everything needed to judge one row but the other rows."""
    disclosure = Disclosure(person=row.person, kind=row.kind, started_at=at)
    said, later = answers(pack, row), tuple(_later(pack, row))
    asked = computing.Asked(pack, disclosure, said, row.on, row.counterparty, rates=held, memo=memo, is_past=True)
    computed = computing.facts(asked)
    computed |= {name: one for name, one in became.follow(pack, later, held).items() if name in pack.facts}
    around = registers.around(row.person, row.counterparty, row.on)
    gathered = judging.put_together(pack, disclosure, said, row.counterparty, around, computed, row.on, source)
    return row, disclosure, later, gathered


def _judged(
    pack: Pack,
    made: list[tuple["PastRow", Disclosure, tuple[Became, ...], judging.Gathered]],
    sent: list[judging.Sent],
    groups: Groups,
    typed: frozenset[str],
) -> Iterator[Gift]:
    """One person's rows, each judged against the others. Rows are pooled by the groups of the judged day, so that a
    history serves every day on which these parties are in the same groups."""
    parties = sorted(
        {row.counterparty.pk for row, *_ in made if row.counterparty}
        | {one.party for one in sent if one.party is not None}
    )
    histories: dict[tuple[str | None, ...], policy.History] = {}
    for row, disclosure, later, gathered in made:
        now = groups.on(row.on)
        as_grouped = tuple(now.get(party) for party in parties)
        if as_grouped not in histories:
            histories[as_grouped] = _history(pack, made, sent, dict(zip(parties, as_grouped, strict=True)), typed)
        gathered = replace(gathered, past=histories[as_grouped].without(str(row.line)))
        judgement = judging.judge(pack, gathered, explain="findings")
        yield Gift(row, disclosure, later, gathered, judgement, judging.as_json(pack, judgement, gathered, typed))


def _history(
    pack: Pack, made, sent: list[judging.Sent], group: dict[int, str | None], typed: frozenset[str]
) -> policy.History:
    rows = []
    for row, disclosure, _, gathered in made:
        key = group[row.counterparty.pk] if row.counterparty else None
        kept = {name: value for name, value in gathered.facts.items() if name in typed}
        person = disclosure.person.public_id
        one = judging.row_of(pack, person, row.kind, row.on, gathered.answers, kept, key)
        rows.append({**one, "id": str(row.line)})
    for before in sent:
        version = before.version
        key = group[before.party] if before.party is not None else None
        person = made[0][1].person.public_id
        rows.append(judging.row_of(pack, person, version.kind, version.on, version.facts, before.judged, key))
    return policy.history(pack, rows)


def answers(pack: Pack, row: "PastRow") -> dict[str, object]:
    """The row as answers to the form of its kind, as far as the policy asks for them. What the earlier register says
    nothing of stays unknown; that it was accepted, once, and has its price, is what a row in a register says."""
    price = format(row.worth, "f") if row.worth is not None else None
    asked = pack.kinds[row.kind].asks
    own_amount = {"amount": price if row.currency == pack.currency else None}
    given: dict[str, object] = {
        "other_side": row.party,
        "description": row.description or None,
        **({"worth": price, "worth_in": row.currency} if "worth" in pack.facts else own_amount),
        "received_on": row.on.isoformat(),
        "declined": row.declined,
        "occasions": "1",
    }
    if row.shared_by is not None:
        given["shared_by"] = str(row.shared_by)
    if row.estimated:
        given["estimated"] = True
    if row.worth is not None:
        given["is_favour"] = False
    return {name: value for name, value in given.items() if name in pack.facts and name in asked}


def _later(pack: Pack, row: "PastRow") -> Iterator[Became]:
    """What became of it: what was paid, on the gift's own day, and the outcome."""
    if row.paid_back:
        paying = next(one for one in became.possible(pack, row.kind) if one.pays)
        yield Became(becoming=paying.id, on=row.on, paid=row.paid_back, currency=row.currency, by=row.person)
    if row.became:
        yield Became(becoming=row.became, on=row.on, paid=None, currency="", by=row.person)
