"""Two reviewers at the same moment: one decision, and the other is told who decided and when."""

import pytest
from django.db import IntegrityError, connection, transaction

from avow.access.testing import grant
from avow.disclosures.models import Version
from avow.ledger.acts import Doc, record
from avow.ledger.models import Entry
from avow.ledger.testing import at_once
from avow.reviews import acts
from avow.reviews.acts import recording
from avow.reviews.models import Case, Consultation, Decision
from avow.reviews.refusals import AlreadyDecided, Refused
from avow.reviews.testing import BEGIN, MONDAY, amend, case_of, decided, disclose, house, moment, prepared


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_the_same_moment():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    results = at_once(
        lambda: decided(Case.objects.get(pk=case.pk), h.chen),
        lambda: decided(Case.objects.get(pk=case.pk), h.farah, outcome="refused"),
    )
    refused = [one for one in results if isinstance(one, AlreadyDecided)]
    made = [one for one in results if isinstance(one, Decision)]
    assert (len(made), len(refused)) == (1, 1), results
    assert Decision.objects.get() == made[0]
    assert refused[0].who == made[0].decided_by.name
    assert refused[0].at == made[0].decided_at
    assert Entry.objects.filter(verb="decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_the_same_moment_asks_once():
    h = house()
    case = case_of(disclose(h, h.amina))

    def consult():
        return acts.consult(Case.objects.get(pk=case.pk), by=h.chen, on=MONDAY, at=moment(MONDAY))

    results = at_once(consult, consult)
    assert sorted(type(one) for one in results if isinstance(one, Refused)) == [Refused]
    assert Consultation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_version_that_comes_in_while_one_decides_is_not_decided_unread(monkeypatch):
    """The one who sends holds the ledger's head and waits for nobody; the decider looks again once they have it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    record_of_acts = recording.record

    def amended_in_between(verb, **given):
        if verb == "decided":
            (sent,) = at_once(lambda: amend(disclosure, share_percent="7"))
            assert isinstance(sent, Version), sent
        return record_of_acts(verb, **given)

    monkeypatch.setattr(recording, "record", amended_in_between)
    with pytest.raises(Refused, match="changed while you were at it"):
        decided(case, h.chen)
    assert not Decision.objects.exists()
    assert case.routing.version.number == 2


@pytest.mark.django_db
def test_the_database_itself_keeps_a_second_decision_out():
    h = house()
    first = decided(prepared(case_of(disclose(h, h.amina)), h.chen), h.chen)
    with (
        pytest.raises(IntegrityError, match=r"one_decision_per_version|version_id|never replaced"),
        transaction.atomic(),
    ):
        entry = record(
            "decided", actor=h.chen, subject="", at=moment(MONDAY), docs=[Doc(Decision.schema, {}, key=h.amina.key)]
        )
        Decision.objects.create(
            attested=entry.documents[0],
            case=first.case,
            version=first.version,
            version_hash=first.version_hash,
            outcome="refused",
            authority="compliance_officer",
            decided_by=h.chen,
            decided_at=first.decided_at,
            decided_on=MONDAY,
            start_on=MONDAY,
        )
