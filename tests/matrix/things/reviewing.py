"""Amina's cases: one in which both were asked, one ready to be decided, one decided with a condition, one withdrawn;
a question put to her, and an activity that she began before anyone had decided.
"""

from avow.breaches.models import PossibleBreach
from avow.disclosures import acts as disclosing
from avow.reviews import acts
from avow.reviews import testing as reviews
from avow.reviews.findable import findable
from tests.matrix.things.world import AT, ON, World

SHORT = "A few words."


def add(found: World, house: reviews.House) -> None:
    asked = reviews.case_of(reviews.disclose(house, house.amina))
    of_amina, of_boris = acts.consult(asked, by=house.chen, on=ON, at=AT)
    question = acts.ask(asked, by=house.chen, text="Since when?", on=ON, at=AT)
    fresh = reviews.case_of(reviews.disclose(house, house.amina))
    ready = reviews.prepared(reviews.case_of(reviews.disclose(house, house.amina)), house.chen)
    decided = reviews.prepared(reviews.case_of(reviews.disclose(house, house.amina)), house.chen)
    reviews.decided(
        decided, house.chen, outcome="approved_with_conditions", conditions=[acts.Term("Stay out of their quotes.")]
    )
    gone = reviews.case_of(reviews.disclose(house, house.amina))
    disclosing.withdraw(gone.disclosure, house.amina, "I sold them.", AT)
    watch = reviews.case_of(reviews.given_a_watch(house, house.amina))
    tests_of_5_1 = findable(watch.disclosure.latest_version)
    early = reviews.disclose(house, house.amina)
    disclosing.tell_started(early, house.amina, ON, AT)
    breach = PossibleBreach.objects.get(disclosure=early)

    _pages(found, asked, decided, of_amina, of_boris, breach)
    acted = {
        "consult": (fresh, {}),
        "attempt": (asked, {"consultation": of_boris.public_id, "day": ON, "way": "telephone", "remark": SHORT}),
        "hear": (asked, {"consultation": of_boris.public_id, "answer": "agree", "remark": SHORT}),
        "move": (asked, {"reason": SHORT}),
        "tell": (asked, {"to": house.amina.public_id, "text": SHORT}),
        "ask": (asked, {"to": house.amina.public_id, "text": SHORT}),
        "take-back": (asked, {"question": question.public_id}),
        "note": (asked, {"text": SHORT}),
        "assess": (
            asked,
            {"version": 1, "classification": "potential", "could_be_questioned": "yes", "reason": SHORT},
        ),
        "find": (watch, {"version": 1, **dict.fromkeys(tests_of_5_1, "yes"), "reason": SHORT}),
        "decide": (ready, {"version": 1, "rows": 2, "outcome": "approved", "reasons": SHORT, "confirmed": 1}),
        "step-aside": (asked, {"reason": SHORT}),
        "refer": (asked, {"to": "board_committee", "reason": SHORT}),
        "keep-open": (gone, {"reason": SHORT}),
    }
    for act, (case, fields) in acted.items():
        prefix = "" if act == "take-back" else f"{act}-"
        found.parts["reviews:act", f"POST:{act}"] = {"public_id": case.public_id, "act": act}
        found.sent["reviews:act", f"POST:{act}"] = {f"{prefix}{name}": value for name, value in fields.items()}
    found.parts["reviews:act"] = {"public_id": asked.public_id, "act": "note"}
    found.sent |= {
        ("reviews:consult_many", "POST"): {"case": fresh.public_id},
        ("reviews:consultation", "POST"): {"answer": "agree", "remark": SHORT},
        ("reviews:consultation", "POST:own"): {"answer": "right", "remark": SHORT},
        ("reviews:consultation_say", "POST"): {"say-text": SHORT},
        ("reviews:acknowledge", "POST"): {"version": 1},
        ("reviews:conversation", "POST"): {"say-text": SHORT},
        ("reviews:conversation", "POST:answer"): {
            "question": question.public_id,
            f"{question.public_id}-text": SHORT,
        },
        ("reviews:agree", "POST"): {"answer": "agree"},
        ("reviews:agree", "POST:decline"): {"answer": "decline", "words": SHORT},
    }


def _pages(found: World, asked, decided, of_amina, of_boris, breach) -> None:
    mine = {"public_id": asked.disclosure.public_id}
    with_conditions = {"public_id": decided.disclosure.public_id}
    found.parts |= {
        "reviews:case": {"public_id": asked.public_id},
        "reviews:consultation": {"public_id": of_boris.public_id},
        ("reviews:consultation", "GET:own"): {"public_id": of_amina.public_id},
        ("reviews:consultation", "POST:own"): {"public_id": of_amina.public_id},
        "reviews:consultation_say": {"public_id": of_boris.public_id},
        "reviews:acknowledge": mine,
        "reviews:conversation": mine,
        "reviews:agree": with_conditions,
        "reviews:letter": with_conditions,
        "breaches:one": {"public_id": breach.public_id},
    }
