"""The outbox: officers see every mail and read it in full; administrators see numbers, failing
addresses, and which are in doubt."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from avow.access import reads
from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, is_officer
from avow.access.views import for_roles, visible_or_404
from avow.config import clock
from avow.notices.calendar_file import download
from avow.notices.models import AGAIN, ARRIVED, OUTCOMES, UNCERTAIN, Mail, MailEnded
from avow.notices.reading import letter, title
from avow.notices.sending import deciding
from avow.notices.standing import SHOWN, standing

ON_A_PAGE = 50
SAYS = {
    deciding.it_arrived: "It is on record that it arrived.",
    deciding.send_again: "It is sent again in working hours where they are, if it is still wanted then.",
}


@require_safe
@for_roles(*OFFICER_ROLES, Role.ADMINISTRATOR)
def listed(request: HttpRequest) -> HttpResponse:
    """Numbers for both; below, for officers, the mails of one outcome or of all."""
    on = clock.today()
    context: dict[str, object] = {"standing": standing(on), "reads": is_officer(request.user.person, on)}
    if context["reads"]:
        outcome = request.GET.get("outcome", "")
        rows = MailEnded.objects.select_related("attested", "to").order_by("-at", "-pk")
        rows = rows.filter(outcome=outcome) if outcome in OUTCOMES else rows
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "mails": [(one, title(one)) for one in page],
            "outcome": outcome if outcome in OUTCOMES else "",
            "outcomes": [(name, OUTCOMES[name]) for name in SHOWN],
        }
    return render(request, "notices/outbox.html", context)


@require_safe
@for_roles(*OFFICER_ROLES, Role.ADMINISTRATOR)
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail in full; that it was read is noted. An administrator sees one in doubt, without what it says."""
    mail, reads_it = _mail(request, public_id)
    context: dict[str, object] = {"mail": mail, "again": _again(mail)}
    if not reads_it:
        return render(request, "notices/doubt.html", context)
    reads.note(request.user.person, mail.subject, "mail", clock.now())
    return render(request, "notices/one.html", {**context, "letter": letter(mail), "of_others": True})


@require_safe
@for_roles(*OFFICER_ROLES)
def calendar_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The calendar file that came with a mail, for whoever reads the mail; that it was read is noted. A 404 where none
    did."""
    mail, reads_it = _mail(request, public_id)
    said = letter(mail)
    if not (reads_it and said.events):
        raise Http404
    reads.note(request.user.person, mail.subject, "mail", clock.now())
    return download(said.events, clock.now())


@require_POST
@for_roles(*OFFICER_ROLES, Role.ADMINISTRATOR)
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say of one in doubt that it arrived, or have it sent again."""
    mail, _ = _mail(request, public_id)
    act = {ARRIVED: deciding.it_arrived, AGAIN: deciding.send_again}.get(request.POST.get("decision", ""))
    if act is None:
        raise Http404
    try:
        act(mail, by=request.user.person, on=clock.today(), at=clock.now())
    except deciding.Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, SAYS[act])
    return redirect("notices:outbox_one", public_id)


def _mail(request: HttpRequest, public_id: str) -> tuple[MailEnded, bool]:
    """The mail, and whether what it says is shown: to officers. Administrators reach those that were in doubt."""
    rows = MailEnded.objects.select_related("attested", "to", "settled__by")
    shown = is_officer(request.user.person, clock.today())
    found: MailEnded = visible_or_404(rows if shown else rows.filter(outcome=UNCERTAIN), public_id=public_id)
    return found, shown


def _again(mail: MailEnded) -> dict[str, object]:
    """What became of sending it again: where it is on its way, or ended."""
    number = mail.settled.again if hasattr(mail, "settled") else ""
    return {
        "under_way": bool(number) and Mail.objects.filter(public_id=number, next_try_at__isnull=False).exists(),
        "ended": MailEnded.objects.filter(public_id=number).first() if number else None,
    }
