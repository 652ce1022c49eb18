"""A large file comes in part by part: others record in between, a killed import is completed by the next, and what is
judged is what would have been judged one by one."""

import os
import signal
import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection

from avow.adoptions.testing import adopted
from avow.disclosures import judging
from avow.disclosures.models import Judgement, Version
from avow.disclosures.testing import disclosed
from avow.gifts import brought
from avow.gifts.acts import bringing_in
from avow.gifts.models import CountedAnew, Gift, ToLookAgain
from avow.imports.models import ImportedFile
from avow.imports.reading.table import Unusable
from avow.imports.tests.conftest import AT, DAY
from avow.imports.tests.gifts_world import LONG_AGO
from avow.imports.tests.gifts_world import brought as imported
from avow.ledger import keyring
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db(transaction=True)
RECEIVED = "kind:=gift_received"
PARTS = "gifts brought in"


@pytest.fixture
def cast(db):
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    return people


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(bringing_in, "AT_ONCE", 40)


def lines(count, people=("A1", "B1", "C1")):
    """Gifts of these people from one party, of the days from January 2026 on."""
    rows = [
        f"{people[place % len(people)]},{date(2026, 1, 1) + timedelta(place % 200)},Omega,{place % 50}.00\n"
        for place in range(count)
    ]
    return "person,date,party,amount\n" + "".join(rows)


def is_all_right():
    """Every gift is judged as it would be now, and the ledger agrees with its rows."""
    latest = {judgement.version_id: judgement for judgement in Judgement.objects.order_by("pk")}
    for version in Version.objects.select_related("disclosure__person"):
        body = judging.again(version, {}, "")
        assert [body[name] for name in ("findings", "questions", "facts")] == [
            getattr(latest[version.pk], name) for name in ("findings", "questions", "facts")
        ]
    return verify().clean


def test_parts_are_whole_days_of_people(cast):
    rows = [
        bringing_in.PastRow(line, person, "gift_received", date(2026, 1, 1 + line % 3), "X")
        for line in range(30)
        for person in (cast.amina, cast.boris)
    ]
    parts = list(bringing_in._parts(rows, 12))
    assert sorted(map(len, parts)) == [10] * 6
    days = [{(row.person.pk, row.on) for row in part} for part in parts]
    assert all(not days[one] & days[two] for one in range(6) for two in range(one))
    assert [len(part) for part in bringing_in._parts(rows, 4)] == [10] * 6


def test_others_record_in_the_middle_and_all_is_right(cast, file):
    """Amina sends in gifts while hers and those of others come in: she waits for one part."""
    text = lines(10, people=("A1",)) + lines(400, people=("B1", "C1", "D1", "E1")).partition("\n")[2]
    path, waits, over = file(text, "gifts.csv"), [], threading.Event()
    failed = []

    def sends():
        day = date(2026, 3, 1)
        while not over.is_set():
            began = time.monotonic()
            try:
                disclosed(
                    cast.amina, "gift_received", on=DAY, amount="20", other_side="omega", received_on=day.isoformat()
                )
            except Exception as error:
                failed.append(error)
                break
            waits.append(time.monotonic() - began)
            day += timedelta(1)
            over.wait(0.2)
        connection.close()

    other = threading.Thread(target=sends)
    other.start()
    try:
        began = time.monotonic()
        report = imported(path, RECEIVED)
        took = time.monotonic() - began
    finally:
        over.set()
        other.join(60)
    assert failed == []
    assert len(report.gifts) == 410
    numbers = list(Entry.objects.filter(verb=PARTS).order_by("number").values_list("number", flat=True))
    assert len(numbers) >= 10
    between = Entry.objects.filter(
        number__gt=numbers[0], number__lt=numbers[-1], subject__startswith="disclosure"
    ).count()
    assert between > 0, f"nobody was let in between during {took:.1f} s"
    assert max(waits) < max(5, took / 2)
    while ToLookAgain.objects.exists():
        bringing_in.looking_again.work_through(DAY, AT)
    assert is_all_right()


