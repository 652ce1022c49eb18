"""The worker is killed at random while it sends: nothing is lost, nothing is sent twice, and what cannot be known is
said."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from avow.ledger.verify import verify
from avow.notices import gathering
from avow.notices.models import Mail, MailEnded, Notice, Told
from avow.notices.sending import taking, work
from avow.notices.sources import Wanted
from avow.notices.testing import mail_server, plain
from avow.people import acts as people
from avow.people.models import Person

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PATIENCE = timedelta(seconds=2)
"""A lease in this test, so that one need not wait for minutes until a dead worker's mail is taken over."""
KILLING = 420
"""Seconds for which workers are killed while ten thousand reminders go; what is left then is sent undisturbed."""
LEFT = 1800
"""Seconds after which sending what is left is given up."""

WORKER = """
import sys, time
from datetime import datetime, timedelta
import django
django.setup()
from django.conf import settings
from django.db import connection
from django.urls import reverse
from avow.config.mail import read
from avow.notices.sending import taking, work
from avow.notices.testing import plain
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[2]
taking.LEASE = taking.PAUSE = timedelta(seconds=2)
plain()
reverse("notices:mine")  # all addresses are read now, so that one is killed while sending
began, at = time.time(), datetime.fromisoformat(sys.argv[3])
clock = lambda: at + timedelta(seconds=time.time() - float(sys.argv[4]))
print("ready", flush=True)
while True:
    work.work_through(clock, read(sys.argv[1]), 60)
    time.sleep(0.1)
"""


def many(count):
    """So many people, each with a notice that is due."""
    statements = {f"P{number}": {"name": f"P {number}", "email": f"p{number}@example.com"} for number in range(count)}
    people.put_many(statements, on=date(2026, 1, 1), by="system", at=AT)
    everyone = Person.objects.filter(number__in=statements)
    gathering.put(
        "plain", [Wanted(f"plain:{p.pk}", "plain:1", "person+0", "person", p.pk, p.pk, ON, ON) for p in everyone]
    )


def worker(url, began):
    """A worker of its own, which sends until it is killed."""
    name = str(connection.settings_dict["NAME"])
    words = [sys.executable, "-c", WORKER, url, name, AT.isoformat(), str(began)]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    )


def behave_at_random(dice):
    """One answer in a hundred is lost, one connection in a hundred breaks off before, some answers are slow."""

    def behave(number, to):
        chance = dice.random() if number else 1.0
        return "drop" if chance < 0.01 else "break" if chance < 0.02 else "slow" if chance < 0.03 else ""

    return behave


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("count", "alive"), [(100, (0.5, 2.0)), pytest.param(10_000, (2.0, 12.0), marks=pytest.mark.long)]
)
def test_none_is_lost_and_none_is_sent_twice(monkeypatch, count, alive):
    plain()
    many(count)
    monkeypatch.setattr(taking, "LEASE", PATIENCE)
    dice, kills, began = random.Random(count), 0, time.time()
    with mail_server(behave_at_random(dice)) as server:
        until = time.monotonic() + (60 if count < 1000 else KILLING)
        while MailEnded.objects.count() < count and time.monotonic() < until:
            workers = [worker(server.url, began) for _ in range(2)]
            try:
                for one in workers:
                    assert one.stdout.readline() == b"ready\n"
                time.sleep(dice.uniform(*alive))
            finally:
                for one in workers:
                    os.kill(one.pid, signal.SIGKILL)
                    one.wait()
                    one.stdout.close()
                    kills += 1
        killed_at = f"{MailEnded.objects.count()} ended while killing for {time.time() - began:.0f} s"
        server.behave = lambda *_: ""
        for hour in range(2, 7):  # what failed is tried again within the hour
            later = AT + timedelta(hours=hour)
            work.work_through(lambda later=later: later, server.setting, LEFT)
    outcomes = Counter(MailEnded.objects.values_list("outcome", flat=True))
    delivered = Counter(server.readers)
    took = f"{time.time() - began:.0f} s"
    print(f"{count} reminders, {kills} kills, {killed_at}, {took}, {dict(outcomes)}, {len(delivered)} arrived")
    assert kills >= 2
    assert outcomes.keys() <= {"sent", "uncertain"}
    assert outcomes.total() == Told.objects.count() == count
    assert max(delivered.values()) == 1
    sent = set(MailEnded.objects.filter(outcome="sent").values_list("to__email", flat=True))
    assert sent <= delivered.keys()
    doubted = set(MailEnded.objects.filter(outcome="uncertain").values_list("to__email", flat=True))
    assert set(delivered) <= sent | doubted
    assert not Mail.objects.filter(next_try_at__isnull=False).exists()
    assert not Notice.objects.filter(mail=None).exists()
    assert verify().findings == []
