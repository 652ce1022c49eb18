"""The main job, end to end, on real companies and real reporting lines, in a real browser.

Someone two levels down discloses a 1.5% holding in a supplier (4.5). The compliance officer consults both (6.8) and
approves with a condition; the person agrees. A second activity starts before its decision and shows as a possible
breach (1.1); a third is older than the policy and does not. The ledger verifies; with one byte changed, it does not.
"""

import csv
import re
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection

from avow.access.testing import account_for, grant
from avow.adoptions.acts import adopt
from avow.breaches.models import PossibleBreach
from avow.cli.main import main
from avow.config.clock import now, today
from avow.counterparties.models import Counterparty
from avow.disclosures.models import Disclosure
from avow.ledger import guards
from avow.people.line import superiors
from avow.people.models import Person

DATA = Path(__file__).parents[3] / "shared" / "data"
TICKERS = DATA / "companies" / "sec_company_tickers.csv"
ORGANOGRAMS = sorted((DATA / "organograms-uk").glob("*.csv"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not TICKERS.exists(), reason="the real data is not beside this checkout"),
]


def imported(*words: str) -> tuple[int, str]:
    """`avow import …`: its exit status and what it printed."""
    with redirect_stdout(StringIO()) as said:
        status = main(["import", *words])
    return status, said.getvalue()


@pytest.fixture
def company(tmp_path, monkeypatch):
    """Thirteen real organisations, 7,854 real companies of which one is a supplier, and the policy."""
    monkeypatch.setattr("avow.config.environment.nothing_there", lambda: "")  # the tests' database is in memory
    status, said = imported("counterparties", str(TICKERS))
    assert status == 0, said
    assert "10,077 rows" in said
    assert "7,854 added" in said
    supplier = tmp_path / "supplier.csv"
    with supplier.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["number", "name"], ["1048286", "MARRIOTT INTERNATIONAL INC /MD/"]])
    status, said = imported("counterparties", str(supplier), "--standing", "supplier:present")
    assert "1 changed" in said, said
    for place, path in enumerate(ORGANOGRAMS):
        status, said = imported("people", str(path), "--prefix", f"{place:02}-")
        assert status in {0, 1}, said
        assert "Written as entry" in said, said
    _, said = imported("people", str(next(path for path in ORGANOGRAMS if "foreign" in path.name)), "--prefix", "05-")
    assert "Nothing is new" in said, said
    return Person.objects


@pytest.fixture
def cast(company):
    """Who plays what: one line of three, and an officer from elsewhere."""
    on = today()
    amina = next(
        person
        for person in company.filter(number__startswith="05-").order_by("number")
        if len(superiors(person, on)) == 2 and "not disclosed" not in person.name
    )
    line = superiors(amina, on)
    others = company.filter(number__startswith="07-").order_by("number")
    chen, dolores, henrietta = others[0], others[1], others[2]
    grant(chen, "compliance_officer")
    grant(dolores, "chief_executive")
    grant(henrietta, "board_committee")
    adopt("corporate", from_day=on - timedelta(days=200), proposed_by=chen, adopted_by=dolores, at=now())
    for person in (amina, line[0], chen):
        account_for(person)
    return {"amina": amina, "manager": line[0], "chen": chen}


def on_with(page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()


def begin(page, kind: str) -> None:
    page.goto(f"/disclose/new/{kind}/")
    page.get_by_role("button", name="Begin").click()


def send(page) -> Disclosure:
    """Past the page for files, look once more, and send."""
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name=re.compile("^Send")).click()
    page.wait_for_url("**/sent/")
    return Disclosure.objects.get(public_id=page.url.split("/")[-3])


