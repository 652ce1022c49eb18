"""The officer's periodic inspection of the register: what there was, looking at it and signing, and what is otherwise
since."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access import reads
from avow.config import clock, once
from avow.disclosures.acts.refusals import Refused
from avow.gifts import filtering, inspected, paging, showing
from avow.gifts.acts.inspecting import MOST, inspect, looked_at, root_of
from avow.gifts.views.reach import for_officers
from avow.gifts.views.register import SUBJECT
from avow.gifts.visibility import lines_for
from avow.policy.windows import months_before

ON_A_PAGE = 50
REFUSED = 422
FIELDS = ("since", "until", "way", "what", "finding", "mark")
"""What one may narrow an inspection by beside its days is in the address; these stand on the page."""


class SignForm(forms.Form):
    """The remark, and the name as a signature."""

    remark = forms.CharField(
        label="What did you find?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A sentence or more. It stays on record, and other officers read it.",
        error_messages={"required": "Say what you found. “Nothing stood out” is a finding too."},
    )  # fmt: skip
    name = forms.CharField(
        label="Your name", max_length=200, help_text="Typed here, it is your signature under this.",
        error_messages={"required": "Sign with your name."},
    )  # fmt: skip


@require_safe
@once.for_this_page
@for_officers
def listed(request: HttpRequest) -> HttpResponse:
    """The inspections there were, the last first, and when the next is due."""
    on = clock.today()
    there = inspected.visible_to(request.user.person, on).select_related("by", "attested")
    page = Paginator(there, ON_A_PAGE).get_page(request.GET.get("page"))
    words = inspected.words_of(page)
    rows = [{"row": row, "words": words[row.pk]} for row in page]
    context = {"page": page, "rows": rows, "last": inspected.last_of_all(), "due": inspected.due(on), "on": on}
    return render(request, "gifts/inspections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def new(request: HttpRequest) -> HttpResponse:
    """Choose the days, look at the lines, say what was found, and sign."""
    person, on = request.user.person, clock.today()
    filters = filtering.read_text(request.POST["query"]) if "query" in request.POST else filtering.read(request.GET)
    first, last = filters.given.get("since") or _first(on), filters.given.get("until") or on
    filters = filtering.read({**_as_lists(filters), "since": first.isoformat(), "until": last.isoformat()})
    lines = filtering.narrowed(lines_for(person, on), filters, on)
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = {name: value for name, value in filters.as_json().items() if name not in ("since", "until", "sort")}
        try:
            row = inspect(
                lines, by=person, first=first, last=last, filters=kept, shown=request.POST.get("root", ""),
                remark=form.cleaned_data["remark"], name=form.cleaned_data["name"], on=on, at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Signed: {row.count} line{'' if row.count == 1 else 's'}.")
            return redirect("gifts:inspection", row.public_id)
    return _page(request, filters, lines, form, {"first": first, "last": last})


def _page(request: HttpRequest, filters: filtering.Filters, lines: Any, form: SignForm, days: dict) -> HttpResponse:
    looked = looked_at(lines)
    page = paging.page(lines, filters.sort, request.GET, kinds=filters.kinds)
    if page.lines:
        reads.note(request.user.person, SUBJECT, "gifts", clock.now())
    context = {
        "filters": filters,
        "fields": [filters.form[name] for name in FIELDS if name != "mark"],
        "form": form,
        "rows": showing.lines(page.lines),
        "count": len(looked),
        "too_many": len(looked) > MOST,
        "most": MOST,
        "root": root_of(looked),
        "earlier": f"?{filters.query}&before={page.first}" if page.first else "",
        "further": f"?{filters.query}&after={page.last}" if page.last else "",
        **days,
    }
    return render(request, "gifts/inspection_new.html", context, status=REFUSED if form.errors else 200)


@require_safe
@for_officers
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One inspection: who signed what when, the remark, and whether a line is otherwise since."""
    person, on = request.user.person, clock.today()
    row = inspected.visible_to(person, on).filter(public_id=public_id).select_related("by", "attested").first()
    if row is None:
        raise Http404
    reads.note(person, SUBJECT, "inspection", clock.now())
    body = row.body()
    context = {
        "row": row,
        "words": [] if row.is_whole else inspected.narrowed_by(body),
        "signed": body["signed"] if body else row.by.name,
        "remark": body["remark"] if body else inspected.ERASED,
        "since": inspected.since(row, body, person, on),
        "most": inspected.MOST_SHOWN,
    }
    return render(request, "gifts/inspection.html", context)


def _first(on: date) -> date:
    """The day after those that inspections of everything looked at, or a year ago."""
    last = inspected.looked_through()
    return min(last + timedelta(days=1), on) if last else months_before(on, 12)


def _as_lists(filters: filtering.Filters) -> dict[str, Any]:
    return {name: value for name, value in filters.as_json().items() if name not in ("since", "until")}