def test_what_is_recorded_while_a_part_is_made_ready_is_counted(cast, file, monkeypatch):
    """Somebody is quicker by a moment: the part is judged again before it is written."""
    make_ready, times = brought.make_ready, []

    def slowly(*args):
        times.append(args)
        yield from make_ready(*args)
        if len(times) == 1:
            disclosed(cast.amina, "gift_received", on=DAY, amount="190", other_side="omega", received_on="2026-01-01")

    monkeypatch.setattr(brought, "make_ready", slowly)
    imported(file("person,date,party,amount\nA1,2026-02-01,Omega,30\n"), RECEIVED)
    assert len(times) == 2
    assert Gift.objects.get(on=date(2026, 2, 1)).gravest == "approval"
    assert is_all_right()


def test_killed_between_two_parts_it_is_completed_by_the_next(cast, file):
    path = file(lines(200), "gifts.csv")
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            keyring.close()
            write, done = brought.write, []

            def dies(*args):
                write(*args)
                done.append(1)
                if len(done) == 3:
                    os.kill(os.getpid(), signal.SIGKILL)

            brought.write = dies
            imported(path, RECEIVED)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    there = Gift.objects.count()
    assert 0 < there <= 80
    assert Entry.objects.filter(verb=PARTS).count() == 2
    assert not ImportedFile.objects.exists()
    assert is_all_right()

    report = imported(path, RECEIVED)
    assert (len(report.gifts), report.unchanged) == (200 - there, there)
    assert ImportedFile.objects.get().added == 200 - there
    assert is_all_right()
    again = imported(path, RECEIVED)
    assert (len(again.gifts), again.unchanged, again.entry) == (0, 200, None)
    assert Gift.objects.count() == 200


def test_in_parts_and_whole_are_the_same(cast, file, monkeypatch):
    """What is judged does not depend on where the parts end, even within one person's gifts."""
    text = lines(150, people=("A1",))
    imported(file(text, "gifts.csv"), RECEIVED)
    first = said()
    monkeypatch.setattr(bringing_in, "AT_ONCE", 10_000)
    imported(file(text.replace("A1", "B1"), "gifts.csv"), RECEIVED, yes=True)
    assert said()[len(first) :] == first
    assert any(findings for findings, _, _ in first)
    assert not CountedAnew.objects.exists()


def said():
    rows = Judgement.objects.order_by("version__disclosure__person", "version__on", "pk")
    return list(rows.values_list("findings", "questions", "facts__amount"))


def test_somebody_erased_meanwhile_is_left_out_and_named(cast, file, monkeypatch):
    make_ready = brought.make_ready

    def erased(*args):
        yield from make_ready(*args)
        keyring.destroy(cast.boris.key)

    monkeypatch.setattr(brought, "make_ready", erased)
    report = imported(file("person,date,party,amount\nA1,2026-02-01,X,30\nB1,2026-02-01,X,30\n"), RECEIVED)
    assert list(report.gifts) == [2]
    assert [(one.line, one.why) for one in report.refused] == [(3, "This person was erased.")]
    assert ImportedFile.objects.get().refused == 1


def test_another_policy_that_comes_into_force_meanwhile_stops_it(cast, file, monkeypatch):
    make_ready, there = brought.make_ready, []

    def adopts(*args):
        yield from make_ready(*args)
        there.append(1)
        if len(there) == 2:
            disclosed(cast.amina, "gift_received", on=DAY, amount="1", other_side="X", received_on="2026-01-01")
            monkeypatch.setattr(bringing_in, "policy_in_force", lambda on: type("Pack", (), {"hash": "another"}))

    monkeypatch.setattr(brought, "make_ready", adopts)
    path = file(lines(120), "gifts.csv")
    with pytest.raises(Unusable, match="Another policy came into force meanwhile"):
        imported(path, RECEIVED)
    assert Gift.objects.count() == 41
    assert verify().clean


def test_many_earlier_gifts_in_the_windows_are_left_to_the_worker(cast, file, monkeypatch):
    monkeypatch.setattr(bringing_in, "SEEN_AT_ONCE", 2)
    imported(
        file("person,date,party,amount\n" + "".join(f"A1,2026-0{month}-01,X,90\n" for month in range(2, 7))), RECEIVED
    )
    report = imported(file("person,date,party,amount\nA1,2026-01-01,X,90\n", "b.csv"), RECEIVED)
    assert (report.seen_again, ToLookAgain.objects.count()) == (5, 5)
    bringing_in.looking_again.work_through(DAY, AT)
    assert is_all_right()
