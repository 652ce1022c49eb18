"""The outbox: officers see every mail and read it in full; administrators see numbers and failing addresses."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, is_officer
from avow.access.views import for_roles, visible_or_404
from avow.config import clock
from avow.notices.models import OUTCOMES, MailEnded
from avow.notices.reading import letter, title
from avow.notices.standing import SHOWN, standing

ON_A_PAGE = 50


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
@for_roles(*OFFICER_ROLES)
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail in full; that it was read is noted."""
    mail = visible_or_404(MailEnded.objects.select_related("attested", "to"), public_id=public_id)
    reads.note(request.user.person, mail.subject, "mail", clock.now())
    return render(request, "notices/one.html", {"mail": mail, "letter": letter(mail), "of_others": True})
