"""What an adopted version judges otherwise: the list to look at again, and one record of it with a remark."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access import reads
from avow.adoptions.current import pack_by_hash
from avow.config.clock import now, today
from avow.disclosures.keeping_away import keeps_away
from avow.trials import acts, said
from avow.trials.links import links
from avow.trials.models import ListMade, ToReview
from avow.trials.models.back_test import CHANGES
from avow.trials.views.reach import for_those_who_try
from avow.trials.views.trying import SAID, kind_title

ON_A_PAGE = 50


class RemarkForm(forms.Form):
    """What the officer found."""

    remark = forms.CharField(
        label="What did you find?",
        help_text="A sentence. It stays on record; nothing that was decided changes by it.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you found, in a sentence."},
    )


def _visible(request: HttpRequest):
    rows = ToReview.objects.visible_to(request.user.person, today())
    return rows.select_related("adoption__attested", "disclosure__person", "looked_at__by", "looked_at__attested")


@require_safe
@for_those_who_try
def listed(request: HttpRequest) -> HttpResponse:
    """The records of all adoptions, or of one, that wait, or that somebody looked at."""
    done = request.GET.get("show") == "done"
    rows, entry = _visible(request), request.GET.get("version", "")
    if entry.isascii() and entry.isdecimal() and len(entry) < 18:
        rows = rows.filter(adoption__attested__entry_id=int(entry))
    else:
        entry = ""
    waiting = rows.waiting().count()
    looked = rows.filter(looked_at__isnull=False)
    page = Paginator(looked if done else rows.waiting(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"row": row, **_said(row)} for row in page],
        "done": done,
        "waiting": waiting,
        "looked": looked.count(),
        "entry": entry,
        "making": _making(entry),
    }
    return render(request, "trials/look_again.html", context)


def _making(entry: str) -> bool:
    """Whether the list of this adoption is not complete yet."""
    return bool(entry) and not ListMade.objects.filter(adoption__attested__entry_id=int(entry)).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_try
def one(request: HttpRequest, entry: int, public_id: str) -> HttpResponse:
    """What the version would say of one record, beside what was said; and a remark, once."""
    person, on = request.user.person, today()
    rows = _visible(request).filter(disclosure__public_id=public_id)
    row = rows.filter(adoption__attested__entry_id=entry).first() if entry < 2**62 else None
    if row is None or keeps_away(person, row.disclosure, on):
        raise Http404
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.look_at(row, by=person, at=now(), remark=form.cleaned_data["remark"])
        except acts.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Noted: {row.disclosure.person.name}, {_said(row)['kind']}.")
            return redirect("trials:look-again")
    if request.method != "POST":
        reads.note(person, row.disclosure.subject, "to review", now())
    url = links([row.disclosure], person, on).get(row.disclosure_id)
    context = {"row": row, "form": form, "looked": getattr(row, "looked_at", None), "url": url, **_said(row)}
    sentences = said.by_clause(row) if url else {}  # for those who may open the record itself
    context["blocks"] = [(one, sentences.get(one["clause"])) for one in context["differs"]]
    return render(request, "trials/look_at.html", context, status=422 if form.errors else 200)


def _said(row: ToReview) -> dict:
    """The record's kind, and each rule that says otherwise, in words."""
    pack = pack_by_hash(row.adoption.pack_hash)
    differs = [
        {
            "clause": one["clause"],
            "title": pack.clauses[one["clause"]].title if one["clause"] in pack.clauses else "no longer in the policy",
            "change": CHANGES.get(one["change"], one["change"]),
            "was": SAID.get(one["was"], one["was"]),
            "now": SAID.get(one["now"], one["now"]),
        }
        for one in row.differs
    ]
    return {"kind": kind_title(pack, row.disclosure.kind), "differs": differs}
