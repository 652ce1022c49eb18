"""The policy as everyone reads it: each clause in our words, what it means, its figures and readings."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions.current import adoption_in_force, pack_by_hash
from avow.certifications.models import Acknowledgement
from avow.certifications.outstanding import is_asked
from avow.config.clock import today
from avow.people.models import Person
from avow.policy.pack import Case, Clause
from avow.policy.values import shown

SAYS = {
    "prohibited": "not allowed",
    "approval": "needs approval first",
    "judgement": "the compliance officer looks at it with you",
    "unknown": "we ask, because something is not known yet",
    "note": "something to know",
    "none": "this clause has nothing to say",
}
"""What a worked case comes to, the gravest first."""


@dataclass(frozen=True)
class FigureLine:
    """One value of a figure as people read it."""

    name: str
    value: str
    since: date
    country: str | None
    reference: str
    counts_now: bool


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The version in force, whole, and whether the reader has acknowledged it."""
    on = today()
    adoption = adoption_in_force(on)
    pack, person = pack_by_hash(adoption.pack_hash), request.user.person
    country = country_of(person, on)
    mine = list(Acknowledgement.objects.filter(person=person).order_by("-on", "-pk"))
    told = next((one for one in mine if one.pack_hash == pack.hash), None)
    context = {
        "pack": pack,
        "adoption": adoption,
        "clauses": [(clause, figures_now(clause, on, country)) for clause in pack.clauses.values()],
        "readings": [(name.replace("_", " ").capitalize(), reading) for name, reading in pack.readings.items()],
        "acknowledged": told,
        "before": next((one for one in mine if one.pack_hash != pack.hash), None),
        "asked": told is None and is_asked(person, pack, on),
    }
    return render(request, "web/policy.html", context)


@require_safe
def clause(request: HttpRequest, number: str) -> HttpResponse:
    """One clause of the version in force, with every value its figures ever had, and its worked examples."""
    on = today()
    adoption = adoption_in_force(on)
    pack = pack_by_hash(adoption.pack_hash)
    found = pack.clauses.get(number)
    if found is None:
        raise Http404
    numbers = list(pack.clauses)
    at = numbers.index(number)
    context = {
        "pack": pack,
        "adoption": adoption,
        "clause": found,
        "figures": figures_ever(found, on, country_of(request.user.person, on)),
        "several": any(len(figure.values) > 1 for figure in found.figures.values()),
        "examples": [(case.name, SAYS[comes_to(found, case)]) for case in found.cases],
        "before": pack.clauses[numbers[at - 1]] if at else None,
        "after": pack.clauses[numbers[at + 1]] if at + 1 < len(numbers) else None,
    }
    return render(request, "web/clause.html", context)


def country_of(person: Person, on: date) -> str | None:
    """Where the person's employer is, as the figures need it."""
    record = person.record(on)
    return record.country or None if record else None


def figures_now(clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """Each figure of the clause as it counts today for someone in the country."""
    return [line for line in figures_ever(clause, on, country) if line.counts_now]


def figures_ever(clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """Each value that each figure of the clause ever had or is going to have."""
    return [
        FigureLine(
            name=figure.name.replace("_", " "),
            value=shown(figure.type, value.value),
            since=value.since,
            country=value.country,
            reference=figure.reference,
            counts_now=value == figure.on(on, country),
        )
        for figure in clause.figures.values()
        for value in figure.values
    ]


def comes_to(clause: Clause, case: Case) -> str:
    """The gravest of what a worked case expects of the rules of its clause."""
    finding = {rule.id: rule.finding for rule in clause.rules}
    results = {finding[rule] if result == "fires" else result for rule, result in case.expect.items()}
    return next((name for name in SAYS if name in results), "none")
