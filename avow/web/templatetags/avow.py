"""`{% load avow %}`: clauses, days, money, bars, icons and the navigation.

{% clause "4.5" %}            the number, small, a link to the clause; {% clause "4.5" as_of=day %} as it is on a day
{% says "consultations" %}    the same for the clause of the policy in force that says so; nothing if none does
{{ day|day }}                 22 November 2026, in a <time>
{{ day|weekday }}             Thursday 26 November 2026
{{ instant|moment }}          22 November 2026 at 14:05
{{ day|due:today }}           by Thursday 26 November · today · 3 days late (in red, with words)
{{ amount|money:"USD" }}      USD 1,250.00
{% bar title="…" so_far=a this=b limit=c unit="USD" days="…" %}
{% bars "By clause" "Clause" series rows %}     counts as a picture and a table; css/chart.css in the block `head`
{% columns "By month" "Month" series rows %}    the same over time
{% icon "check" %}            check · wrong · lock · person · back · plus · print; hidden from screen readers
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.config import clock
from avow.web import marking, navigation
from avow.web.bars import Bar
from avow.web.charts import Bars, Columns, Row

register = template.Library()

DAY_OF_THIS_YEAR = "j\u00a0F"
DAY = f"{DAY_OF_THIS_YEAR} Y"  # the number never parts from its month


@register.simple_tag
def clause(number: str, as_of: date | None = None) -> SafeString:
    """The clause number as a link to the clause, today or as it is on a day."""
    address = reverse("web:clause-as-of", args=[as_of, number]) if as_of else reverse("web:clause", args=[number])
    return format_html('<a class="clause" href="{}"><span class="unseen">Clause </span>{}</a>', address, number)


@register.simple_tag(takes_context=True)
def says(context: template.Context, what: str) -> SafeString | str:
    """The clause of the policy in force under which Avow does this (one of `policy.pack.CITED`), or nothing."""
    cites = _cites(context.get("request"))
    return clause(cites[what]) if what in cites else ""


def _cites(request: HttpRequest | None) -> Mapping[str, str]:
    """Looked up once for a page."""
    kept: Mapping[str, str] | None = getattr(request, "cites", None)
    if kept is None:
        try:
            kept = policy_in_force(clock.today()).cites
        except NoPolicyInForce:
            kept = {}
        if request is not None:
            request.cites = kept
    return kept


@register.filter
def day(value: date | None) -> SafeString | str:
    """22 November 2026."""
    return _time(value, DAY)


@register.filter
def weekday(value: date | None) -> SafeString | str:
    """Thursday 26 November 2026."""
    return _time(value, f"l {DAY}")


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """22 November 2026 at 14:05, in the installation's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    words = f"{date_format(local, DAY)} at {date_format(local, 'H:i')}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@register.filter
def due(value: date | None, on: date) -> SafeString | str:
    """When something is due, seen from `on`; late is said in words and shown in red."""
    if value is None:
        return ""
    days = (value - on).days
    if days < 0:
        late = "1 day late" if days == -1 else f"{-days} days late"
        return format_html('<span class="late"><time datetime="{}">{}</time></span>', value.isoformat(), late)
    if days == 0:
        words = "today"
    elif days == 1:
        words = "tomorrow"
    elif days < 7:
        words = f"by {date_format(value, 'l')}"
    elif value.year == on.year:
        words = f"by {date_format(value, DAY_OF_THIS_YEAR)}"
    else:
        words = f"by {date_format(value, DAY)}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def money(value: Decimal | str | int | None, currency: str = "") -> str:
    """1,250.00 with its currency before it, on one line."""
    if value is None or value == "":
        return ""
    try:
        amount = f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)
    return f"{currency}\u00a0{amount}" if currency else amount


@register.filter
def plainly(error: str) -> str:
    """Django's own words for a missing answer, as we would say it; other errors as they are."""
    return "Please answer this." if error == gettext("This field is required.") else error


@register.filter
def has_short_choices(field: BoundField) -> bool:
    """Whether a field has two or three choices of at most fourteen letters each: yes, no, I don't know."""
    labels = [str(label) for value, label in field.field.choices if value != ""]
    return 2 <= len(labels) <= 3 and max(map(len, labels)) <= 14


@register.filter
def words(value: str) -> list[str]:
    """The words of a text."""
    return value.split()


@register.filter
def counted(value: int) -> range:
    """1 up to and including `value`."""
    return range(1, int(value) + 1)


@register.simple_tag
def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """Old and new words with what differs marked: {% marked was now as texts %}{{ texts.0 }} {{ texts.1 }}."""
    return marking.marked(was, now)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing in the line of Heroicons, beside words that say the same; `web/icons/<name>.svg`."""
    return render_to_string(f"web/icons/{name}.svg")


@register.inclusion_tag("web/_bar.html")
def bar(title: str, so_far, limit, this=0, unit: str = "", days: str = "", words: str = "", is_share: bool = False):
    """A total against its limit, as a picture and as the same words. Amounts are numbers of `unit`. `is_share`: a part
    of a whole, which has no limit to be drawn."""
    amounts = Decimal(str(so_far)), Decimal(str(this)), Decimal(str(limit))
    return {"bar": Bar(title, *amounts, unit, days, words, is_share)}


@register.inclusion_tag("web/_bars.html")
def bars(title: str, what: str, series: Iterable[str], rows: Iterable[tuple]):
    """Counts by label, the largest first: `rows` are (label, counts by series, optionally an address)."""
    return {"chart": Bars(title, what, tuple(series), tuple(Row(*row) for row in rows))}


@register.inclusion_tag("web/_columns.html")
def columns(title: str, what: str, series: Iterable[str], rows: Iterable[tuple]):
    """Counts over time, in the order given: `rows` are (label, counts by series)."""
    return {"chart": Columns(title, what, tuple(series), tuple(Row(*row) for row in rows))}


@register.inclusion_tag("web/_navigation.html", takes_context=True, name="navigation")
def main_navigation(context):
    """Where this person may go."""
    request = context.get("request")
    places = navigation.places(request) if request is not None else []
    further = [place for place in places if not place.is_daily]
    return {"places": places, "further": further, "further_here": any(place.here for place in further)}


def _time(value: date | None, shape: str) -> SafeString | str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, shape))
