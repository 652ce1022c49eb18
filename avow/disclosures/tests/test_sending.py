"""Sending: one version and one judgement, two documents of one entry, in one transaction with what follows from it."""

from datetime import date

import pytest
from django.db import connection

from avow.access import participants
from avow.access.testing import sign_in
from avow.adoptions.current import policy_in_force
from avow.disclosures import acts, signals
from avow.disclosures.models import Disclosure, Draft, Judgement, Version
from avow.disclosures.testing import SHARE, disclosed, drafted, noon
from avow.ledger.models import Attested, Entry


def test_sending_is_one_entry_with_the_version_and_the_judgement(cast, delta, on):
    before = Entry.objects.count()
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on, counterparty=delta)
    assert Entry.objects.count() == before
    version = acts.submit(disclosure, cast.amina, on, noon(on))
    entry = version.entry
    assert (entry.verb, entry.actor, entry.acting_as) == ("disclosure submitted", cast.amina.key, "discloser")
    assert entry.subject == f"disclosure:{disclosure.public_id}"
    assert [doc.schema for doc in entry.documents] == [Version.schema, Judgement.schema]
    assert not Draft.objects.exists()


def test_the_finding_cites_4_5_and_where_each_value_came_from(cast, delta, on):
    judgement = disclosed(cast.amina, counterparty=delta, on=on).judgement
    finding = next(one for one in judgement.findings if one["clause"] == "4.5")
    sources = {value["name"]: value["source"] for value in finding["values"]}
    assert sources["share_percent"] == "you said"
    assert sources["is_partner"] == "the counterparty register, since 1 January 2026"
    assert finding["figures"]


def test_a_typed_other_side_leaves_the_register_unknown(cast, on):
    judgement = disclosed(cast.amina, on=on).judgement
    assert judgement.facts["is_supplier"] is None
    assert judgement.facts["other_side"] == "Delta Bearings"


def test_what_was_written_in_words_is_only_in_the_sealed_bytes(cast, on):
    words = {"story": "A secret between us.", "description": "A watch with our initials"}
    version = disclosed(cast.amina, "gift_received", on=on, **words)
    assert {name: version.answers()[name] for name in words} == words
    with connection.cursor() as cursor:
        for model in (Version, Judgement, Attested):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows = str(cursor.fetchall())
            assert not any(said in rows for said in words.values())
    assert version.facts["worth"] == "40.00"
    assert version.judgement.facts["amount"] == "40.00"
    assert version.open_answers()["description"] == words["description"]
    assert "story" not in version.open_answers()


def test_the_discloser_takes_part(cast, on):
    version = disclosed(cast.amina, on=on)
    rows = participants.of(version.disclosure.public_id, on)
    assert (cast.amina, "discloser") in [(row.person, row.capacity) for row in rows]


def test_what_is_missing_is_named(cast, on):
    answers = {name: value for name, value in SHARE.items() if name != "bearing"}
    disclosure = drafted(cast.amina, "financial_interest", answers, on=on)
    with pytest.raises(acts.Incomplete) as refused:
        acts.submit(disclosure, cast.amina, on, noon(on))
    assert list(refused.value.facts) == ["bearing"]
    assert not Version.objects.exists()


def test_answers_to_steps_that_are_no_longer_shown_are_not_sent(cast, on):
    answers = {**SHARE, "relation": "sibling", "relative_name": "Daniel"}
    version = disclosed(cast.amina, answers=answers, on=on)
    assert "relation" not in version.answers()
    assert "Daniel" not in str(version.body)


def test_somebody_else_cannot_send_it(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    for act in (
        lambda: acts.submit(disclosure, cast.boris, on, noon(on)),
        lambda: acts.save_step(disclosure, {"story": "x"}, "story", cast.boris, noon(on)),
        lambda: acts.discard(disclosure, cast.boris, noon(on)),
        lambda: acts.amend(disclosure, cast.boris, noon(on)),
        lambda: acts.withdraw(disclosure, cast.boris, "no", noon(on)),
        lambda: acts.tell_started(disclosure, cast.boris, on, noon(on)),
        lambda: acts.end(disclosure, cast.boris, on, noon(on)),
        lambda: acts.attach(disclosure, cast.boris, "a.txt", b"a", noon(on)),
    ):
        with pytest.raises(acts.NotTheirs):
            act()


def test_a_room_above_that_fails_takes_the_sending_back(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    before = Entry.objects.count()

    def fails(**kwargs):
        raise RuntimeError("the case could not be opened")

    signals.submitted.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            acts.submit(disclosure, cast.amina, on, noon(on))
    finally:
        signals.submitted.disconnect(fails)
    assert not Version.objects.exists()
    assert Draft.objects.filter(disclosure=disclosure).exists()
    assert Entry.objects.count() == before


def test_rooms_above_hear_of_it_with_everything_they_need(cast, on):
    heard = []
    signals.submitted.connect(listen := lambda **kwargs: heard.append(kwargs))
    try:
        version = disclosed(cast.amina, on=on)
    finally:
        signals.submitted.disconnect(listen)
    (told,) = heard
    assert (told["disclosure"], told["version"], told["on"]) == (version.disclosure, version, on)
    assert told["judgement"] == version.judgement
    assert told["entry"] == version.entry


def test_a_draft_that_changed_meanwhile_is_not_sent(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    seen = disclosure.draft.revision
    acts.save_step(disclosure, {"share_percent": "90"}, "share", cast.amina, noon(on))
    with pytest.raises(acts.DraftChanged):
        acts.submit(disclosure, cast.amina, on, noon(on), revision=seen)


def test_a_kind_that_the_policy_does_not_have_cannot_be_begun(cast, on):
    with pytest.raises(acts.Refused):
        acts.start(cast.amina, "alchemy", noon(on))
    assert not Disclosure.objects.exists()


def test_a_gift_is_judged_on_its_own_day(cast, on):
    version = disclosed(cast.amina, "gift_received", on=on, received_on="2026-01-20")
    assert version.on == date(2026, 1, 20)
    assert disclosed(cast.amina, on=on).on == on


def test_the_last_look_names_the_version_of_the_policy_that_is_signed(client, cast, on):
    sign_in(client, cast.amina)
    draft = drafted(cast.amina, "financial_interest", SHARE, on=on)
    page = client.get(f"/disclose/{draft.public_id}/check/")
    pack = policy_in_force(on)
    assert f"The policy named here is {pack.name}, version {pack.version}, in force from 1 " in page.text
    assert pack.form["acknowledgement"] in page.text
