"""The pages of a version of the policy as officers and whoever adopts it meet them: nothing, one, many, wrong, long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.testing import grant
from avow.adoptions.acts import adopt_proposal, propose
from avow.adoptions.resolutions import approving
from avow.adoptions.testing import adopted
from avow.config.clock import now, today
from avow.disclosures.testing import disclosed
from avow.people import acts as people
from avow.people.testing import cast
from avow.trials.acts import ask
from avow.trials.lists import make
from avow.trials.models import BackTest, JudgedOtherwise
from avow.trials.models.back_test import CHANGES
from avow.trials.question import Question
from avow.trials.testing import tried
from avow.web.tests.versions import GIFTS, INTEREST, LIMIT, edited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Wilhelmina Konstantinopoulou-Featherstonehaugh Oyelaran-Oyeyinka von und zu Hohenlohe-Waldenburg"
WHY = (
    "The board wants a lower limit from next year on, as our customers have one, and a plain answer on large interests."
)
EDITS = {
    GIFTS: (LIMIT, LIMIT.replace(" ]", ', { from = 2027-01-01, value = "100.00" } ]')),
    INTEREST: ('finding = "approval"', 'finding = "prohibited"'),
}


@pytest.fixture
def here():
    found = cast()
    adopted()
    grant(found.chen, "compliance_officer")
    grant(found.farah, "deputy")
    grant(found.dolores, "chief_executive")
    return found


@pytest.fixture
def proposal(here):
    return propose(edited("2027.1", EDITS), by=here.chen, at=now(), reason=WHY)


@pytest.fixture
def long_names(here):
    people.put("A1", on=date(2026, 1, 2), by="system", at=datetime(2026, 1, 2, tzinfo=UTC), name=LONG)
    people.put("C1", on=date(2026, 1, 2), by="system", at=datetime(2026, 1, 2, tzinfo=UTC), name=LONG)


def at(proposal, *more) -> str:
    return "/".join(["/policy/versions", proposal.public_id, *more, ""])


def test_nothing_proposed_and_proposing(page, here, sign_in, looks_fine, tmp_path):
    sign_in(page, here.chen)
    page.goto("/policy/versions/")
    looks_fine(page, "versions-none")
    page.get_by_role("link", name="Propose a version").click()
    looks_fine(page, "versions-propose")
    folder = tmp_path / "broken"
    for name, text in edited(
        "2027.1", {GIFTS: ("> limit_12m", "> limit_12n"), INTEREST: ("share_percent", "shares")}
    ).items():
        file = folder / name.replace("/", "_")
        file.parent.mkdir(exist_ok=True)
        (folder / name.split("/")[-1]).write_text(text)
    page.get_by_label("Why should the policy change?").fill(WHY)
    page.get_by_label("Its files").set_input_files(sorted(folder.glob("*.toml")))
    page.get_by_role("button", name="Check and propose").click()
    page.get_by_role("heading", name="What is wrong, and where").wait_for()
    assert page.get_by_label("Why should the policy change?").input_value() == WHY
    looks_fine(page, "versions-propose-broken")


def test_a_proposal_with_very_long_names(page, here, proposal, long_names, sign_in, looks_fine):
    sign_in(page, here.dolores)
    page.goto("/policy/versions/")
    looks_fine(page, "versions-one")
    page.goto(at(proposal))
    looks_fine(page, "version-proposed")
    page.goto(at(proposal, "checked"))
    looks_fine(page, "version-checked")
    page.goto(at(proposal, "compared"))
    looks_fine(page, "version-compared")
    sign_in(page, here.chen)
    page.goto(at(proposal, "withdraw"))
    looks_fine(page, "version-withdraw")


def test_everything_changes(page, here, sign_in, looks_fine):
    files = edited("2027.1", EDITS)
    for name in files:
        files[name] = files[name].replace('means = "', 'means = "This is worded in quite another way from now on. ')
    proposal = propose(files, by=here.chen, at=now(), reason=WHY)
    sign_in(page, here.chen)
    page.goto(at(proposal, "compared"))
    looks_fine(page, "version-compared-many")


def test_trying_it_without_scripts(page_without_javascript, here, proposal, sign_in):
    plain = page_without_javascript
    sign_in(plain, here.chen)
    plain.goto(at(proposal, "tried"))
    plain.get_by_role("button", name="Try it").click()
    plain.get_by_text("It waits for its turn.").wait_for()
    test = BackTest.objects.get()
    BackTest.objects.filter(pk=test.pk).update(begun_at=now(), stage="reading the past", done=40_000, total=120_000)
    plain.get_by_role("link", name="See how far it is now").click()
    plain.get_by_text("40,000 of 120,000 records").wait_for()
    BackTest.objects.filter(pk=test.pk).update(finished_at=now(), judged=120_000)
    plain.get_by_role("link", name="See how far it is now").click()
    plain.get_by_role("heading", name="Nothing would have been judged otherwise").wait_for()


def test_trying_it(page, here, proposal, sign_in, looks_fine):
    sign_in(page, here.chen)
    page.goto(at(proposal, "tried"))
    looks_fine(page, "version-tried-nothing")
    page.locator("#id_since").fill("2026-05-01")
    page.locator("#id_until").fill("2026-04-01")
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    looks_fine(page, "version-tried-wrong")
    page.locator("#id_until").fill("")
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("It waits for its turn.").wait_for()
    test = BackTest.objects.get()
    BackTest.objects.filter(pk=test.pk).update(begun_at=now(), stage="reading the past", done=40_000, total=120_000)
    page.get_by_text("40,000 of 120,000 records").wait_for()
    looks_fine(page, "version-running")
    BackTest.objects.filter(pk=test.pk).update(done=110_000)
    page.get_by_text("110,000 of 120,000 records").wait_for()
    BackTest.objects.filter(pk=test.pk).update(finished_at=now(), judged=120_000)
    page.get_by_role("heading", name="Nothing would have been judged otherwise").wait_for()
    looks_fine(page, "version-result-nothing")
    BackTest.objects.filter(pk=test.pk).update(finished_at=None, failure="There is no figure 9.9.limit.")
    page.reload()
    looks_fine(page, "version-failed")


def test_a_result_with_many_of_everything(page, here, proposal, long_names, sign_in, looks_fine):
    version = disclosed(here.amina)
    test = ask(proposal, Question(figures={"5.2.limit_12m": "120.00"}), by=here.chen, at=now())
    clauses = ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "5.1", "5.2", "5.3", "5.4", "5.5", "6.9"]
    kinds = ["gift_received", "gift_given", "hospitality_received", "loan", "relationship", "a_kind_that_is_gone"]
    rows = [
        JudgedOtherwise(
            back_test=test, disclosure=version.disclosure, number=1, on=date(2022, 1, 5) + timedelta(days=count * 7),
            kind=kinds[count * count % 6], grade=["P1", "P2", "P3", "M1", "E1", ""][count % 6],
            clause=clauses[count * count % 15 if count % 3 else 10], rule=f"rule{count}",
            change=list(CHANGES)[count % 7], was="none", now="approval",
        )
        for count in range(240)
    ]  # fmt: skip
    JudgedOtherwise.objects.bulk_create(rows)
    left = {"of people who were erased": 12, "of a kind that the version does not have": 3}
    BackTest.objects.filter(pk=test.pk).update(finished_at=now(), judged=12_345, otherwise=1, left_out=left)
    sign_in(page, here.chen)
    page.goto(at(proposal, "tried", test.public_id))
    looks_fine(page, "version-result")
    for summary in page.get_by_text("The same numbers as a table").all():
        summary.click()
    looks_fine(page, "version-result-tables")
    page.get_by_role("link", name="Look into them one by one").click()
    looks_fine(page, "version-records")
    page.goto(at(proposal, "tried", test.public_id, "records") + "?clause=4.2&change=newly_asked&month=1999-01")
    looks_fine(page, "version-records-none")
    page.goto(at(proposal, "tried"))
    looks_fine(page, "version-tried-asked")


def test_adopting_and_looking_again(page, here, proposal, sign_in, looks_fine, tmp_path):
    disclosed(here.amina)
    disclosed(here.boris)
    tried(proposal, here.chen)
    sign_in(page, here.chen)
    page.goto(at(proposal, "adopt"))
    looks_fine(page, "version-adopt-not-you")
    sign_in(page, here.farah)
    page.goto(at(proposal, "adopt"))
    looks_fine(page, "version-adopt")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What will happen").wait_for()
    looks_fine(page, "version-adopt-yes")
    page.get_by_role("button", name="Yes, adopt it").click()
    looks_fine(page, "version-adopt-refused")
    paper = tmp_path / "resolution.txt"
    paper.write_text("Resolved so.")
    page.get_by_label("The approving resolution").set_input_files(paper)
    page.get_by_role("button", name="Yes, adopt it").click()
    page.get_by_text("still being made").wait_for()
    looks_fine(page, "version-adopted")
    proposal.refresh_from_db()
    make(proposal.adoption, today=today(), now=now)
    page.reload()
    page.get_by_role("link", name="Look at them").click()
    looks_fine(page, "version-look-again")
    page.get_by_role("link", name="Amina Haddad").click()
    looks_fine(page, "version-look-at")
    page.get_by_role("button", name="Note that I looked at it").click()
    looks_fine(page, "version-look-at-refused")
    page.get_by_label("What did you find?").fill("She sold it in April.")
    page.get_by_role("button", name="Note that I looked at it").click()
    page.get_by_role("link", name="Looked at").click()
    looks_fine(page, "version-looked-at")


def test_many_versions(page, here, sign_in, looks_fine):
    for count in range(30):
        proposal = propose(edited(f"2027.{count}", {}), by=here.chen, at=now(), reason=WHY)
        if count % 5:
            paper = approving("resolution.txt", b"Resolved so.")
            day = today() + timedelta(days=count)
            adopt_proposal(proposal, from_day=day, by=here.farah, at=now(), resolution=paper)
    sign_in(page, here.chen)
    page.goto("/policy/versions/")
    looks_fine(page, "versions-many")
