"""What the policy says of a draft before it is sent, totals included: seen by its writer, kept nowhere."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from avow.counterparties.models import Counterparty
from avow.disclosures import judging, showing
from avow.policy import Judgement, Pack
from avow.policy.problems import FactError


@dataclass(frozen=True)
class TotalSeen:
    """A running total with this one in it, against its limit."""

    title: str
    so_far: Decimal
    this: Decimal
    limit: Decimal
    unit: str
    days: str
    uncertain: int


@dataclass(frozen=True)
class Preview:
    """One line, then why."""

    outcome: str
    findings: list[dict]
    questions: list[dict]
    totals: list[TotalSeen]


def preview(writing, counterparty: Counterparty | None) -> Preview | None:
    """How the rules would judge the draft today; None when answers no longer fit the pack."""
    pack = writing.pack
    gathered = judging.gather(pack, writing.disclosure, writing.answers, counterparty, writing.on)
    try:
        judgement = judging.judge(pack, gathered)
    except FactError:
        return None
    written = judging.as_json(pack, judgement, gathered)
    return Preview(
        outcome=showing.outcome(written["findings"], written["questions"], writing.kind.register_only),
        findings=showing.for_discloser(pack, written["findings"]),
        questions=showing.open_questions(pack, written["questions"]),
        totals=_totals(pack, judgement),
    )


def _totals(pack: Pack, judgement: Judgement) -> list[TotalSeen]:
    found: dict[tuple, TotalSeen] = {}
    for looked in judgement.looked:
        (compared,) = [rule.when.names for rule in pack.clauses[looked.clause].rules if rule.id == looked.rule]
        limits = [one for one in looked.figures if one.name in compared and isinstance(one.value, Decimal)]
        for total in looked.totals:
            same = [figure for figure in limits if figure.unit == total.unit]
            if not same or not isinstance(total.known, Decimal) or not isinstance(total.before, Decimal):
                continue
            found[looked.clause, total.name] = TotalSeen(
                title=looked.title,
                so_far=total.before,
                this=total.known - total.before,
                limit=same[0].value,
                unit=total.unit,
                days=f"From {showing.day(total.after + timedelta(days=1))} to {showing.day(total.until)}",
                uncertain=total.uncertain,
            )
    return list(found.values())