def choose(page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check()


def walk(page, answers: dict[str, str]) -> None:
    """Answer each step as it comes; a choice that is not among the answers gets its last one, "I don't know"."""
    for _ in range(20):
        if "/files/" in page.url:
            return
        radios = page.locator("main form input[type=radio]").all()
        for name in sorted({field.get_attribute("name") for field in radios}):
            if name in answers:
                choose(page, name, answers[name])
            else:
                page.locator(f"main input[name={name}]").last.check()
        for field in page.locator("main form select").all():
            field.select_option(answers[field.get_attribute("name")])
        for field in page.locator("main form input[type=text], main form input[type=date], main textarea").all():
            field.fill(answers.get(field.get_attribute("name"), ""))
        before = page.url
        on_with(page)
        page.wait_for_url(lambda url, before=before: url != before)
    raise AssertionError(f"the steps did not end: {page.url}")


def test_a_holding_in_a_supplier(page, cast, sign_in, looks_fine):
    amina, manager, chen = cast["amina"], cast["manager"], cast["chen"]
    supplier = Counterparty.objects.get(number="1048286")

    sign_in(page, amina)
    begin(page, "financial_interest")
    choose(page, "holder", "self")
    on_with(page)
    page.get_by_label("Which company").press_sequentially("marriott int")
    page.get_by_label(supplier.name, exact=True).check()
    choose(page, "believed_standing", "supplier")
    looks_fine(page, "journey-other-side")
    on_with(page)
    walk(page, {
        "organisation_form": "corporation",
        "interest_type": "shares", "share_percent": "1,5", "others_share_percent": "0", "timing": "contemplated",
        "since": (today() + timedelta(days=30)).isoformat(), "deals_with_other_side": "no", "bearing": "appearance",
        "story": "I would like to buy these shares <b>soon</b>.",
    })  # fmt: skip
    holding = send(page)
    said = page.locator("main").inner_text()
    assert "Thank you. You have done what the policy asks." in said
    assert "4.5" in said
    assert "1.5%" in said
    assert "1%" in said
    assert holding.latest_version.counterparty == supplier
    page.get_by_role("link", name="What you disclosed").click()
    page.get_by_role("button", name=re.compile("I have read this")).click()

    sign_in(page, chen)
    page.goto("/desk/")
    page.get_by_role("link", name=amina.name).click()
    assert "4.5" in page.locator("main").inner_text()
    assert "<b>soon</b>" in page.locator("main").inner_text()
    case_url = page.url
    page.get_by_role("button", name="Ask both for their view").click()
    assert "has not answered yet" in page.locator("main").inner_text()

    for person, answer in ((amina, "right"), (manager, "agree")):
        sign_in(page, person)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/consultations/")
        page.locator("main a[href^='/consultations/']").first.click()
        if person is manager:
            seen = page.locator("main").inner_text()
            assert "1.5" not in seen
            assert "soon" not in seen
        page.locator(f"input[value={answer}]").check()
        page.get_by_role("button", name="Send").first.click()
        page.set_viewport_size({"width": 1440, "height": 900})

    sign_in(page, chen)
    page.goto(case_url)
    page.locator("input[name=assess-classification][value=appearance]").check()
    page.locator("input[name=assess-could_be_questioned][value=yes]").check()
    page.locator("textarea[name=assess-reason]").fill("A buyer's colleague could wonder.")
    page.get_by_role("button", name="Record the assessment").click()
    page.locator("input[name=decide-outcome][value=approved_with_conditions]").check()
    page.locator("textarea[name=decide-reasons]").fill("The share is small, and your work does not touch them.")
    page.get_by_text("Conditions, or another day than today").click()
    page.locator("textarea[name=decide-condition_1]").fill("You take no part in choosing hotels for the company.")
    looks_fine(page, "journey-case")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("button", name="Yes, decide").click()
    assert holding.state(today()).id == "waiting_for_agreement"

    sign_in(page, amina)
    page.goto(f"/disclosures/{holding.public_id}/")
    assert "your work does not touch them" in page.locator("main").inner_text()
    page.get_by_role("link", name="Answer to the conditions").click()
    page.locator("input[value=agree]").check()
    page.locator("main form button.button").last.click()
    assert holding.state(today()).id == "in_force"

    begin(page, "outside_role")
    walk(page, {
        "holder": "self", "other_side": "A consultancy of my own", "believed_standing": "none",
        "role_type": "consultant", "role_title": "Advice on trade fairs", "hours_per_week": "4", "hours_overlap": "no",
        "short_of_rest": "no", "timing": "contemplated", "since": (today() + timedelta(days=9)).isoformat(),
        "deals_with_other_side": "no", "bearing": "not_sure", "story": "At weekends.",
    })  # fmt: skip
    early = send(page)
    page.goto(f"/disclosures/{early.public_id}/started/")
    page.locator("input[type=date]").fill(today().isoformat())
    page.locator("main form button.button").last.click()

    begin(page, "outside_role")
    walk(page, {
        "holder": "self", "other_side": "The parish council", "believed_standing": "none", "role_type": "other",
        "role_title": "Clerk", "hours_per_week": "1", "hours_overlap": "no", "short_of_rest": "no",
        "timing": "existing", "since": "2009-05-01", "deals_with_other_side": "no", "bearing": "not_sure",
        "story": "For many years.",
    })  # fmt: skip
    old = send(page)
    found = PossibleBreach.objects.values_list("disclosure__public_id", flat=True)
    assert list(found) == [early.public_id]

    sign_in(page, chen)
    page.goto("/breaches/")
    seen = page.locator("main").inner_text()
    assert "A consultancy of my own" in seen
    assert "parish council" not in seen
    page.goto(f"/cases/{old.case.public_id}/")
    assert "it began before the policy was in force" in page.locator("main").inner_text()

    assert main(["ledger", "verify"]) == 0
    table = Disclosure._meta.app_label + "_version"
    guards.drop(connection, {table})
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET bearing = 'actual' WHERE bearing = 'appearance'")
    guards.install(connection)
    assert main(["ledger", "verify"]) == 1
