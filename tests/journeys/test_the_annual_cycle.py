"""The annual cycle (2.1, 6.1, 6.2), from the first day to the close: 300 people in four HR departments certify, and
whatever happens to them meanwhile happens. The days are passed in; the worker does its part on each of them.

What is expected is told by this story and counted by hand; the pages, the closing returns and a recount from the ledger
alone have to say the same.
"""

from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest

from avow.access.duties import duties_for
from avow.access.testing import grant
from avow.adoptions.current import policy_in_force
from avow.adoptions.testing import adopted
from avow.certifications import places, recounting
from avow.certifications.acts import acknowledge
from avow.certifications.campaigns import acts as campaigns
from avow.certifications.campaigns import following, freezing
from avow.certifications.campaigns.standing import CLOSED, state_of, would_be_asked
from avow.certifications.form import acts as forms
from avow.certifications.form.asking import conversation
from avow.certifications.local_hr import acts as hr
from avow.certifications.local_hr import counts, moving_on
from avow.certifications.models import Campaign, ClosingReturn, Exempted, Included, ReportedConflict, SignedForm
from avow.certifications.paper import capturing, scans
from avow.certifications.testing import answers, signed
from avow.cli.main import main
from avow.disclosures.testing import SHARE, disclosed
from avow.notices import gathering
from avow.notices.models import Mail, Told
from avow.notices.sending import work as sending
from avow.people.acts import end, put, put_many
from avow.people.models import Person
from avow.people.testing import cast

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN = date(2026, 11, 2)
DEPARTMENTS = ("Works HR", "Sever HR", "Ulm HR", "Lyon HR")
ABOVE, TEAMS, IN_A_TEAM = 8, 15, 4
"""The cast and Chen's deputy; supervisors of each department, and people of each of them."""

SCAN = b"%PDF-1.7 a scan of what S104 signed by hand"


