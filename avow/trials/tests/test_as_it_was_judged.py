"""By the rules of then, the past comes out as it came out then: what a trial reads is what the application judged."""

from datetime import date, timedelta

from avow.adoptions.current import policy_in_force
from avow.disclosures import acts
from avow.disclosures.models import Judgement
from avow.disclosures.testing import GIFT, disclosed, noon
from avow.trials.judging import Rules
from avow.trials.records import judgements
from avow.trials.testing import TODAY
from avow.trials.tests.test_groups import put
from avow.trials.tried import Sides, tried

FIRST = date(2026, 2, 2)


def test_findings_and_questions_are_those_that_were_kept(here):
    delta = put("D-1", name="Delta Bearings", standings=[("supplier", "present")])
    for number, amount in enumerate(["60.00", "90.00", "45.50", "10.00", "120.00"]):
        day = FIRST + timedelta(days=20 * number)
        for person, party in ((here.amina, delta), (here.boris, None)):
            disclosed(
                person, "gift_received", on=day, received_on=day.isoformat(), amount=amount,
                other_side="Delta Bearings", counterparty=party, declined=number == 1,
            )  # fmt: skip
    given = {**GIFT, "received_on": None}
    named = disclosed(
        here.boris, "gift_received", on=FIRST, received_on=FIRST.isoformat(), amount="30.00", other_side="Delta B.",
    ).disclosure  # fmt: skip
    said = {"by": here.dolores, "acting_as": "officer", "reason": "One number.", "on": FIRST, "at": noon(FIRST)}
    acts.resolve_party(named, delta, **said)
    day = FIRST + timedelta(days=5)
    disclosed(here.boris, "gift_received", on=day, received_on=day.isoformat(), amount="190", counterparty=delta)
    disclosed(here.chen, "gift_received", {**given, "received_on": "2026-03-03", "amount": None}, on=date(2026, 3, 3))
    disclosed(here.dolores, share_percent="0.4")
    disclosed(here.farah, share_percent=None)
    disclosed(here.goran, counterparty=delta, other_side="Delta Bearings")

    pack = policy_in_force(TODAY)
    sides = Sides({pack.hash: pack}, [Rules(pack)], [Rules(pack)], pack)
    with tried(judgements(), sides) as came:
        found = came.past.connection.execute("SELECT row, clause, rule, came FROM old").fetchall()
        assert came.past.number("SELECT count(*) FROM otherwise") == 0
    said = {row: set() for row in Judgement.objects.values_list("version__disclosure", flat=True)}
    asked = {row: set() for row in said}
    for row, clause, rule, outcome in found:
        if outcome == "unknown":
            asked[row].add(clause)
        else:
            said[row].add((clause, rule, outcome))
    kept = Judgement.objects.select_related("version")
    assert len(said) == 16 and any(said.values()) and any(asked.values())
    for one in kept:
        row = one.version.disclosure_id
        assert said[row] == {(each["clause"], each["rule"], each["finding"]) for each in one.findings}, one
        assert asked[row] == {clause for each in one.questions for clause in each["clauses"]}, one
