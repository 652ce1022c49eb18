"""Saved views of the register: keeping the filters under a name, renaming and removing; each sees only their own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.disclosures.acts.refusals import Refused
from avow.gifts import filtering
from avow.gifts.acts.saving_views import delete_view, rename_view, save_view
from avow.gifts.models import SavedView
from avow.gifts.views.reach import for_officers
from avow.gifts.views.register import address


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def views(request: HttpRequest) -> HttpResponse:
    """The person's own views; `act` is save, rename or delete."""
    if request.method == "POST":
        return _act(request)
    mine = SavedView.objects.filter(person=request.user.person)
    rows = [{"view": view, "words": filtering.read_text(view.query).words} for view in mine]
    return render(request, "gifts/register_views.html", {"rows": rows})


def _act(request: HttpRequest) -> HttpResponse:
    person, given = request.user.person, request.POST
    name, act = given.get("name", ""), given.get("act", "save")
    try:
        if act == "save":
            query = filtering.read_text(given.get("query", "")).query
            view = save_view(person, name, query)
            messages.success(request, f"Saved as “{view.name}”.")
            return redirect(address(view.query))
        if act == "rename":
            view = rename_view(person, name, given.get("to", ""))
            messages.success(request, f"“{name}” is now called “{view.name}”.")
        elif act == "delete" and delete_view(person, name):
            messages.success(request, f"“{name}” is removed.")
        else:
            raise Http404
    except SavedView.DoesNotExist:
        raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
        if act == "save":
            return redirect(address(filtering.read_text(given.get("query", "")).query))
    return redirect("gifts:views")
