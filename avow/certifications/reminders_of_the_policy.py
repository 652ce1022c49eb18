"""Who is to be reminded of acknowledging the version of the policy in force (2.1, 6.5), and who is told after them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max

from avow.access.models import RoleGrant
from avow.adoptions.current import NoPolicyInForce, adoption_in_force, policy_in_force
from avow.certifications import told_to
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.models import Acknowledgement
from avow.certifications.reminders import is_before_all, reminded, with_places, words
from avow.notices.models import Notice
from avow.notices.sources import Said, Wanted
from avow.people.models import Person, PersonRecord
from avow.policy.calendar import EachVersion
from avow.policy.pack import Pack

AT_ONCE = 500


def topic_of(pack: Pack) -> str:
    """What its notices belong to: this version."""
    return f"acknowledge:{pack.hash[:16]}"


class Acknowledging:
    """A source of `avow.notices`: the version in force, and who has not said that they read it.

    Somebody has as many days as the policy says, from the day on which they joined, or the version came into force.
    Those of whom it cannot be told whether they are asked are asked (`outstanding.is_asked`), and so reminded.
    """

    name = "acknowledge"

    def known(self, on: date) -> str:
        """The day, the version that binds and since when, and the newest of what is known of people and roles. Who
        acknowledges only makes it less."""
        try:
            adoption = adoption_in_force(on)
        except NoPolicyInForce:
            return ""
        newest = (model.objects.aggregate(Max("pk"), Max("ended_by")) for model in (PersonRecord, RoleGrant))
        registers = " ".join(str(value or 0) for one in newest for value in one.values())
        return f"{on} {adoption.pack_hash} {adoption.from_day} {registers}"

    def wanted(self, on: date) -> Iterator[Sequence[Wanted]]:
        """Each step that was reached, for everyone who is asked, has not acknowledged, and has no row of it; from the
        first day on those whom no mail reaches."""
        try:
            pack, since = policy_in_force(on), adoption_in_force(on).from_day
        except NoPolicyInForce:
            return
        for name, cohort in pack.cohorts.items():
            if cohort.asks != "acknowledge" or cohort.remind is None or not isinstance(cohort.every, EachVersion):
                continue
            topic, every = topic_of(pack), cohort.every
            there = set(Notice.objects.filter(topic=topic).values_list("step", "about_id"))
            told = set(reminded(topic, on).values_list("about_id", flat=True))
            without = set(Person.objects.filter(email="").values_list("pk", flat=True))
            parts: dict[tuple[str, str, date, date], list[tuple[int, str]]] = {}
            for key, department, joined in _outstanding(pack, name, on):
                due = every.due(max(since, joined) if joined else since)
                if key in without and is_before_all(cohort.remind, due, on) and (told_to.PAPER, key) not in there:
                    parts.setdefault((told_to.PAPER, told_to.PAPER, due, on), []).append((key, department))
                for step in cohort.remind.reached(due, on):
                    if (step.name, key) not in there and (step.to == "person" or key in told):
                        parts.setdefault((step.name, step.to, due, step.day(due)), []).append((key, department))
            for (step_name, to, due, day), missing in parts.items():
                for first in range(0, len(missing), AT_ONCE):
                    part = missing[first : first + AT_ONCE]
                    people = Person.objects.in_bulk([key for key, _ in part])
                    asked = [(people[key], department) for key, department in part]
                    yield list(told_to.told(topic, step_name, to, asked, day, due, on))

    def again(self, notices: Sequence[Notice], on: date) -> Mapping[int, Sequence[Wanted]]:
        """Nothing for whoever acknowledged or left, and where another version is in force by now."""
        try:
            pack = policy_in_force(on)
        except NoPolicyInForce:
            return {}
        mine = [one for one in notices if one.topic == topic_of(pack)]
        about = {one.about_id for one in mine}
        asked: dict[int, str] = {}
        for name, cohort in pack.cohorts.items():
            if cohort.asks == "acknowledge" and mine:
                asked |= {key: department for key, department, _ in _outstanding(pack, name, on, about)}
        people = Person.objects.in_bulk(asked)
        found: dict[int, Sequence[Wanted]] = {}
        for one in mine:
            if one.about_id in asked:
                who = [(people[one.about_id], asked[one.about_id])]
                to = one.step.rstrip("+-0123456789")
                found[one.pk] = list(told_to.told(one.topic, one.step, to, who, one.due, one.deadline, on))
        return found

    def says(self, notices: Sequence[Notice], language: str, on: date) -> Said:
        """The policy's words for this audience; raises LookupError where it has none."""
        pack = policy_in_force(on)
        for cohort in pack.cohorts.values():
            if cohort.asks == "acknowledge" and cohort.remind is not None:
                said = words(cohort.remind, notices[0], f"{pack.name} {pack.version}", language, on, "/policy/")
                return with_places(said, notices, on)
        raise LookupError(f"{pack.name} {pack.version} reminds nobody of acknowledging")


def _outstanding(
    pack: Pack, cohort: str, on: date, only: set[int] | None = None
) -> Iterator[tuple[int, str, date | None]]:
    """Those who are asked and have not acknowledged: primary key, HR department, the day on which they joined."""
    found = cohorts.of(pack, cohort, on, only=only)
    asked = [*found.members, *found.unknown]
    acknowledged = Acknowledgement.objects.filter(pack_hash=pack.hash)
    acknowledged = acknowledged if only is None else acknowledged.filter(person__in=only)
    done = set(acknowledged.values_list("person_id", flat=True))
    rows = Person.objects.all() if only is None else Person.objects.filter(pk__in=only)
    joined = dict(rows.values_list("pk", "joined_on"))
    for one in asked:
        if one.person not in done and one.person in joined:
            yield one.person, one.hr_department, joined[one.person]
