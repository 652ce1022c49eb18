"""The pages on which everyone reads the policy: whole and by clause, today and as of a day, and how it changed."""

from collections.abc import Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from avow.adoptions.current import NoPolicyInForce
from avow.adoptions.periods import Period, announced, on_day, periods
from avow.certifications.models import Acknowledgement
from avow.certifications.outstanding import is_asked
from avow.config.clock import today
from avow.policy.pack import Case, Clause
from avow.questions.finding import of_clauses
from avow.web.policy import history
from avow.web.policy.figures import country_of, figures_ever, figures_now, figures_to_come
from avow.web.policy.parts import matching, part_of, parts

SAYS = {
    "prohibited": "not allowed",
    "approval": "needs approval first",
    "judgement": "the compliance officer looks at it with you",
    "unknown": "we ask, because something is not known yet",
    "note": "something to know",
    "none": "this clause has nothing to say",
}
"""What a worked case comes to, the gravest first."""

MOST_FOUND = 50
MOST_ANNOUNCED = 3
MOST_EVENTS = 15


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The version in force, whole, and whether the reader has acknowledged it."""
    on = today()
    line = periods()
    here = _in_force(line, on)
    pack, person = here.pack, request.user.person
    mine = list(Acknowledgement.objects.filter(person=person).order_by("-on", "-pk"))
    told = next((one for one in mine if one.pack_hash == pack.hash), None)
    context = {
        "acknowledged": told,
        "before": next((one for one in mine if one.pack_hash != pack.hash), None),
        "asked": told is None and is_asked(person, pack, on),
        "announced": announced(line, on)[:MOST_ANNOUNCED],
    }
    return _read(request, here, on, context, line)


@require_safe
def policy_as_of(request: HttpRequest, day: str) -> HttpResponse:
    """The whole policy as it was, or as it is adopted to be, on a day."""
    on = _day(day)
    return _read(request, _known(on), on, {"as_of": on, "is_announced": on > today()})


def _read(request: HttpRequest, here: Period, on: date, context: dict, line: Sequence[Period] = ()) -> HttpResponse:
    """`line` is given where the values that figures will have are said as well."""
    pack = here.pack
    country = country_of(request.user.person, on)
    found = parts(pack)
    part = _part(found, request.GET.get("part", "1"))
    asked = request.GET.get("find", "").replace("\x00", "").strip()[:100]
    matches = matching(pack.clauses.values(), asked)
    last = part.number == len(found)
    context |= {
        "pack": pack,
        "adoption": here.adoption,
        "period": here,
        "parts": found if len(found) > 1 else [],
        "part": part,
        "last": last,
        "clauses": [
            (clause, figures_to_come(line, clause, on, country) if line else figures_now(clause, on, country))
            for clause in part.clauses
        ],
        "readings": [(name.replace("_", " ").capitalize(), reading) for name, reading in pack.readings.items()],
        "find": asked,
        "found": matches[:MOST_FOUND],
        "further": len(matches) - MOST_FOUND,
    }
    return render(request, "web/policy.html", context)


def _part(found: list, asked: str):
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 5 and 1 <= int(asked) <= len(found)):
        raise Http404
    return found[int(asked) - 1]


@require_safe
def clause(request: HttpRequest, number: str) -> HttpResponse:
    """One clause of the version in force, or as it last was where it is in force no more."""
    on = today()
    line = periods()
    here = _in_force(line, on)
    if number in here.pack.clauses:
        return _one(request, line, here, number, on, {})
    was = [period for period in line if number in period.pack.clauses]
    if not was:
        raise Http404
    past = [period for period in was if period.since <= on]
    shown_as = past[-1] if past else was[0]
    context = {"gone": bool(past), "to_come": not past, "as_of": shown_as.since}
    return _one(request, line, shown_as, number, on if not past else shown_as.since, context)


@require_safe
def clause_as_of(request: HttpRequest, day: str, number: str) -> HttpResponse:
    """One clause as it was, or is adopted to be, on a day."""
    on = _day(day)
    here = _known(on)
    if number not in here.pack.clauses:
        raise Http404
    return _one(request, periods(), here, number, on, {"as_of": on, "is_announced": on > today()})


def _one(request: HttpRequest, line: list, here: Period, number: str, on: date, context: dict) -> HttpResponse:
    pack = here.pack
    found = pack.clauses[number]
    numbers = list(pack.clauses)
    at = numbers.index(number)
    part = part_of(pack, number)
    events = history.of_clause(line, number)
    context |= {
        "pack": pack,
        "adoption": here.adoption,
        "period": here,
        "clause": found,
        "figures": figures_ever(found, on, country_of(request.user.person, on)),
        "several": any(len(figure.values) > 1 for figure in found.figures.values()),
        "guidance": of_clauses([number]),
        "examples": [(case.name, SAYS[comes_to(found, case)]) for case in found.cases],
        "events": events[:MOST_EVENTS],
        "first_day": events[-1].day,
        "more_events": len(events) - MOST_EVENTS,
        "today": today(),
        "before": pack.clauses[numbers[at - 1]] if at else None,
        "after": pack.clauses[numbers[at + 1]] if at + 1 < len(numbers) else None,
        "part": part if part > 1 else None,
    }
    return render(request, "web/clause.html", context)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Every adopted version with its days and what changed, the newest first; and a way to read any day's."""
    on = today()
    line = periods()
    if not line:
        raise NoPolicyInForce("No version of the policy was ever adopted.")
    asked, wrong = request.GET.get("day", "").strip(), ""
    if asked:
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            wrong = "is not a day. Choose one, or write it like 2026-03-01."
        else:
            if day >= line[0].since:
                return redirect("web:policy-as-of", day.isoformat())
            wrong = f"is before {line[0].since:%-d %B %Y}, when the first version adopted here began."
    happened = history.of_policy(line)
    days = {day: happened.get(day, []) for day in sorted({*happened, *(period.since for period in line)}, reverse=True)}
    page = Paginator(list(history.cut(days)), 1).get_page(request.GET.get("page"))
    starts = {period.since: period for period in line}
    context = {
        "page": page,
        "days": [
            (day, starts.get(day), on_day(line, day), events, goes_on, history.brought(line, day))
            for day, events, goes_on in page[0]
        ],
        "first": line[0],
        "today": on,
        "in_force": on_day(line, on),
        "day": asked[:40],
        "wrong": wrong,
    }
    return render(request, "web/policy_changes.html", context, status=422 if wrong else 200)


def comes_to(clause: Clause, case: Case) -> str:
    """The gravest of what a worked case expects of the rules of its clause."""
    finding = {rule.id: rule.finding for rule in clause.rules}
    results = {finding[rule] if result == "fires" else result for rule, result in case.expect.items()}
    return next((name for name in SAYS if name in results), "none")


def _in_force(line: list[Period], on: date) -> Period:
    found = on_day(line, on)
    if found is None:
        raise NoPolicyInForce(f"No policy is in force on {on}.")
    return found


def _known(on: date) -> Period:
    found = on_day(periods(), on)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404
