"""What pages need to show a thing only to those who may see it, and the pages of administration."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.access import acts, roles
from avow.access.acts import NotAllowed
from avow.access.forms import ProposeRoleForm
from avow.access.models import Account, Role, RoleGrant, RoleProposal
from avow.access.roles import here
from avow.config.clock import now, today
from avow.people.models import Person

PEOPLE_ON_A_PAGE = 100


def visible_or_404(queryset: QuerySet, **lookup: object):
    """The one row of an already narrowed queryset (`….visible_to(person, on)`), or a 404.

    One query, whether the row does not exist or is not visible; the page of the 404 is the same.
    """
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def for_roles(*allowed: str):
    """A page for those who hold one of the roles; for anyone else there is nothing at this address."""

    def decorate(view):
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if roles.roles_of(request.user.person, today()).isdisjoint(allowed):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


@require_GET
@for_roles(Role.ADMINISTRATOR)
def administration(request: HttpRequest) -> HttpResponse:
    """Who holds which role, what waits for a second person, and a form to propose."""
    return _administration(request, ProposeRoleForm())


@require_POST
@for_roles(Role.ADMINISTRATOR)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a role."""
    form = ProposeRoleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            proposal = acts.propose_role(
                given["person"], given["role"], request.user.person, today(), now(), given["department"]
            )
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"Proposed: {proposal.person.name} as {proposal.get_role_display()}. A second person confirms it.",
            )
            return redirect("access:administration")
    return _administration(request, form, status=422)


@require_http_methods(["GET", "POST"])
@for_roles(Role.ADMINISTRATOR)
def end(request: HttpRequest) -> HttpResponse:
    """Ask once, then end a role from today."""
    given = request.POST if request.method == "POST" else request.GET
    grant = _one(RoleGrant.objects.on(today()).select_related("person"), given.get("grant"))
    if request.method == "GET":
        return render(request, "access/end.html", {"grant": grant})
    try:
        acts.end_role(grant, request.user.person, today(), now())
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{grant.person.name} is no longer {grant.get_role_display()}.")
    return redirect("access:administration")


@require_http_methods(["GET", "POST"])
@for_roles(*roles.MAY_CONFIRM)
def proposals(request: HttpRequest) -> HttpResponse:
    """Roles that wait for a second person: confirm or refuse."""
    if request.method == "POST":
        return _answer(request)
    waiting = [(row, _why_not_confirm(request.user.person, row)) for row in waiting_proposals()]
    return render(request, "access/proposals.html", {"waiting": waiting})


@require_GET
@for_roles(Role.ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    """Everyone by name, with the state of their account."""
    asked = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    rows = Person.objects.select_related("account").order_by("name", "number")
    if asked:
        rows = rows.filter(Q(name__icontains=asked) | Q(number__istartswith=asked))
    page = Paginator(rows, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    listed = [(person, account_state(person)) for person in page]
    return render(request, "access/people.html", {"page": page, "listed": listed, "asked": asked})


def account_state(person: Person) -> str:
    """In words, whether the person can sign in today."""
    account: Account | None = getattr(person, "account", None)
    if account is None:
        return "no account"
    if account.closed_at is not None:
        return "account closed"
    if not here(person, today()):
        return "has left, cannot sign in"
    return "can sign in" if account.has_usable_password() else "no password yet"


def waiting_proposals() -> QuerySet:
    """The proposals nobody has confirmed or refused."""
    waiting = RoleProposal.objects.filter(grant__isnull=True, ended__isnull=True)
    return waiting.select_related("person", "proposed_by").order_by("pk")


def _administration(request: HttpRequest, form: ProposeRoleForm, status: int = 200) -> HttpResponse:
    on = today()
    grants = RoleGrant.objects.on(on).select_related("person", "proposed_by", "confirmed_by")
    by_role = [
        (Role(role).label, [row for row in grants.order_by("person__name", "pk") if row.role == role])
        for role in Role.values
    ]
    context = {"by_role": by_role, "waiting": waiting_proposals(), "form": form, "accounts": Account.objects.count()}
    return render(request, "access/administration.html", context, status=status)


def _answer(request: HttpRequest) -> HttpResponse:
    proposal = _one(RoleProposal.objects.select_related("person"), request.POST.get("proposal"))
    words = f"{proposal.person.name} as {proposal.get_role_display()}"
    try:
        if request.POST.get("answer") == "refuse":
            acts.take_back_proposal(proposal, request.user.person, today(), now())
            messages.success(request, f"Refused: {words}.")
        elif request.POST.get("answer") == "confirm":
            acts.confirm_role(proposal, request.user.person, today(), now())
            messages.success(request, f"Confirmed: {words}.")
        else:
            messages.error(request, "Choose whether to confirm or to refuse. Nothing was changed.")
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("access:proposals")


def _why_not_confirm(person: Person, proposal: RoleProposal) -> str:
    if person == proposal.person:
        return "This is your own. Someone else confirms it."
    if person == proposal.proposed_by:
        return "You proposed this. A second person confirms it."
    return ""


def _one(rows: QuerySet, key: str | None):
    if not key or not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    return visible_or_404(rows, pk=int(key))
