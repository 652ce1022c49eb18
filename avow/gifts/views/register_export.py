"""The register as a file: what is filtered, every line of it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from avow.config import clock
from avow.gifts import exporting, filtering
from avow.gifts.acts.exporting import export
from avow.gifts.views.reach import for_officers
from avow.gifts.visibility import lines_for

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
@for_officers
def file(request: HttpRequest) -> HttpResponseBase:
    """`as` is xlsx or csv, `query` what stands in the address of the register. Put on record before the first byte."""
    person, on, form = request.user.person, clock.today(), request.POST.get("as", "")
    if form not in ("xlsx", "csv"):
        raise Http404
    filters = filtering.read_text(request.POST.get("query", ""))
    keys = exporting.chosen(filtering.narrowed(lines_for(person, on), filters, on), filters.sort)
    export(by=person, form=form, filters=filters.as_json(), count=len(keys), on=on, at=clock.now())
    name = f"gifts-{on.isoformat()}.{form}"
    if form == "xlsx":
        made = exporting.as_spreadsheet(exporting.rows(keys))
        return FileResponse(made, as_attachment=True, filename=name, content_type=SPREADSHEET)
    response = StreamingHttpResponse(exporting.as_csv(exporting.rows(keys)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
