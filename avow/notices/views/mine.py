"""What was sent to oneself: the list, one mail in full, and the calendar file of its due days."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access.views import visible_or_404
from avow.config import clock
from avow.notices.calendar_file import download
from avow.notices.models import MailEnded
from avow.notices.reading import letter, title

ON_A_PAGE = 30


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The mails to the person signed in, the latest first."""
    rows = MailEnded.objects.filter(to=request.user.person).select_related("attested").order_by("-at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"mails": [(one, title(one)) for one in page], "page": page}
    return render(request, "notices/mine.html", context)


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them in full."""
    mail = _mine(request, public_id)
    return render(request, "notices/one.html", {"mail": mail, "letter": letter(mail)})


@require_safe
def calendar_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The days on which what it told of is due; a 404 where nothing is."""
    said = letter(_mine(request, public_id))
    if not said.events:
        raise Http404
    return download(said.events, clock.now())


def _mine(request: HttpRequest, public_id: str) -> MailEnded:
    rows = MailEnded.objects.filter(to=request.user.person).select_related("attested", "to")
    found: MailEnded = visible_or_404(rows, public_id=public_id)
    return found
