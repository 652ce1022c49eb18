"""Trying a proposal on the past: asking, how far it is, what came of it, and the list to look into."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access import reads
from avow.adoptions.current import proposed_pack
from avow.config.clock import now, today
from avow.policy.figure_names import with_number
from avow.policy.pack import Pack
from avow.policy.values import Type, read, shown
from avow.trials import acts, reading
from avow.trials.forms.trying import TryForm
from avow.trials.links import links
from avow.trials.models import BackTest
from avow.trials.models.back_test import AGAINST, CHANGES, GROUPS, added_up
from avow.trials.views.proposal import frame
from avow.trials.views.reach import back_test_or_404, for_those_who_try, proposal_or_404

ON_A_PAGE = 50
MOST_MONTHS = 48
MOST_IN_HEADLINE = 2
SERIES = {
    "Says more than it did": ("newly_found", "newly_asked", "question_becomes_finding"),
    "Says less than it did": ("no_longer_found", "no_longer_asked", "finding_becomes_question"),
    "Says something else": ("found_as_another",),
}
"""How a picture puts the seven ways in which a rule can come out otherwise."""
SAID = {
    "none": "nothing",
    "unknown": "a question",
    "prohibited": "not allowed",
    "approval": "needs approval",
    "judgement": "someone judges",
    "note": "something to know",
}
MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)
TO = "records/"
"""Where the records of a result are, seen from its page."""
FILTERS = ("clause", "kind", "grade", "change")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_try
def tried(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was asked so far, and a form to ask."""
    proposal = proposal_or_404(request, public_id)
    pack = proposed_pack(proposal)
    form = TryForm(request.POST or None, pack=pack)
    if request.method == "POST" and form.is_valid():
        try:
            test = acts.ask(proposal, form.question, by=request.user.person, at=now())
        except acts.Refused as refused:
            messages.error(request, str(refused))
            return redirect("trials:tried", public_id)
        return redirect("trials:result", public_id, test.public_id)
    tests = BackTest.objects.visible_to(request.user.person, today()).filter(proposal=proposal)
    page = Paginator(tests.select_related("asked_by"), ON_A_PAGE).get_page(request.GET.get("page"))
    asked = [(test, question_in_words(test, pack)) for test in page]
    context = frame(request, proposal, "tried") | {"form": form, "page": page, "tests": asked}
    return render(request, "trials/tried.html", context, status=422 if form.errors else 200)


@require_safe
@for_those_who_try
def result(request: HttpRequest, public_id: str, test_id: str) -> HttpResponse:
    """How far it is; once it is there, what came of it as pictures and tables."""
    proposal, person, on = proposal_or_404(request, public_id), request.user.person, today()
    test = back_test_or_404(request, proposal, test_id)
    pack = proposed_pack(proposal)
    context = frame(request, proposal, "tried") | {"test": test, "asked": question_in_words(test, pack), "at": now()}
    if not test.is_finished:
        done, total = reading.read_so_far(test, person, on)
        return render(request, "trials/running.html", context | {"done": done, "total": total})
    reads.note(person, test.subject, "back-test", now())
    cells = reading.cells(test, person, on)
    judged, left_out = reading.judged(test, person, on, pack.kinds)
    context |= {
        "judged": judged,
        "otherwise": reading.how_many(test, person, on),
        "left_out": sorted(left_out.items(), key=lambda item: -item[1]),
        "series": list(SERIES),
        "pictures": _pictures(cells, pack),
        "what_if": what_if(test, pack),
        "months": months(cells),
    }
    response = render(request, "trials/result.html", context)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"  # it was running when this page was opened
    return response


@require_safe
@for_those_who_try
def records(request: HttpRequest, public_id: str, test_id: str) -> HttpResponse:
    """Each rule that says otherwise of a record; a link where the reader may open it."""
    proposal, person, on = proposal_or_404(request, public_id), request.user.person, today()
    test = back_test_or_404(request, proposal, test_id)
    if not test.is_finished:
        return redirect("trials:result", public_id, test_id)
    reads.note(person, test.subject, "back-test, records", now())
    pack = proposed_pack(proposal)
    cells = reading.cells(test, person, on)
    chosen = {name: request.GET.get(name, "").replace("\x00", "")[:100] for name in FILTERS if name in request.GET}
    rows = reading.rows(test, person, on)
    for name, value in chosen.items():
        if value:
            rows = rows.filter(**{name: "" if value == "-" else value})
    month = MONTH.fullmatch(request.GET.get("month", ""))
    if month:
        rows = rows.filter(on__year=int(month[1]), on__month=int(month[2]))
        chosen["month"] = month[0]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    to = links([row.disclosure for row in page], person, on)
    context = frame(request, proposal, "tried") | {
        "test": test,
        "page": page,
        "rows": [
            {
                "row": row,
                "url": to.get(row.disclosure_id),
                "kind": kind_title(pack, row.kind),
                "was": SAID.get(row.was, row.was),
                "now": SAID.get(row.now, row.now),
            }
            for row in page
        ],
        "choices": _choices(cells, pack, chosen),
        "chosen": urlencode({name: value for name, value in chosen.items() if value}),
    }
    return render(request, "trials/records.html", context)


