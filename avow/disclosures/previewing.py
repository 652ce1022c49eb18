"""What the policy says of a draft before it is sent, totals included: seen by its writer, kept nowhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from avow.counterparties.models import Counterparty
from avow.disclosures import judging, showing
from avow.disclosures.forms.other_side import FACT, NOT_KNOWN, OtherSide
from avow.disclosures.models import Disclosure
from avow.people.models import Person
from avow.policy import Judgement, Pack, TotalUsed
from avow.policy.problems import FactError
from avow.policy.totals import Total


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
    """One line, then why. `unsaid` is what is said of sums while it is open who the other side is,
    `ahead` what rooms above say that it would do to something else."""

    outcome: str
    findings: list[dict]
    questions: list[dict]
    totals: list[TotalSeen]
    unsaid: str = ""
    ahead: tuple[str, ...] = ()


Source = Callable[[Pack, Disclosure, judging.Gathered, Counterparty | None], Iterable[str]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let a room above say what else a draft would do, in sentences; registering the same one twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


_may_find_out: list[Callable[[Person, date], bool]] = []


def let_find_out(source: Callable[[Person, date], bool]) -> None:
    """Let a room above say whether anybody may find out who the other side of this person's entries is."""
    if source not in _may_find_out:
        _may_find_out.append(source)


def preview(writing, counterparty: Counterparty | None) -> Preview | None:
    """How the rules would judge the draft today; None when answers no longer fit the pack."""
    pack = writing.pack
    gathered = judging.gather(pack, writing.disclosure, writing.answers, counterparty, writing.on)
    try:
        judgement = judging.judge(pack, gathered)
    except FactError:
        return None
    written = judging.as_json(pack, judgement, gathered)
    unsaid = ""
    person, is_said = writing.disclosure.person, counterparty is not None or writing.resolved is not None
    if writing.kind.register_only and not is_said and all(may(person, writing.on) for may in _may_find_out):
        name = str(gathered.answers.get(FACT) or "")
        unsaid = NOT_KNOWN if OtherSide(text=name, on=writing.on).is_left_open else ""
    outcome = showing.outcome(written["findings"], written["questions"], writing.kind.register_only)
    return Preview(
        outcome=showing.unless_open(outcome, unsaid, written["findings"], written["questions"]),
        findings=showing.for_discloser(pack, written["findings"]),
        questions=showing.open_questions(pack, written["questions"]),
        totals=_totals(pack, judgement, gathered.facts, is_open=bool(unsaid)),
        unsaid=unsaid,
        ahead=()
        if unsaid
        else tuple(says for source in _sources for says in source(pack, writing.disclosure, gathered, counterparty)),
    )


def _totals(pack: Pack, judgement: Judgement, facts: Mapping[str, object], is_open: bool = False) -> list[TotalSeen]:
    """Each total that a rule compares with a limit, where anything adds up; none with a party that is not known yet."""
    found: dict[tuple, TotalSeen] = {}
    for looked in judgement.looked:
        clause = pack.clauses[looked.clause]
        (compared,) = [rule.when.names for rule in clause.rules if rule.id == looked.rule]
        limits = [one for one in looked.figures if one.name in compared and isinstance(one.value, Decimal)]
        for total in looked.totals:
            same = [figure for figure in limits if figure.unit == total.unit]
            if is_open and "party_group" in clause.totals[total.name].over:
                continue
            if not same or not isinstance(total.known, Decimal) or not isinstance(total.before, Decimal):
                continue
            if not (total.known or total.before or total.uncertain):
                continue
            words = total.name.replace("_", " ")
            found[looked.clause, total.name] = TotalSeen(
                title=looked.title if len(clause.totals) == 1 else f"{looked.title}: {words}",
                so_far=total.before,
                this=total.known - total.before,
                limit=same[0].value,
                unit=total.unit,
                days=_days(pack, clause.totals[total.name], total, facts),
                uncertain=total.uncertain,
            )
    return list(found.values())


def _days(pack: Pack, total: Total, counted: TotalUsed, facts: Mapping[str, object]) -> str:
    """Which days are added up: those of the window, or the one day that tells its rows apart."""
    for name in total.over:
        if name in pack.facts and pack.facts[name].type == "date" and isinstance(facts.get(name), str):
            return f"On {showing.day(date.fromisoformat(str(facts[name])))}"
    return f"From {showing.day(counted.after + timedelta(days=1))} to {showing.day(counted.until)}"
