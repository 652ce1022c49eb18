"""What the policy says. A pack, the facts and a date go in; findings come out.

Plain Python: no Django, no clock, no network, no randomness. The day is passed in.

    pack = load(find("corporate"))                  # raises PackError: every problem with file, line, column
    judgement = judge(pack, facts, on=day, past=earlier_rows)
    judgement.findings                              # rules that came out true, each explaining itself
    judgement.questions                             # facts that are missing and could still change the answer
    pack.route(facts), pack.holds(step.when, facts), pack.in_cohort("certify", facts)

A rule is true (a finding), false (none) or unknown (a question). Unknown is None everywhere, and is never taken for no.
Numbers are Decimal; floats are refused. Facts that do not fit the pack raise FactError, which names each.
Judging reads only what it is given: the same pack, facts, rows and day always give the same judgement.
"""

from avow.policy.deciding import Route
from avow.policy.findings import Compared, FigureUsed, Finding, Judgement, Looked, Question, TotalUsed
from avow.policy.judging import history, judge
from avow.policy.loading import PackNotFound, corporate, find, load
from avow.policy.pack import Case, Clause, Fact, Kind, Pack, Rule, Step
from avow.policy.problems import FactError, PackError, Problem
from avow.policy.totals import History, normalised

__all__ = [
    "Case",
    "Clause",
    "Compared",
    "Fact",
    "FactError",
    "FigureUsed",
    "Finding",
    "History",
    "Judgement",
    "Kind",
    "Looked",
    "Pack",
    "PackError",
    "PackNotFound",
    "Problem",
    "Question",
    "Route",
    "Rule",
    "Step",
    "TotalUsed",
    "corporate",
    "find",
    "history",
    "judge",
    "load",
    "normalised",
]
