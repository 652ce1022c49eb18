"""Bringing gifts in: which rows are taken, which are refused, what is looked up, and that nothing comes twice."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.counterparties import acts as counterparties
from avow.disclosures import judging
from avow.disclosures.models import Judgement, Version
from avow.gifts.models import Became, Gift, PastGift
from avow.imports.reading.table import Unusable
from avow.imports.tests.conftest import AT, DAY, real
from avow.imports.tests.gifts_world import LONG_AGO, brought, people_named, rows_of
from avow.ledger import keyring
from avow.ledger.models import Entry
from avow.local_rules.testing import ruled
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
RECEIVED = "kind:=gift_received"


@pytest.fixture
def cast(db):
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    return people


@pytest.fixture
def register(cast):
    """Delta Bearings of the Delta Group since 2026-01-01, and two companies of one name."""

    def put(number, **fields):
        return counterparties.put(number, on=date(2026, 1, 1), by="system", at=AT, **fields)

    put("DG", name="Delta Group")
    delta = put("D-1", name="Delta Bearings", parent="DG", aliases=["Delta Lager"], identifiers=[("lei", "LEI123")],
                standings=[("supplier", "present")])  # fmt: skip
    put("S-1", name="Same Name")
    put("S-2", name="same name")
    return delta


@pytest.fixture
def gifts(file):
    """Bring gifts in from a text."""
    return lambda text, *maps, **wishes: brought(file(text, "gifts.csv"), *(maps or (RECEIVED,)), **wishes)


def refused(report):
    return [(one.line, one.column, one.why) for one in report.refused]


def kinds(report):
    return {finding.kind: finding.lines for finding in report.findings}


def test_a_row_becomes_a_gift_like_any_other(cast, register, gifts):
    report = gifts(
        "person,date,party,amount,currency,description,shared by,decided by,decided on,remarks\n"
        "A1,2026-03-02,Delta Lager,100.00,USD,A hamper,2,Chen Wei,2026-03-04,Shared in the office\n"
    )
    assert (report.status, report.refused, report.counts()["in_register"]) == (0, [], 1)
    gift = Gift.objects.get()
    assert (gift.person, gift.kind, gift.on, gift.counterparty) == (
        cast.amina, "gift_received", date(2026, 3, 2), register,
    )  # fmt: skip
    assert (gift.amount, gift.worth, gift.currency, gift.is_past) == (Decimal("50.00"), 100, "USD", True)
    version = Version.objects.get()
    assert version.answers()["description"] == "A hamper"
    assert "description" not in version.facts
    past = PastGift.objects.get().attested.open()
    assert (past["decided_by"], past["decided_on"], past["remarks"]) == (
        "Chen Wei", "2026-03-04", "Shared in the office",
    )  # fmt: skip
    disclosure = version.disclosure
    assert disclosure.state(DAY).title == "Recorded in the past"
    assert list(type(disclosure).objects.visible_to(cast.amina, DAY)) == [disclosure]
    assert not type(disclosure).objects.visible_to(cast.goran, DAY).exists()
    assert Entry.objects.order_by("-number").first().verb == "gifts brought in"


def test_no_case_opens(cast, gifts):
    gifts("person,date,party,amount\nA1,2026-03-02,Delta,900\n")
    assert Gift.objects.get().gravest == "approval"
    assert not Entry.objects.filter(verb="case opened").exists()


def test_each_is_judged_as_it_would_be_judged_again(cast, register, gifts):
    """With its rows of several days, groups and currencies; with what was there before; and with each other."""
    text = "person,date,party,amount,currency,paid back,declined,outcome\n"
    text += "A1,2026-02-02,Delta Bearings,90,EUR,,,\nA1,2026-03-02,Delta Group,80,USD,10,,\nA1,2026-03-02,d,90,ISK,,,\n"
    text += "Amina Haddad,2025-12-30,Delta Bearings,120,USD,,,\nA1,2026-03-05,Delta Bearings,300,USD,,yes,\n"
    text += "A1,2026-03-06,Delta Bearings,45,USD,,,donated\nB1,2026-03-06,Delta Bearings,500,USD,,,\n"
    gifts(text)
    gifts("person,date,party,amount\nA1,2026-03-01,Delta Bearings,60\nA1,2026-03-02,Delta Group,75\n")
    versions = list(Version.objects.select_related("disclosure__person").order_by("pk"))
    assert len(versions) == 9
    for version in versions:
        body, before = judging.again(version, {}, ""), version.judged
        for name in ("findings", "questions", "facts"):
            assert body[name] == getattr(before, name), (version, name)
    assert [gift.gravest for gift in Gift.objects.order_by("pk")].count("approval") >= 4


@pytest.mark.parametrize("kind", ["gift_given", "hospitality_received", "hospitality_offered"])
def test_the_other_kinds_are_judged_as_again_too(cast, register, gifts, kind):
    """With rules of a site, and leave that nobody asked for here: of the past, nothing is said of leave."""
    grant(cast.chen, "compliance_officer")
    ruled(cast.chen, date(2026, 2, 1))
    text = "person,date,party,amount,declined\n" + "".join(
        f"A1,2026-0{month}-02,Delta Bearings,{month}50,{'yes' if month == 3 else ''}\n" for month in range(1, 9)
    )
    gifts(text, f"kind:={kind}")
    for version in Version.objects.select_related("disclosure__person"):
        body, before = judging.again(version, {}, ""), version.judged
        for name in ("findings", "questions", "facts", "sources"):
            assert body[name] == getattr(before, name), (version, name)
        assert before.facts.get("leave_given") is None
    clauses = [finding["clause"] for one in Judgement.objects.all() for finding in one.findings]
    assert "5.5" not in clauses
    if kind.startswith("hospitality"):
        assert {"gift_given": "5.2", "hospitality_received": "5.3", "hospitality_offered": "5.4"}[kind] in clauses


def test_what_was_there_before_is_judged_again(cast, gifts):
    """A past gift that falls into the window of one that was there makes that one cross the limit."""
    from avow.disclosures.testing import disclosed
    from avow.gifts.models import CountedAnew

    here = disclosed(cast.amina, "gift_received", on=date(2026, 3, 2), amount="150.00", other_side="Omega")
    far = disclosed(cast.amina, "gift_received", on=date(2026, 3, 2), amount="150.00", received_on="2024-03-02",
                    other_side="Omega")  # fmt: skip
    report = gifts("person,date,party,amount\nA1,2025-06-01,OMEGA,60\nB1,2025-06-01,OMEGA,60\n")
    assert report.seen_again == 1
    anew = CountedAnew.objects.get()
    assert (anew.judgement.version, anew.cause, anew.worse) == (here, "entered", True)
    assert anew.cause_entry_id == report.entry
    assert far.judgements.count() == 1


def test_what_became_of_it(cast, gifts):
    report = gifts(
        "person,date,party,amount,declined,outcome,paid back\n"
        "A1,2026-03-01,A,300,yes,,\nA1,2026-03-02,B,300,,Donated to charity,\nA1,2026-03-03,C,300,,kept,120.50\n"
        "A1,2026-03-04,D,300,,eaten by the dog,\nA1,2026-03-05,E,300,maybe,,\n"
    )
    assert [(gift.counts, gift.paid_back) for gift in Gift.objects.order_by("on")] == [
        (False, 0), (False, 0), (True, Decimal("120.50")),
    ]  # fmt: skip
    assert set(Became.objects.values_list("becoming", "paid")) == {("passed_on", None), ("paid_for", Decimal("120.50"))}
    assert [line for line, *_ in refused(report)] == [5, 6]


def test_rows_are_refused_one_by_one(cast, gifts):
    report = gifts(
        "person,date,party,amount,currency\n"
        "A1,0021-05-03,X,10,\nA1,2923-05-03,X,10,\nA1,,X,10,\nA1,2026-02-30,X,10,\nA1,2026-11-23,X,10,\n"
        "A1,1999-12-31,X,10,\nA1,03/04/2026,X,10,\nA1,2026-03-01,,10,\n,2026-03-01,X,10,\nA1,2026-03-01,X,-5,\n"
        "A1,2026-03-01,X,abc,\nA1,2026-03-01,X,1.250,\nA1,2026-03-01,X,$5,EUR\nA1,2026-03-01,X,1e9,\n"
        "Z9,2026-03-01,X,10,\nA1,2026-03-01,X,1000000000,\nA1,2026-03-01,X,10\nA1,2026-03-01,X,10,\n"
    )
    assert len(report.gifts) == 1
    assert [line for line, *_ in refused(report)] == list(range(2, 19))
    assert all(one.why and one.remedy for one in report.refused)
    assert "outside 2000-01-01 to 2026-11-22" in report.refused[0].why
    assert report.refused[14].remedy == "Import the people first: avow import people."


def test_one_name_of_several_people_is_nobody(cast, gifts, tmp_path):
    people_named(["Amina Haddad"], tmp_path)
    report = gifts("person,date,party,amount\namina HADDAD,2026-03-01,X,10\nboris lindqvist,2026-03-01,X,10\n")
    assert refused(report) == [(2, "person", "2 people have this name: A1, P1.")]
    assert report.refused[0].remedy == "Write the number of the one meant."
    assert Gift.objects.get().person == cast.boris


def test_the_party_by_number_identifier_or_name(cast, register, gifts):
    report = gifts(
        "person,date,party,lei,amount\n"
        "A1,2026-03-01,D-1,,1\nA1,2026-03-02,delta bearings,,1\nA1,2026-03-03,Anything,LEI123,1\n"
        "A1,2026-03-04,Same Name,,1\nA1,2026-03-05,LEI123,,1\nA1,2026-03-06,Omega,LEI9,1\n"
    )
    found = list(Gift.objects.order_by("on").values_list("counterparty__number", "party_name"))
    assert found[:3] == [("D-1", "Delta Bearings")] * 3
    assert found[3:] == [(None, "Same Name"), (None, "LEI123"), (None, "Omega")]
    assert kinds(report) == {"ambiguous_party": (5,), "unknown_party": (7,)}


def test_a_merged_entry_is_the_one_it_is_merged_into(cast, register, gifts):
    from avow.counterparties.merging import merge

    other = counterparties.put("D-2", on=date(2026, 1, 1), by="system", at=AT, name="Delta Bearing")
    merge(other, register, by="system", on=date(2026, 2, 1), at=AT, reason="The same address.")
    gifts("person,date,party,amount\nA1,2026-03-01,Delta Bearing,1\n")
    assert Gift.objects.get().counterparty == register


def test_unknown_worth_of_gifts_is_refused_or_asked_for(cast, gifts):
    """Gifts are added up: one of unknown worth leaves every sum open, so somebody has to want that."""
    text = "person,date,party,amount\nA1,2026-03-01,X,N/A\nA1,2026-03-02,X,150\nA1,2026-03-03,Y,Above limit\n"
    report = gifts(text)
    assert [why for _, _, why in refused(report)] == ["What it was worth is not known."] * 2
    assert "--unknown-amounts" in report.refused[0].remedy
    report = gifts(text, unknown_amounts=True)
    assert (len(report.gifts), report.unchanged, report.unknown_amounts) == (2, 1, 2)
    assert kinds(report) == {"unknown_amount": (4,)} | kinds(report)
    assert Gift.objects.filter(amount=None, is_open=True).count() == 2


def test_hospitality_of_unknown_worth_is_taken(cast, gifts):
    """Of invitations the policy counts the times, so that they need no amount."""
    report = gifts(
        "person,date,provider,value\nA1,2026-03-01,X,~9\nA1,2026-03-02,X,Above limit\nA1,2026-03-03,X,\n",
        "kind:=hospitality_received", "currency:=GBP",
    )  # fmt: skip
    assert (len(report.gifts), report.estimates, report.unknown_amounts) == (3, 1, 2)
    assert [finding.kind for finding in report.findings] == ["estimate", "unknown_amount", "unknown_amount"]
    assert list(Gift.objects.order_by("on").values_list("worth", "currency", "is_estimated")) == [
        (9, "GBP", True), (None, "GBP", False), (None, "GBP", False),
    ]  # fmt: skip


def test_nil_returns_are_no_gifts_and_no_defects(cast, gifts):
    report = gifts(
        "person,date,party,amount,description\nA1,Nil Return,Nil return,Nil Return,Nil Return\nB1,,None,,\n"
        "A1,2026-03-31,nothing to declare,0,-\nA1,2026-03-01,None,10,A pen\n"
    )
    assert report.nil_returns == [2, 3, 4]
    assert refused(report) == [(5, "party", "'None' stands for nothing.")]
    assert report.entry is None


def test_ministers_hospitality(cast, tmp_path):
    path = real("hospitality-uk/uk_ministers_hospitality.csv")
    rows = rows_of(path)
    people_named((row["minister"] for row in rows if not row["minister"].startswith(("*", "Department for"))), tmp_path)
    report = brought(path, "direction:=received", "currency:=GBP", days="dmy")
    counts = report.counts()
    assert (counts["added"], counts["nil_returns"], counts["refused"]) == (315, 58, 7)
    assert counts["added"] + counts["nil_returns"] + counts["refused"] == len(rows)
    assert report.nil_returns == [
        place for place, row in enumerate(rows, 2) if row["provider"].lower() == "nil return"
        or row["hospitality_type"].lower() == "nil return"
    ]  # fmt: skip
    assert [one.line for one in report.refused] == [176, 177, 178, 179, 180, 181, 255]
    assert {one.column for one in report.refused} == {"date", "minister"}
    assert "stands under 'provider'" in report.refused[0].why
    assert counts["unknown_amounts"] == sum("alue" in row["value"] for row in rows)
    assert kinds(report)["lost_sign"] == (71, 72, 73, 74)
    assert kinds(report)["estimate"] == (304,)
    worth = {past.line: past.disclosure.gift.worth for past in PastGift.objects.select_related("disclosure__gift")}
    for place, row in enumerate(rows, 2):
        if place in worth and worth[place] is not None and row["value"][0] != "<":
            assert worth[place] == Decimal(row["value"].strip("£\ufffd").replace(",", ""))
    again = brought(path, "direction:=received", "currency:=GBP", days="dmy")
    assert (again.counts()["added"], again.unchanged, again.entry) == (0, 315, None)


def test_days_with_slashes_need_an_order(cast, gifts):
    text = "person,date,party,amount\nA1,03/04/2026,X,10\n"
    assert "does not say whether the day or the month" in refused(gifts(text))[0][2]
    gifts(text, days="mdy")
    assert Gift.objects.get().on == date(2026, 3, 4)


def test_which_way_it_went(cast, gifts):
    text = "person,date,party,amount,type,direction\nA1,2026-03-01,X,10,Gift,received\nA1,2026-03-02,X,10,gift,given\n"
    text += "A1,2026-03-03,X,10,Hospitality,offered\nA1,2026-03-04,X,10,A gift or favour received,\n"
    text += "A1,2026-03-05,X,10,gift,\nA1,2026-03-06,X,10,bribe,received\n"
    report = gifts(text, "kind=type")
    assert list(Gift.objects.order_by("on").values_list("kind", flat=True)) == [
        "gift_received", "gift_given", "hospitality_offered", "gift_received",
    ]  # fmt: skip
    assert [(line, column) for line, column, _ in refused(report)] == [(6, "type"), (7, "type")]
    assert "--map direction:=received" in report.refused[0].remedy


def test_the_same_file_again_changes_nothing_and_equal_rows_are_two(cast, gifts):
    text = "person,date,party,amount\nA1,2026-03-01,X,10\nA1,2026-03-01,X,10\nZ1,2026-03-01,X,10\n"
    first = gifts(text)
    entries = Entry.objects.count()
    second = gifts(text)
    assert (len(first.gifts), len(second.gifts), second.unchanged) == (2, 0, 2)
    assert (Gift.objects.count(), Entry.objects.count(), second.entry) == (2, entries, None)


def test_a_row_that_was_refused_is_taken_once_its_person_is_known(cast, gifts, tmp_path):
    text = "person,date,party,amount\nA1,2026-03-01,X,10\nZoltan Z,2026-03-01,X,10\n"
    gifts(text)
    people_named(["Zoltan Z"], tmp_path)
    report = gifts(text)
    assert (list(report.gifts), report.unchanged, report.refused) == ([3], 1, [])


def test_a_changed_file_of_the_same_rows_is_not_taken_twice(cast, gifts):
    gifts("person,date,party,amount\nA1,2026-03-01,X,10\nA1,2026-03-02,X,10\nA1,2026-03-03,X,10\n")
    changed = "person,date,party,amount\nA1,2026-03-01,x.,10.00\nA1,2026-03-02,X,10\nA1,2026-03-09,X,10\n"
    with pytest.raises(Unusable, match=r"2 gifts look like .* 2 of the 3 that would be new.*--yes"):
        gifts(changed)
    assert Gift.objects.count() == 3
    assert len(gifts(changed, yes=True).gifts) == 3
    more = "person,date,party,amount\nA1,2026-03-01,X,10\nA1,2026-03-20,X,10\nA1,2026-03-21,X,10\n"
    report = gifts(more)
    assert (len(report.gifts), kinds(report)) == (3, {"looks_alike": (2,)})


def test_a_dry_run_judges_all_and_writes_nothing(cast, gifts):
    text = "person,date,party,amount\nA1,2026-03-01,X,190\nA1,2026-03-02,X,20\n"
    entries = Entry.objects.count()
    dry = gifts(text, dry_run=True)
    assert (len(dry.gifts), len(dry.crossings), dry.entry) == (2, 1, None)
    assert (Gift.objects.count(), Judgement.objects.count(), Entry.objects.count()) == (0, 0, entries)
    real_one = gifts(text)
    crossing = real_one.crossings[0]
    assert crossing == dry.crossings[0]
    assert (crossing.person, crossing.party, crossing.first, crossing.sum) == ("A1", "X", date(2026, 3, 2), 210)


def test_somebody_erased_has_no_past(cast, gifts):
    keyring.destroy(cast.amina.key)
    report = gifts("person,date,party,amount\nA1,2026-03-01,X,10\nB1,2026-03-01,X,10\n")
    assert refused(report) == [(2, "person", "This person was erased.")]
    assert Gift.objects.get().person == cast.boris


def test_without_a_policy_nothing_can_be_judged(db, gifts):
    with pytest.raises(Unusable, match="No policy is in force"):
        gifts("person,date,party,amount\nA1,2026-03-01,X,10\n")


def test_sheets_of_one_file_are_different_rows(cast, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "2025"
    for sheet, day in ((book.active, date(2025, 3, 1)), (book.create_sheet("2026"), date(2026, 3, 1))):
        sheet.append(["person", "date", "party", "amount"])
        sheet.append(["A1", day, "X", 10.5])
    path = tmp_path / "register.xlsx"
    book.save(path)
    counts = [len(brought(path, RECEIVED, sheet=sheet).gifts) for sheet in (None, "2025", "2026", "2026")]
    assert counts == [1, 0, 1, 0]
    assert list(Gift.objects.values_list("worth", flat=True)) == [Decimal("10.50")] * 2