def question_in_words(test: BackTest, pack: Pack) -> list[tuple[str, str]]:
    """What was asked, label and answer."""
    asked = test.question
    days = " ".join(
        f"{word} {_day(asked[key])}" for word, key in (("from", "since"), ("until", "until")) if asked.get(key)
    )
    found = [
        ("Compared with", AGAINST.get(asked.get("against", ""), "")),
        ("Days", days or "all there are"),
        ("Corporate groups", GROUPS.get(asked.get("groups", ""), "")),
        ("Figures", "from their own day on" if asked.get("as_dated") else "as if they had always been so"),
    ]
    other = other_figures(test, pack)
    if other:
        found.append(("With other figures", ", ".join(f"{words}: {value}" for words, value in other)))
    return found


def other_figures(test: BackTest, pack: Pack) -> list[tuple[str, str]]:
    """The figures that were changed for the trial: what each is called, and its value."""
    found = []
    for key, value in (test.question.get("figures") or {}).items():
        number, _, name = key.rpartition(".")
        clause = pack.clauses.get(number)
        if clause is None or name not in clause.figures:  # it could not be tried, and says so itself
            found.append((key, value))
            continue
        figure = clause.figures[name]
        found.append((with_number(clause, figure), shown(figure.type, read(figure.type, value))))
    return found


def what_if(test: BackTest, pack: Pack) -> str:
    """The beginning of the headline where figures were changed: With USD 10.00 for one party in any twelve months."""
    other = other_figures(test, pack)
    if len(other) > MOST_IN_HEADLINE:
        return f"With {len(other)} other figures"
    return f"With {' and '.join(f'{value} for {words}' for words, value in other)}" if other else ""


def _day(text: str) -> str:
    return shown(Type("date"), date.fromisoformat(text))


def kind_title(pack: Pack, kind: str) -> str:
    """What a kind of disclosure is called, where the version has it."""
    return pack.kinds[kind].title if kind in pack.kinds else kind.replace("_", " ")


def counts(cells: Iterable[dict], name: str) -> dict[str, tuple[int, ...]]:
    """For each value of one key, the counts of each series."""
    found: dict[str, list[int]] = {}
    for (value, change), count in added_up(list(cells), name, "change").items():
        row = found.setdefault(value, [0] * len(SERIES))
        for place, codes in enumerate(SERIES.values()):
            if change in codes:
                row[place] += count
    return {value: tuple(row) for value, row in found.items()}


def months(cells: list[dict]) -> dict:
    """The counts by month without gaps; by year where the months are too many for a picture."""
    found = counts(cells, "month")
    if not found:
        return {"what": "Month", "rows": []}
    first, last = min(found), max(found)
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    none = (0,) * len(SERIES)
    if end - start < MOST_MONTHS:
        names = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
        rows = [
            (
                f"{date(int(name[:4]), int(name[5:]), 1):%B %Y}",
                found.get(name, none),
                f"{TO}?month={name}" if name in found else "",
            )
            for name in names
        ]
        return {"what": "Month", "rows": rows}
    years = counts([{**cell, "month": cell["month"][:4]} for cell in cells], "month")
    return {
        "what": "Year",
        "rows": [(str(year), years.get(str(year), none)) for year in range(start // 12, end // 12 + 1)],
    }


def _pictures(cells: list[dict], pack: Pack) -> list[dict]:
    titles = {number: f"{number} {clause.title}" for number, clause in pack.clauses.items()}
    named = {
        "clause": lambda value: titles.get(value, f"{value}, no longer in the policy"),
        "kind": lambda value: kind_title(pack, value),
        "grade": lambda value: value or "No grade known",
    }
    return [
        {
            "title": f"By {name}",
            "what": name.capitalize(),
            "rows": [
                (named[name](value), numbers, f"{TO}?{urlencode({name: value or '-'})}")
                for value, numbers in counts(cells, name).items()
            ],
        }
        for name in named
    ]


def _choices(cells: list[dict], pack: Pack, chosen: dict[str, str]) -> list[dict]:
    """What the list can be narrowed to, with how many there are of each."""
    words = {
        "clause": lambda value: value,
        "kind": lambda value: kind_title(pack, value),
        "grade": lambda value: value or "no grade known",
        "change": lambda value: CHANGES.get(value, value),
    }
    labels = {"clause": "Clause", "kind": "Kind", "grade": "Grade", "change": "How"}
    return [
        {
            "name": name,
            "label": labels[name],
            "options": [
                (value or "-", f"{words[name](value)} ({count})", chosen.get(name) == (value or "-"))
                for (value,), count in added_up(cells, name).items()
            ],
        }
        for name in FILTERS
    ]
