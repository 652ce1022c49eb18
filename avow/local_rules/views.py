"""The rules of one's own site, for everyone; all of them, making and ending them, for officers."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.local_rules import acts, holding, telling, verdict
from avow.local_rules.forms import EndForm, RuleForm
from avow.local_rules.models import LocalRule

ON_A_PAGE = 50
REFUSED = 422
TABS = {"": "Hold today", "to-come": "To come", "ended": "Ended"}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The rules of one's own site today; for officers those of all sites, also what is to come and what has ended."""
    on, person = clock.today(), request.user.person
    kinds = {kind.id: kind.title for kind in policy_in_force(on).kinds.values()}
    if not is_officer(person, on):
        rules = [(telling.told(rule), _about(rule, kinds)) for rule in holding.of_person(person, on)]
        return render(request, "local_rules/own.html", {"rules": rules, "record": person.record(on), "on": on})
    tab = request.GET.get("show", "")
    if tab not in TABS:
        tab = ""
    pages = {name: Paginator(_of(name, on), ON_A_PAGE) for name in TABS}
    page = pages[tab].get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [(name, words, pages[name].count) for name, words in TABS.items()],
        "page": page,
        "rows": [(rule, telling.does_of(rule), telling.days_of(rule), _about(rule, kinds)) for rule in page],
    }
    return render(request, "local_rules/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a rule that local management made."""
    on = _officers_today(request)
    form = RuleForm(policy_in_force(on), on, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rule = acts.make_rule(by=request.user.person, on=on, at=clock.now(), **form.cleaned_data)
        except acts.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"“{rule.name}” is on record. People of {rule.place} read it from now on.")
            return redirect("local_rules:one", rule.public_id)
    unjudged = [kind.title for kind in _register(on) if not verdict.is_judged(policy_in_force(on), kind.id)]
    context = {"form": form, "unjudged": unjudged}
    return render(request, "local_rules/new.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One rule with all that is on record of it; a POST ends it."""
    on = _officers_today(request)
    rule = LocalRule.objects.select_related("attested__entry", "by", "ending_told__by").filter(public_id=public_id)
    if (found := rule.first()) is None:
        raise Http404
    form = EndForm(on, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ended = acts.end_rule(found, by=request.user.person, on=on, at=clock.now(), **form.cleaned_data)
        except acts.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"“{ended.name}”: {telling.days_of(ended)}.")
            return redirect("local_rules:one", public_id)
    kinds = {kind.id: kind.title for kind in policy_in_force(on).kinds.values()}
    context = {
        "rule": found,
        "told": telling.told(found),
        "rows": _rows(found, kinds),
        "ending": getattr(found, "ending_told", None),
        "form": form,
    }
    return render(request, "local_rules/one.html", context, status=REFUSED if form.errors else 200)


def _of(tab: str, on: date):
    """The rules of one list, in order of place."""
    never = Q(to_day=F("from_day"))
    lists = {
        "": LocalRule.objects.on(on),
        "to-come": LocalRule.objects.filter(from_day__gt=on).exclude(never),
        "ended": LocalRule.objects.filter(Q(to_day__lte=on) | never).order_by("-to_day", "-pk"),
    }
    return lists[tab]


def _about(rule: LocalRule, kinds: dict[str, str]) -> str:
    """What it is about, as the forms call it."""
    return ", ".join(kinds.get(kind, kind) for kind in rule.kinds)


def _rows(rule: LocalRule, kinds: dict[str, str]) -> list[dict[str, str]]:
    days = telling.days_of(rule)
    return [
        {"label": "Where", "value": rule.place[:1].upper() + rule.place[1:]},
        {"label": "About", "value": "\n".join(kinds.get(kind, kind) for kind in rule.kinds)},
        {"label": "What it does", "value": telling.does_of(rule)},
        {"label": "Holds", "value": days[:1].upper() + days[1:]},
        {"label": "Decided by", "value": rule.decided_by()},
        {"label": "Entered by", "value": f"{rule.by.name}, on {telling.day(rule.attested.entry.at.date())}"},
    ]


def _register(on: date):
    return [kind for kind in policy_in_force(on).kinds.values() if kind.register_only]


def _officers_today(request: HttpRequest) -> date:
    """Today, for officers; nobody else learns that there is such a page."""
    on = clock.today()
    if not is_officer(request.user.person, on):
        raise Http404
    return on
