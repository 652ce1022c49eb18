from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.access.models import Account
from avow.adoptions.current import policy_in_force
from avow.breaches.models import PossibleBreach
from avow.config import clock
from avow.counterparties.models import Counterparty
from avow.disclosures.models import Disclosure
from avow.gifts.models import Became, Gift
from avow.gifts.totals import of_everyone
from avow.gifts.watching import watch
from avow.people.models import Person
from avow.reviews.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_the_demo_company_has_matters_in_many_states(told):
    today = clock.today()
    states = Counter(disclosure.state(today).id for disclosure in Disclosure.objects.all())
    assert states == {"draft": 2, "under_review": 6, "recorded": 10, "decided": 1, "waiting_for_agreement": 1}
    assert [breach.disclosure.person.name for breach in PossibleBreach.objects.all()] == ["Pavel Dvořák"]


def test_a_watch_from_the_delta_group_would_make_it_390(told):
    """Amina is at 140 of 200 with two of its companies, in two currencies where the euro has a rate of the day."""
    amina, today = Person.objects.get(number="K-012"), clock.today()
    answers = {
        "holder": "self", "other_side": "Delta Holdings plc", "believed_standing": "supplier", "declined": False,
        "worth": "250", "worth_in": "USD", "shared_by": "1", "is_favour": False, "received_on": today.isoformat(),
    }  # fmt: skip
    party = Counterparty.objects.get(number="C-101")
    found = watch(policy_in_force(today), amina, "gift_received", answers, party, today)
    words = found.sums[0].words.replace("\u00a0", " ")
    assert "so far from this group: USD 140.00 of 200.00. With this: USD 390.00. Needs approval." in words
    assert Gift.objects.filter(person=amina).values("counterparty").distinct().count() == 2


def test_one_group_gave_to_five_and_more(told):
    today = clock.today()
    for_all = of_everyone(Counterparty.objects.get(number="C-103"), "gift_received", today)
    assert for_all is not None and for_all.people >= 5


def test_something_became_of_one(told):
    assert [row.becoming for row in Became.objects.all()] == ["given_back"]


def test_nobody_decides_their_own(told):
    routes = {case.disclosure.person.number: case.routing.decides for case in Case.objects.all()}
    assert routes["K-002"] == "chief_executive"
    assert routes["K-001"] == "board_committee"
    assert routes["K-012"] == "compliance_officer"


def test_it_says_how_to_sign_in_and_the_password_works(told, client):
    password = (settings.AVOW_HOME / "demo-password").read_text().strip()
    assert password in told
    for account in Account.objects.all():
        assert account.username in told
        assert account.check_password(password)


def test_it_says_whose_pages_come_later(told):
    lines = [line for line in told.splitlines() if "come later" in line]
    assert [line.split()[0] for line in lines] == ["emeka", "ruth"]


def test_it_goes_into_an_empty_database_only(told):
    people = Person.objects.count()
    with pytest.raises(CommandError, match="an empty one"):
        call_command("demo", stdout=StringIO())
    again = StringIO()
    call_command("demo", "--when-empty", stdout=again)
    assert "amina" in again.getvalue()
    assert Person.objects.count() == people