def at(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Year:
    """The company, its campaign, and the day it is."""

    today: date
    campaign: Campaign = field(init=False)

    def __post_init__(self) -> None:
        people = cast(self.today)
        self.chen, self.dolores, self.farah = people.chen, people.dolores, people.farah
        self.devi = self.came("V1", name="Devi Marsh", manager="D1", hr_department="Works HR")
        adopted(self.today)
        put_many(staff(), on=self.today, by="system", at=at(self.today))
        grant(self.chen, "compliance_officer", self.today)
        grant(self.devi, "deputy", self.today)
        grant(self.dolores, "chief_executive", self.today)
        self.partners = dict(zip(DEPARTMENTS, (self.farah, *map(person, ("S101", "S200", "S201"))), strict=True))
        for department, partner in self.partners.items():
            grant(partner, "hr_partner", self.today, department=department)

    def came(self, number: str, **said: object) -> Person:
        """Somebody joins, or is something else from today."""
        return put(number, on=self.today, by="system", at=at(self.today), **said)

    def until(self, day: date) -> None:
        """Let the worker do its part, day after day."""
        while self.today < day:
            self.today += timedelta(days=1)
            following.work_through(self.today, lambda: at(self.today, 5))
            moving_on.work_through(self.today, at(self.today, 5))
            gathering.gather(at(self.today, 9))
            sending.work_through(lambda: at(self.today, 9), seconds=600)

    def asked(self, number: str) -> Included:
        return Included.objects.select_related("person", "campaign").get(campaign=self.campaign, person__number=number)

    def signs(self, number: str, *yes: str, **said: object) -> SignedForm:
        return signed(self.asked(number), yes, on=self.today, at=at(self.today), **said)

    def on_paper(self, number: str, *, dated: date, by: Person) -> SignedForm:
        """Local HR enters what this person signed by hand on that day, with the scan of it."""
        asked = self.asked(number)
        given, scan = answers(conversation(asked, dated)), capturing.Scan("S104.pdf", SCAN)
        return capturing.capture(asked, given, scan, dated, by=by, on=self.today, at=at(self.today))

    def told(self, number: str) -> list[str]:
        """To whom it was told that this person's form is missing, in that order."""
        rows = Told.objects.filter(topic=f"certify:{self.campaign.public_id}", about__number=number)
        return list(rows.order_by("mail__at", "pk").values_list("audience", flat=True))

    def counted(self) -> dict[str, dict[str, int]]:
        """What the pages count, with nothing left out."""
        return {one.department: counts.numbers(one) for one in places.count_by_department(self.campaign)}

    def agrees(self) -> None:
        """The ledger alone, what is kept, and what departments signed say the same."""
        numbers, differs = recounting.check(self.campaign, self.today)
        assert not differs
        assert numbers == self.counted()
        assert not places.check(self.campaign, self.today)


def staff() -> dict[str, dict[str, object]]:
    """Four departments of 73: fifteen supervisors, who report to Boris, with four people each but for the last two."""
    found: dict[str, dict[str, object]] = {}
    for where, department in enumerate(DEPARTMENTS):
        here = {"hr_department": department, "site": department[:4], "country": "SE", "worker_type": "full_time"}
        here["joined_on"] = date(2020, 3, 2)
        for team in range(TEAMS):
            boss = f"S{where}{team:02}"
            found[boss] = {**here, "name": f"Supervisor {boss}", "grade": "supervisor", "manager": "B1"}
            for place in range(IN_A_TEAM if team < TEAMS - 2 else IN_A_TEAM - 1):
                number = f"W{where}{team:02}{place}"
                found[number] = {**here, "name": f"Worker {number}", "grade": "worker", "manager": boss}
    for number, one in found.items():
        one["email"] = f"{number.lower()}@example.com"
    assert len(found) == 300 - ABOVE
    return found


def person(number: str) -> Person:
    return Person.objects.get(number=number)


def numbers(asked: int, signed: int, exempt: int = 0, left: int = 0, conflicts: int = 0, advised: int = 0):
    missing = asked - signed - exempt - left
    return {
        "asked": asked, "signed": signed, "exempt": exempt, "left": left, "missing": missing, "conflicts": conflicts,
        "advised": advised,
    }  # fmt: skip


def test_a_year(monkeypatch):
    us = Year(BEGIN)
    assert Person.objects.count() == 300
    pack = policy_in_force(us.today)
    for one in Person.objects.all():
        acknowledge(one, pack, on=us.today, at=at(us.today))
    share = disclosed(person("S105"), "financial_interest", SHARE, on=us.today)

    # Prepared, previewed and started in the new year; before it opens nothing is taken.
    us.until(date(2027, 1, 8))
    us.campaign = campaigns.prepare("Certification 2027", by=us.chen, on=us.today, at=at(us.today))
    assert [us.campaign.opens, us.campaign.due, us.campaign.closes] == [
        date(2027, 1, 15), date(2027, 2, 14), date(2027, 3, 31)
    ]  # fmt: skip
    found, wrong = campaigns.preview(us.campaign, us.today)
    assert len(found.members) == 4 * TEAMS + 2, "the supervisors, Boris and Dolores; Farah leads nobody"
    assert not [one for one in wrong if one.stops]
    campaigns.start(us.campaign, by=us.chen, on=us.today, at=at(us.today), seen=True)
    freezing.work_through(lambda: at(us.today))
    us.until(date(2027, 1, 14))
    with pytest.raises(forms.NotOpen):
        us.signs("S001")

    # Two of the partners look after their own department: they certify with the next one, in the order of the names.
    assert [us.counted()[one]["asked"] for one in DEPARTMENTS] == [17 + 1, 15 - 1, 15 - 1 + 1, 15]
    us.agrees()

    # Most sign in time; one reports a new role, one confirms a share that goes on, one signs on paper.
    us.until(date(2027, 1, 19))
    for where in range(4):
        for team in range(6, TEAMS):
            us.signs(f"S{where}{team:02}")
    us.signs("S003", "outside_role", facts={"outside_role": {}})
    confirmed = us.signs("S105")
    (known,) = ReportedConflict.objects.filter(form=confirmed)
    assert known.disclosure == share.disclosure.public_id
    paper = us.on_paper("S104", dated=date(2027, 1, 18), by=us.partners["Sever HR"])
    assert (paper.way, paper.on, scans.read(paper.paper)) == ("paper", date(2027, 1, 18), SCAN)
    assert us.asked("S104").place.state == "to_confirm"
    us.agrees()

    # Somebody joins, somebody is promoted, one goes to another department, one leaves, two are exempt.
    us.until(date(2027, 1, 25))
    us.came("J1", name="Joiner One", grade="supervisor", hr_department="Ulm HR", manager="B1", joined_on=us.today)
    us.until(date(2027, 2, 1))
    us.came("W3000", grade="supervisor")
    us.came("S205", hr_department="Lyon HR")
    end(person("S004"), on=date(2027, 2, 5), by="system", at=at(us.today))
    partner = us.partners["Sever HR"]
    until = date(2027, 2, 22)
    hr.exempt(us.asked("S103"), by=partner, reason="Parental leave.", until=until, on=us.today, at=at(us.today))
    hr.exempt(us.asked("S102"), by=partner, reason="Seconded until summer.", until=None, on=us.today, at=at(us.today))
    us.until(date(2027, 2, 8))
    assert us.asked("J1").because.startswith("Joined on 25 January 2027.")
    assert us.asked("W3000").because.startswith("Did not belong when it was started.")
    us.signs("S205")
    forms.confirm(paper, by=paper.included.person, on=us.today, at=at(us.today))
    assert us.asked("S104").place.state == "signed"
    assert Exempted.objects.count() == 2
    us.agrees()

    # After the due day whoever joins is shown, and asked the next time.
    us.until(date(2027, 2, 20))
    us.came("J2", name="Joiner Two", grade="supervisor", hr_department="Ulm HR", manager="B1", joined_on=us.today)
    us.until(date(2027, 2, 22))
    assert [one.person for one in would_be_asked(us.campaign.started, us.today)] == [person("J2").pk]
    us.signs("S103")  # whose exemption is over today

    # Local HR advises of both conflicts, and the officer receives it. One is signed anew; it is not advised of again.
    for department in ("Works HR", "Sever HR"):
        partner = us.partners[department]
        reported = ReportedConflict.objects.filter(form__included__place__department=department)
        (advice,) = hr.advise(
            reported, by=partner, note="Told on the form.", name=partner.name, on=us.today, at=at(us.today)
        )
        hr.receive_advice([advice], by=us.chen, on=us.today, at=at(us.today, 9))
    forms.unlock(confirmed, "I forgot to say that I sold half.", by=person("S105"), on=us.today, at=at(us.today, 10))
    assert us.counted()["Sever HR"]["conflicts"] == 0
    us.agrees()
    us.until(date(2027, 2, 23))
    again = us.signs("S105")
    assert [again.number, again.conflicts] == [2, 1]

    # Whoever has not signed is reminded, each step once: first themselves, then their manager, local HR, the officer.
    us.until(date(2027, 3, 1))
    assert us.told("S302") == ["person", "person", "person", "manager", "hr", "officer"]
    assert us.told("S006") == [], "who signed at once"
    for number in ("S205", "S102", "S004"):
        assert us.told(number) == ["person"], "who signed then, was exempt, left us"
    assert not Mail.objects.exclude(sealed=None).exists(), "nothing waits to be sent"

    # Everyone else signs but two; the departments sign their returns, and the officer receives them.
    for one in Included.objects.filter(campaign=us.campaign, place__state="missing").exclude(
        person__number__in=["S301", "S302"]
    ):
        us.signs(one.person.number)
    expected = {
        "Works HR": numbers(18, 17, left=1, conflicts=1, advised=1),
        "Sever HR": numbers(14, 13, exempt=1, conflicts=1, advised=1),
        "Ulm HR": numbers(15 + 1 - 1, 15),
        "Lyon HR": numbers(15 + 1 + 1, 15),
    }
    assert us.counted() == dict(sorted(expected.items()))
    for department, partner in us.partners.items():
        row = hr.sign_return(us.campaign, department, by=partner, name=partner.name, on=us.today, at=at(us.today))
        hr.receive_return(row, by=us.chen, on=us.today, at=at(us.today, 9))
    us.agrees()

    # One of the two is late, and shown beside the return; the other never answers, and is visible for good.
    us.until(date(2027, 3, 10))
    us.signs("S301")
    lyon = ClosingReturn.objects.get(department="Lyon HR")
    assert counts.since(lyon, places.count(us.campaign, "Lyon HR")).says == "Since then 1 more signed, late."
    us.until(date(2027, 3, 31))
    assert state_of(us.campaign, us.today) == CLOSED
    with pytest.raises(forms.NotOpen):
        us.signs("S302")
    assert us.counted()["Lyon HR"]["missing"] == 1
    us.agrees()

    # By the end of the year the next one is to be prepared.
    us.today = date(2027, 12, 16)
    assert "Prepare the yearly certification of 2028" in [one.title for one in duties_for(us.chen, us.today)]

    monkeypatch.setattr("avow.config.environment.nothing_there", lambda: "")  # the tests’ database is in memory
    monkeypatch.setattr("avow.config.clock.today", lambda: us.today)
    for words in (["ledger", "verify"], ["campaign", "check", us.campaign.public_id, "--by", "C1"]):
        with redirect_stdout(StringIO()) as said:
            assert main(words) == 0, said.getvalue()
    assert "Lyon HR: 17 asked, 16 signed, 0 exempt, 0 left, 1 missing" in said.getvalue()
