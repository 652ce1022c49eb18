"""Who has not acknowledged the policy: for officers everyone, for HR partners those of their departments."""

from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from avow.access import reads
from avow.adoptions.current import adoption_in_force, policy_in_force
from avow.certifications.acknowledging import exporting
from avow.certifications.acknowledging.listing import Counted, Listing, departments_to_read
from avow.config import clock
from avow.people.models import Person

ON_A_PAGE = 50
NOBODYS = "No HR department"
SERIES = ("Acknowledged", "Not yet", "Overdue")
NO_DEPARTMENT = "-"
"""How those without HR department are named in an address."""


class _Counted(Paginator):
    """Pages of a query whose length is known already."""

    def __init__(self, rows: object, many: int) -> None:
        super().__init__(rows, ON_A_PAGE)
        self._many = many

    @property
    def count(self) -> int:
        return self._many


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """How many of each department; who, overdue first; and who was late. Reading names is noted, once for the page."""
    person, on = request.user.person, clock.today()
    listing = Listing(policy_in_force(on), on, _departments(person, on))
    counts = listing.counts()
    department = _asked_for(request.GET.get("department", ""), counts)
    shown = [one for one in counts if department is None or one.department == department]
    is_late = request.GET.get("show") == "late"
    late = listing.late(department)
    were_late, missing = late.count(), sum(one.missing for one in shown)
    rows = late if is_late else listing.outstanding(department)
    page = _Counted(rows, were_late if is_late else missing).get_page(request.GET.get("page"))
    lines = list((listing.late_lines if is_late else listing.lines)(page.object_list))
    if lines:
        reads.note(person, exporting.SUBJECT, "who has not acknowledged", clock.now())
    context = {
        "version": listing.pack.version,
        "binds": adoption_in_force(on).from_day,
        "given": listing.given,
        "numbers": [
            ("asked", sum(one.asked for one in shown)),
            ("have acknowledged", sum(one.asked - one.missing for one in shown)),
            ("of them late", were_late),
            ("have not yet", missing),
            ("of them overdue", sum(one.overdue for one in shown)),
        ],
        "series": SERIES,
        "departments": [_row(one) for one in counts] if department is None else [],
        "department": department,
        "department_name": department or NOBODYS,
        "query": _query(department, is_late),
        "tabs": [
            ("Not yet", missing, _query(department, False), not is_late),
            ("Late", were_late, _query(department, True), is_late),
        ],
        "is_late": is_late,
        "is_officer": listing.departments is None,
        "page": page,
        "lines": [(line, line.days_late(on)) for line in lines],
        "on": on,
    }
    return render(request, "certifications/acknowledging/list.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Everyone who has not, or those of a department, as CSV. Put on record before the first byte."""
    person, on = request.user.person, clock.today()
    listing = Listing(policy_in_force(on), on, _departments(person, on))
    counts = listing.counts()
    department = _asked_for(request.POST.get("department", ""), counts)
    lines = list(listing.lines(listing.outstanding(department)))
    exporting.export(
        by=person, pack=listing.pack, department=department, count=len(lines), on=on, at=clock.now()
    )  # fmt: skip
    response = StreamingHttpResponse(exporting.as_file(lines, on), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="not-acknowledged-{on.isoformat()}.csv"'
    return response


def _departments(person: Person, on: date) -> Collection[str] | None:
    """What the person reads of; a 404 for who reads of nothing."""
    found = departments_to_read(person, on)
    if found is not None and not found:
        raise Http404
    return found


def _asked_for(name: str, counts: list[Counted]) -> str | None:
    """The department named in the address; all, where it is none that the person reads of."""
    wanted = "" if name == NO_DEPARTMENT else name
    return wanted if name and any(one.department == wanted for one in counts) else None


def _query(department: str | None, is_late: bool) -> str:
    given = {} if department is None else {"department": department or NO_DEPARTMENT}
    return urlencode(given | ({"show": "late"} if is_late else {}))


def _row(one: Counted) -> tuple[str, tuple[int, int, int], str]:
    counts = (one.asked - one.missing, one.missing - one.overdue, one.overdue)
    return one.department or NOBODYS, counts, f"?{_query(one.department, False)}"
