"""What a pack is once it is loaded and checked: clauses, facts, kinds, routing, cohorts, texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from avow.policy.calendar import EachVersion, Yearly
from avow.policy.certifying import Certifying, FormQuestion
from avow.policy.deciding import Consultations, Outcome, Route, Routing
from avow.policy.expressions import Expr
from avow.policy.figures import Figure
from avow.policy.kleene import Truth, evaluate
from avow.policy.problems import FactError, nearest
from avow.policy.register import Becoming, Leave
from avow.policy.reminding import Reminding
from avow.policy.totals import Total
from avow.policy.values import Type, Value, read

FINDINGS = ("approval", "prohibited", "judgement", "note")
CITED = {
    "before_starting": "nothing begins before its decision, and what holds until then",
    "reasonable_person": "what a conflict is, and the question of the reasonable person",
    "early": "one discloses early, and what one hears of afterwards",
    "consequences": "what follows from not having done so",
    "acknowledgement": "everyone acknowledges the policy",
    "certification": "those who lead certify every year that they complied, with local HR",
    "advice": "local HR advises the compliance officer of conflicts reported on forms",
    "consultations": "each disclosure is reviewed with the person and with management",
}
"""What Avow itself does under a clause, for whichever clause of a policy says so."""
AUTHORITIES = ("compliance_officer", "chief_executive", "board_committee")
GIVEN = ("kind", "on")  # never unknown


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Fact:
    """One fact: what it is, who can tell it, who may see it, and how it is asked for.

    `short` is how a sentence speaks of it ("the share"); `label` is the question put to a person. `unasked` is what it
    is where nobody was asked; None: unknown. `called` is how a reason speaks of it where it is about somebody ("the
    grade"), `so` and `not_so` are the reasons where it is yes or no. `currency_in` is the fact that names the currency
    of this amount, where it is not that of the pack; `is_currency` is so of that fact.
    """

    name: str
    type: str
    source: str
    audience: tuple[str, ...]
    label: str
    short: str = ""
    unit: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    sensitive: bool = False
    unasked: Value = None
    currency_in: str = ""
    is_currency: bool = False
    called: str = ""
    so: str = ""
    not_so: str = ""
    kind_of_value: Type = field(default=Type("text"), repr=False)

    @property
    def labels(self) -> dict[str, str]:
        """Each choice as people read it."""
        return {choice.value: choice.label for choice in self.choices}


@dataclass(frozen=True)
class Step:
    """One step of a form: what it asks, and when it is shown."""

    id: str
    title: str
    asks: tuple[str, ...]
    text: str = ""
    when: Expr | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of disclosure."""

    id: str
    title: str
    summary: str
    example: str
    clauses: tuple[str, ...]
    group: str
    instruction: str
    register_only: bool
    steps: tuple[Step, ...]

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """Every fact that its steps may ask for."""
        return tuple(dict.fromkeys(name for step in self.steps for name in step.asks))


@dataclass(frozen=True)
class Rule:
    """A rule of a clause. `applies` reads only `kind`; `when` true is the finding, unknown a question."""

    id: str
    finding: str
    when: Expr
    says: str
    applies: Expr | None = None

    def applies_to(self, kind: str) -> bool:
        """Whether it is asked at all for this kind."""
        return self.applies is None or evaluate(self.applies, {"kind": kind}.get) is True


@dataclass(frozen=True)
class Case:
    """A worked case: what the policy says of these facts on this day. `expect` is by rule."""

    name: str
    on: date
    facts: Mapping[str, Value]
    past: tuple[Mapping[str, object], ...]
    expect: Mapping[str, str]
    asks: tuple[str, ...] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Clause:
    """One clause: its words, and where it judges, its rules, figures, totals and worked cases."""

    number: str
    slug: str
    title: str
    summary: str
    means: str
    reading: str = ""
    reading_adopted_by: str = ""
    reading_adopted_on: date | None = None
    applies: Expr | None = None
    rules: tuple[Rule, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    totals: Mapping[str, Total] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    file: str = ""

    def totals_of(self, rule: Rule) -> tuple[Total, ...]:
        """The totals that a rule reads."""
        return tuple(self.totals[name] for name in rule.when.names if name in self.totals)

    def reads(self, rule: Rule) -> tuple[str, ...]:
        """The facts that decide a rule, through its totals too; without those that are never unknown."""
        names: dict[str, None] = {}
        for name in rule.when.names:
            if name in self.totals:
                names.update(dict.fromkeys(self.totals[name].reads()))
            elif name not in self.figures:
                names[name] = None
        return tuple(name for name in names if name not in GIVEN)


@dataclass(frozen=True)
class Reading:
    """How an open word of the policy is read, by whom and since when."""

    text: str
    adopted_by: str
    adopted_on: date


@dataclass(frozen=True)
class Cohort:
    """Who is asked for something: to `acknowledge` (2.1) or to `certify` (6.1), as `asks` says.

    `with_` says with whom one certifies: "local_hr", or "" with nobody. `every` says when; None: the policy does not.
    `joiners`: until when whoever comes to belong in a running campaign is asked as well: "until_due", "until_closes",
    or "" never.
    `remind` says who is reminded when; None: nobody is.
    """

    name: str
    when: Expr
    says: str = ""
    asks: str = "acknowledge"
    clause: str = ""
    title: str = ""
    with_: str = ""
    every: Yearly | EachVersion | None = None
    cases: tuple[Case, ...] = ()
    joiners: str = ""
    remind: Reminding | None = None

    @cached_property
    def judging(self) -> Clause:
        """The cohort as the rules of a clause are read: whoever the one rule is true of is in it."""
        rule = Rule("main", "note", self.when, self.says)
        number, title = f"cohort {self.name}", self.title or self.name
        return Clause(number, self.name, title, self.says, "", rules=(rule,), cases=self.cases, file="cohorts.toml")


@dataclass(frozen=True)
class Pack:
    """A whole policy, checked. `hash` is over the name and bytes of each of its files.

    `same_party` says which other sides are one to its totals: "group" or "as_written". `cites` are the clauses under
    which Avow itself does what it does (see CITED), where the policy has such a clause. `becomings` are what can become
    of a gift afterwards, `leave` how leave to give is asked for, `refusals` polite words by language, to
    give a thing back with, and `refusals_of_invitations` those for an invitation. After
    `inspect_every_months` an officer inspects the register of gifts again; 0 where the policy does not say.
    `certifying` is the wording of the yearly form, `on_the_form` its questions.
    """

    name: str
    version: str
    hash: str
    currency: str
    in_force_from: date
    answer_within_days: int
    readings: Mapping[str, Reading]
    form: Mapping[str, str]
    decisions: Mapping[str, Outcome]
    consultation: Consultations
    facts: Mapping[str, Fact]
    kinds: Mapping[str, Kind]
    clauses: Mapping[str, Clause]
    routing: Routing
    cohorts: Mapping[str, Cohort]
    same_party: str = "group"
    cites: Mapping[str, str] = field(default_factory=dict)
    becomings: Mapping[str, Becoming] = field(default_factory=dict)
    leave: Leave | None = None
    refusals: Mapping[str, str] = field(default_factory=dict)
    refusals_of_invitations: Mapping[str, str] = field(default_factory=dict)
    inspect_every_months: int = 0
    certifying: Certifying = field(default_factory=Certifying)

    def cited(self, what: str) -> str:
        """The number of the clause under which Avow does this, in brackets after a blank; nothing if none says so."""
        number = self.cites.get(what)
        return f" ({number})" if number else ""

    @cached_property
    def on_the_form(self) -> tuple[FormQuestion, ...]:
        """The questions of the yearly form, as the policy words them; or else one for each kind, from its words."""
        if self.certifying.questions:
            return tuple(self.certifying.questions.values())
        return tuple(
            FormQuestion(
                kind.id, f"Is there anything of this sort that you have not told us yet? {kind.summary}", (kind.id,),
                kind.title, kind.example,
            )
            for kind in self.kinds.values()
            if kind.id not in self.certifying.leave_out
        )  # fmt: skip

    @cached_property
    def judging(self) -> Mapping[str, Clause]:
        """Everything that has worked cases: the clauses, and the cohorts as clauses."""
        return {**self.clauses, **{cohort.judging.number: cohort.judging for cohort in self.cohorts.values()}}

    def rules_for(self, kind: str) -> tuple[tuple[Clause, tuple[Rule, ...]], ...]:
        """The clauses that have something to ask of this kind, each with those of its rules that do."""
        found = self._rules_for.get(kind)
        if found is None:
            every = ((clause, tuple(r for r in clause.rules if r.applies_to(kind))) for clause in self.clauses.values())
            found = self._rules_for[kind] = tuple((clause, rules) for clause, rules in every if rules)
        return found

    @cached_property
    def _rules_for(self) -> dict[str, tuple[tuple[Clause, tuple[Rule, ...]], ...]]:
        return {}

    @cached_property
    def added_up(self) -> frozenset[str]:
        """The facts that totals add up: none of them may be negative."""
        totals = [total for clause in self.clauses.values() for total in clause.totals.values()]
        return frozenset(name for total in totals for name in total.sum.named("fact"))

    @cached_property
    def counted_by(self) -> frozenset[str]:
        """The facts of a row that totals read: what they add up, ask whether it counts, and keep rows apart by."""
        totals = [total for clause in self.clauses.values() for total in clause.totals.values()]
        return frozenset(name for total in totals for name in total.columns if name in self.facts)

    def unasked(self, kind: str, given: Collection[str] = ()) -> dict[str, Value]:
        """What the facts are that nobody was asked for: those that the form of this kind never asks, and that are not
        among the `given`. Only facts that a rule or a total reads of this kind; judging adds none of them by itself."""
        asked = self.kinds[kind].asks if kind in self.kinds else ()
        read = self._read_of(kind)
        return {
            name: fact.unasked
            for name, fact in self.facts.items()
            if fact.unasked is not None and name in read and name not in asked and name not in given
        }

    def _read_of(self, kind: str) -> set[str]:
        """The facts that a rule or a total reads of this kind."""
        if kind not in self._reads:
            self._reads[kind] = self._find_read(kind)
        return self._reads[kind]

    @cached_property
    def _reads(self) -> dict[str, set[str]]:
        return {}

    def _find_read(self, kind: str) -> set[str]:
        found: set[str] = set()
        for clause, rules in self.rules_for(kind):
            for rule in rules:
                found.update(clause.reads(rule))
                found.update(*(total.columns for total in clause.totals_of(rule)))
        for clause in self.clauses.values():
            for total in clause.totals.values():
                if kind in total.kinds and "kind" not in total.over:  # its rows count towards those of other kinds
                    found.update(total.columns)
        return found

    def read(self, facts: Mapping[str, object]) -> dict[str, Value]:
        """The facts in their one form, or FactError naming each that does not fit.

        Names that are not facts of the pack are errors; the keys of totals (person, party_group) may be given too.
        """
        return read_facts(self.facts, facts)

    def holds(self, expr: Expr, facts: Mapping[str, object]) -> Truth:
        """Whether an expression of this pack is so: True, False, or None when it cannot be said."""
        return evaluate(expr, self.read(facts).get)

    def route(self, facts: Mapping[str, object]) -> Route:
        """Who decides: the first row that fits. A row that may fit, but cannot be said to, stops the search visibly."""
        known = self.read(facts)
        for row in self.routing.rows:
            fits = evaluate(row.when, known.get)
            if fits:
                return row.route
            if fits is None:
                unknown = ", ".join(name for name in row.when.names if known.get(name) is None)
                because = f"Whether “{row.route.name}” fits cannot be said without: {unknown}."
                return Route("otherwise", self.routing.otherwise, because)
        return Route("otherwise", self.routing.otherwise, "No row of the routing fits.")

    def in_cohort(self, name: str, facts: Mapping[str, object], on: date | None = None) -> Truth:
        """Whether a person with these facts belongs to a cohort on this day; raises KeyError without such a cohort."""
        return evaluate(self.cohorts[name].when, {**self.read(facts), "on": on}.get)


KEY_COLUMNS = ("person", "party_group")


def read_facts(known: Mapping[str, Fact], facts: Mapping[str, object], also: tuple[str, ...] = ()) -> dict[str, Value]:
    """Each given value in its one form; raises FactError with all that do not fit, and the nearest right names."""
    result: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for name, value in facts.items():
        fact = known.get(name)
        if fact is not None:
            if value is None:
                result[name] = None
                continue
            try:
                result[name] = read(fact.kind_of_value, value)
            except ValueError as error:
                problems[name] = f"{name} {error}."
        elif name in KEY_COLUMNS or name in also:
            result[name] = value if value is None or isinstance(value, date) else str(value)
        else:
            near = nearest(str(name), known)
            problems[name] = f"There is no fact called {name}.{f' Did you mean {near}?' if near else ''}"
    if problems:
        raise FactError(problems)
    return result
