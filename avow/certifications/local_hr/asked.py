"""Those who are asked, as local HR lists them: who they are, site with shift, manager, and since when they stand where
they do.

A page is found first, by keys; what is shown of its people is read after, so that a page costs the same in a department
of a hundred thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q, QuerySet

from avow.certifications.campaigns.days import closes_of, due_of
from avow.certifications.local_hr.exemptions import holding
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign, Exempted, Place, SignedForm
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, PLACES, SIGNED, TO_CONFIRM
from avow.certifications.reminders import topic_of
from avow.notices.told import NEVER, Reminded, sent_about
from avow.people.models import Person, PersonRecord

ON_A_PAGE = 15
LONGEST = 100
TABS = {
    MISSING: "Not signed yet",
    SIGNED: "Signed",
    TO_CONFIRM: "On paper, not confirmed",
    EXEMPT: "Exempt",
    LEFT: "Left us",
}
SORTS = {
    "name": ("Name", ("who_name", "who_number")),
    "site": ("Site and shift", ("site", "shift", "who_name", "who_number")),
    "manager": ("Manager", ("manager_name", "who_name", "who_number")),
}


@dataclass(frozen=True)
class Filters:
    """What is asked of the list. Anything that does not fit is left out. `site` is words of site or shift; `at` is
    exactly a site, and `shift` exactly one of its shifts, where "" is none on record."""

    state: str = MISSING
    department: str | None = None
    text: str = ""
    site: str = ""
    manager: str = ""
    sort: str = "name"
    page: int = 1
    at: str | None = None
    shift: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filters":
        """From the query of an address; a NUL, which no text of the database can hold, is left out."""
        given = {name: given[name].replace("\0", "") for name in given}
        state, sort, page = given.get("show", ""), given.get("sort", ""), given.get("page", "")
        words = {name: " ".join(given.get(name, "").split())[:LONGEST] for name in ("text", "site", "manager")}
        return cls(
            state=state if state in PLACES else MISSING,
            department=given.get("department"),
            at=given.get("at"),
            shift=given.get("shift") if "at" in given else None,
            sort=sort if sort in SORTS else "name",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
            **words,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether fewer than everyone of the state are shown."""
        return bool(self.text or self.site or self.manager) or self.at is not None


@dataclass(frozen=True)
class Row:
    """One person of the list. `manager` is empty at the top, and where nobody said; `is_late` when they signed after
    `due`, or have not signed by then; `is_closed` when nothing is taken of them any more."""

    place: Place
    person: Person
    site: str
    manager: str
    signed: SignedForm | None
    exemption: Exempted | None
    reminded: Reminded
    due: date
    is_late: bool
    is_closed: bool


def leaves_out_own(looks: Looks, campaign: Campaign, filters: Filters) -> bool:
    """Whether the count of what is listed holds the reader's own form, which is never listed to them."""
    own = Place.objects.filter(campaign=campaign, included__person=looks.person, state=filters.state)
    if filters.department is not None:
        own = own.filter(department=filters.department)
    return any(looks.sees(department) for department in own.values_list("department", flat=True))


@dataclass(frozen=True)
class Page:
    """A page of rows, with whether there are more before and after."""

    rows: list[Row]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def page(looks: Looks, campaign: Campaign, filters: Filters) -> Page:
    """The rows asked for, of those whom this person may read of."""
    first = (filters.page - 1) * ON_A_PAGE
    rows = narrowed(looks, campaign, filters).order_by(*SORTS[filters.sort][1], "pk")
    keys = list(rows.values_list("pk", flat=True)[first : first + ON_A_PAGE + 1])
    return Page(_rows(campaign, keys[:ON_A_PAGE], looks.on), filters.page, len(keys) > ON_A_PAGE)


def narrowed(looks: Looks, campaign: Campaign, filters: Filters) -> QuerySet[Place]:
    """Those who fit, of those whom this person may read of; with what they are sorted by."""
    rows = looks.places(campaign).filter(state=filters.state)
    if filters.department is not None:
        rows = rows.filter(department=filters.department)
    rows = rows.annotate(who_name=F("included__person__name"), who_number=F("included__person__number"))
    if filters.text:
        rows = rows.filter(Q(who_name__icontains=filters.text) | Q(who_number__istartswith=filters.text))
    if filters.site or filters.manager or filters.sort in ("site", "manager") or filters.at is not None:
        rows = with_record(rows, looks.on).annotate(manager_name=F("now__manager__name"))
        if filters.site:
            rows = rows.filter(Q(site__icontains=filters.site) | Q(shift__icontains=filters.site))
        if filters.manager:
            rows = rows.filter(manager_name__icontains=filters.manager)
        for name, value in (("site", filters.at), ("shift", filters.shift)):
            if value is not None:
                nothing = Q(**{name: ""}) | Q(**{name: None})
                rows = rows.filter(Q(**{name: value}) if value else nothing)
    return rows


def with_record(rows: QuerySet[Place], on: date) -> QuerySet[Place]:
    """These with site and shift of the day, NULL where there is no record."""
    path = "included__person__records"
    now = Q(**{f"{path}__from_day__lte": on}) & (Q(**{f"{path}__to_day": None}) | Q(**{f"{path}__to_day__gt": on}))
    rows = rows.annotate(now=FilteredRelation(path, condition=now))
    return rows.annotate(site=F("now__site"), shift=F("now__shift"))


def _rows(campaign: Campaign, keys: list[int], on: date) -> list[Row]:
    places = Place.objects.select_related("included__person").in_bulk(keys)
    asked = [places[key].included for key in keys]
    records = {
        record.person_id: record
        for record in PersonRecord.objects.on(on)
        .filter(person__in=[one.person_id for one in asked])
        .select_related("manager")
    }
    signed = SignedForm.objects.filter(included__in=asked, unlocked=None).select_related("included__person")
    forms = {row.included_id: row for row in signed}
    spared = {row.included_id: row for row in holding(on).filter(included__in=asked).select_related("by")}
    reminded = sent_about([one.person_id for one in asked], topic_of(campaign))
    rows = []
    for key, one in zip(keys, asked, strict=True):
        record = records.get(one.person_id)
        manager = record.manager.name if record and record.manager_id and record.manager_id != one.person_id else ""
        site = ", ".join(filter(None, (record.site, record.shift))) if record else ""
        form = forms.get(one.pk)
        due, closes = due_of(campaign, one.asked_on), closes_of(campaign, one.asked_on)
        is_late = (form.on if form else on) > due
        told, spare = reminded.get(one.person_id, NEVER), spared.get(one.pk)
        rows.append(Row(places[key], one.person, site, manager, form, spare, told, due, is_late, on >= closes))
    return rows
