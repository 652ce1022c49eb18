"""The yearly certification at Kestrel Pumps: last year's is closed, this year's is in its third week."""

from collections.abc import Callable
from datetime import date, timedelta

from avow.adoptions.current import adoption_in_force, policy_in_force
from avow.certifications.acts import acknowledge
from avow.certifications.campaigns import acts as campaigns
from avow.certifications.campaigns import following, freezing
from avow.certifications.local_hr import acts as local_hr
from avow.certifications.local_hr.conflicts import not_advised
from avow.certifications.models import Campaign, Included
from avow.demo.forms import asked, signed, signed_at_the_kiosk, signed_on_paper
from avow.notices import gathering
from avow.notices.sending import work
from avow.people import acts as people
from avow.people.models import Person

OPENED = 20
"""Days ago; due ten days from today, so that the first reminders have gone."""
PARTNERS = {"HR Akron": "K-005", "HR Ulm": "K-023"}
NOT_LAST_YEAR = "K-026"
"""Whose form of last year is missing to this day."""
SIGNED = [("K-020", 19), ("K-021", 19), ("K-025", 18), ("K-030", 18), ("K-031", 17), ("K-026", 17), ("K-018", 16),
          ("K-032", 14), ("K-016", 13)]  # fmt: skip
"""Who signed how many days ago, at their desk."""


def everyone_read_the_policy(story) -> None:
    """Within the first days, or after they came."""
    since = adoption_in_force(story.today).from_day
    for place, person in enumerate(story.known.values()):
        day = max(since, person.joined_on) + timedelta(days=2 + place % 8)
        acknowledge(person, policy_in_force(day), **story.when((story.today - day).days))


def last_year(story) -> None:
    """All but one signed, both departments signed their closing returns, and Chen received them."""
    campaign, ago = _campaign(story, _last_opened(story), more=-1)
    rows = Included.objects.filter(campaign=campaign).exclude(person__number=NOT_LAST_YEAR)
    for place, number in enumerate(rows.order_by("person__number").values_list("person__number", flat=True)):
        signed(story, campaign, number, ago - 3 - place)
    for department, number in PARTNERS.items():
        partner = story.known[number]
        row = local_hr.sign_return(campaign, department, by=partner, name=partner.name, **story.when(ago - 33))
        local_hr.receive_return(row, by=story.known["K-002"], **story.when(ago - 34))


def this_year(story) -> None:
    """Day by day from its opening until yesterday, and what the worker does at ten o'clock."""
    campaign, _ = _campaign(story, story.day(OPENED))
    days: dict[int, list[Callable[[], object]]] = {}
    for number, ago in SIGNED:
        days.setdefault(ago, []).append(lambda number=number, ago=ago: signed(story, campaign, number, ago))
    for ago, act in (
        (22, lambda: _newcomer_who_has_not_read(story)),
        (15, lambda: _on_leave(story, campaign)),
        (10, lambda: signed_at_the_kiosk(story, campaign, "K-029", 10, "K-005")),
        (9, lambda: _is_advised_of(story, campaign)),
        (8, lambda: _new_supervisor(story)),
        (3, lambda: signed(story, campaign, "K-022", 3, {"outside_role": CRANES})),
        (2, lambda: signed_on_paper(story, campaign, "K-010", 3, "K-005")),
    ):
        days.setdefault(ago, []).append(act)
    for ago in range(max(days), 0, -1):
        for act in days.get(ago, ()):
            act()
        _mail(story, ago)


CRANES = {"holder": "family", "other_side": "Ironbridge Crane Hire", "role_title": "Dispatcher"}
"""What the plant manager reports on his form; it is not disclosed yet, and waits for Farah's advice."""


def _last_opened(story) -> date:
    """A year before, or soon after the policy began to bind."""
    return max(story.day(OPENED + 364), adoption_in_force(story.today).from_day + timedelta(days=14))


def _campaign(story, opens: date, more: int = 0) -> tuple[Campaign, int]:
    """Prepared and started two days before, with the policy's days. Gives how many days ago it opened, too."""
    ago, chen = (story.today - opens).days, story.known["K-002"]
    name = f"Certification {story.day(OPENED).year + more}"
    campaign = campaigns.prepare(name, opens=opens, by=chen, **story.when(ago + 3))
    campaigns.start(campaign, by=chen, seen=True, **story.when(ago + 2))
    freezing.work_through(lambda: story.at(ago + 2))
    return campaign, ago


def _newcomer_who_has_not_read(story) -> None:
    """Three weeks here, and a week late with saying that he read the policy."""
    _taken_on(story, "K-034", 22, name="Sipho Dlamini", email="sipho.dlamini@kestrel.example", job_title="Fitter",
              employer="Kestrel Pumps Inc.", site="Akron", shift="Early", country="US", language="en",
              hr_department="HR Akron", grade="P1", manager="K-026")  # fmt: skip


def _new_supervisor(story) -> None:
    """Came while the campaign was open, so the worker asked her as well."""
    person = _taken_on(story, "K-035", 8, name="Marlene Scholz", email="marlene.scholz@kestrel.example",
                       job_title="Logistics Supervisor", employer="Kestrel Pumpen GmbH", site="Ulm", country="DE",
                       shift="Early", language="de", hr_department="HR Ulm", grade="supervisor",
                       manager="K-020")  # fmt: skip
    following.work_through(story.day(8), lambda: story.at(8))
    acknowledge(person, policy_in_force(story.day(7)), **story.when(7))


def _taken_on(story, number: str, ago: int, **fields: object) -> Person:
    return people.put(
        number, by="command line", joined_on=story.day(ago), worker_type="full_time", **fields, **story.when(ago, 8)
    )  # fmt: skip


def _on_leave(story, campaign: Campaign) -> None:
    local_hr.exempt(
        asked(campaign, "K-028"), by=story.known["K-005"], reason="Parental leave until then.",
        until=story.day(-25), **story.when(15),
    )  # fmt: skip


def _is_advised_of(story, campaign: Campaign) -> None:
    """Farah advises of what the controller reported, and Chen receives it."""
    farah = story.known["K-005"]
    reported = list(not_advised().filter(form__included=asked(campaign, "K-016")))
    note = "Her shares, disclosed and decided some weeks ago. Nothing is new."
    given = local_hr.advise(reported, by=farah, note=note, name=farah.name, **story.when(9))
    local_hr.receive_advice(given, by=story.known["K-002"], **story.when(8))


def _mail(story, ago: int) -> None:
    """A round of the worker's. There is no mail server in it: the mails are kept and can be read in the outbox."""
    at = story.at(ago, 10)
    gathering.gather(at)
    work.work_through(lambda: at)
