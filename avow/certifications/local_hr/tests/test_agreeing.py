"""Local HR beside its neighbours: what it does agrees with a count from the ledger alone, and it reads who was
reminded."""

from datetime import date

import pytest

from avow.access.testing import grant
from avow.certifications import recounting
from avow.certifications.local_hr import asked
from avow.certifications.local_hr.acts import advise, exempt, sign_return
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.local_hr.moving_on import work_through
from avow.certifications.local_hr.testing import LATE, MONDAY, SEVER, WORKS, house, moment
from avow.certifications.reminding_now import remind_now
from avow.certifications.testing import signed
from avow.notices import gathering
from avow.notices.sending import work
from avow.people import acts as people

pytestmark = pytest.mark.django_db


def test_the_ledger_alone_gives_the_same_numbers_and_the_same_return():
    us = house()
    grant(us.boris, "hr_partner", MONDAY, WORKS)
    work_through(MONDAY, moment(MONDAY))
    rows = list(signed(us.asked("S0"), ["loan", "other"], on=MONDAY).reported.all())
    advise(rows, by=us.greta, note="So.", name=us.greta.name, on=MONDAY, at=moment(MONDAY))
    exempt(us.asked("S1"), by=us.greta, reason="Ill.", until=None, on=MONDAY, at=moment(MONDAY))
    row = sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=LATE, at=moment(LATE))
    assert (row.asked, row.signed, row.exempt, row.missing) == (4, 1, 1, 2), "Boris is among them"
    signed(us.asked("S2"), ["loan"], on=LATE)
    numbers, differences = recounting.check(us.campaign, LATE)
    assert differences == []
    assert numbers[SEVER]["signed"] == 2


def test_how_often_and_when_last_somebody_was_reminded():
    us = house()
    for number in range(2):
        people.put(f"S{number}", on=MONDAY, by="system", at=moment(MONDAY), email=f"s{number}@example.com")
    remind_now(us.campaign, by=us.chen, on=MONDAY, at=moment(MONDAY))
    at = moment(MONDAY).replace(hour=9)
    gathering.gather(at)
    work.work_through(lambda: at, None)
    rows = asked.page(looks(us.greta, MONDAY), us.campaign, asked.Filters()).rows
    told = {row.person.number: (row.reminded.times, row.reminded.last and row.reminded.last.date()) for row in rows}
    assert told == {"S0": (1, date(2026, 3, 2)), "S1": (1, date(2026, 3, 2)), "S2": (0, None)}
