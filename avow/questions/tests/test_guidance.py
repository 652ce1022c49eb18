"""Guidance: an answer told to everyone without whoever asked; found by words and by clause; changed and withdrawn."""

import pytest

from avow.disclosures.testing import disclosed
from avow.ledger.models import Attested, Entry
from avow.questions import acts, finding, naming
from avow.questions.models import Guidance
from avow.questions.testing import MONDAY, WORDS, answered, asked_by, house, moment, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def us():
    return house()


def with_words(**changed) -> acts.Words:
    return acts.Words(**{**WORDS.__dict__, **changed})


def test_nothing_in_it_leads_to_the_question(us):
    question = asked_by(us.amina)
    answered(question, us.chen)
    row = published(us.chen, question=question)
    entry = Entry.objects.get(verb="guidance published")
    told = repr(row.attested.open()) + repr(Guidance.objects.values().get()) + entry.subject + entry.actor
    for words in (us.amina.public_id, us.amina.name, question.public_id, us.amina.key):
        assert words not in told
    assert row.attested.key == "register", "it does not go with anybody's key"


@pytest.mark.parametrize(
    "says",
    [
        "As we told Amina, disclose it.", "Ask haddad.", "Ask Boris Lindqvist first.", "ask LINDQVIST, BORIS",
        "Write to amina@example.com.", "Number A1 asked.",
    ],
)  # fmt: skip
def test_whoever_asked_and_others_are_not_named(us, says):
    question = asked_by(us.amina)
    with pytest.raises(acts.Refused, match="names somebody"):
        published(us.chen, with_words(says=says), question=question)
    assert not Guidance.objects.exists()


def test_their_relatives_are_not_named(us):
    disclosed(us.amina, holder="family", relation="sibling", relative_name="Yusuf Tarek")
    assert naming.found("It is about Yusuf Tarek.", us.amina)
    assert not naming.found("It is about a brother.", us.amina)


def test_it_needs_words_and_a_clause_of_the_policy(us):
    for changed in ({"title": " "}, {"asked": ""}, {"says": ""}, {"clauses": ()}, {"clauses": ("9.9",)},
                    {"title": "x" * 201}):  # fmt: skip
        with pytest.raises(acts.Refused):
            published(us.chen, with_words(**changed))


def test_only_officers_publish_and_only_from_what_they_may_read(us):
    for person in (us.amina, us.boris, us.dolores):
        with pytest.raises(acts.Refused):
            published(person)
    kept = asked_by(us.amina, keep_from=[us.chen])
    with pytest.raises(acts.Refused):
        published(us.chen, question=kept)


def test_it_is_found_by_beginnings_of_words_and_by_clause(us):
    row = published(us.chen)
    other = published(
        us.devi, with_words(title="Crème brûlée", asked="A gift of sweets?", says="Enter it.", clauses=("5.1",))
    )
    assert finding.search("") == [other, row]
    assert finding.search("WEEKEND drive") == [row]
    assert finding.search("creme brul") == [other]
    assert finding.search("weekend sweets") == []
    assert finding.search("'; DROP % _ \x00") == []
    assert finding.of_clauses(["4.1", "1.1"]) == [row]
    assert finding.of_clauses([]) == []


def test_a_new_version_takes_the_place_of_the_old_one_which_stays(us):
    old = published(us.chen)
    new = published(us.devi, with_words(says="Not on Sundays."), replaces=old)
    assert (new.number, new.replaces) == (2, old)
    assert finding.search("weekend") == [new]
    with pytest.raises(acts.Refused, match="newer version"):
        published(us.chen, replaces=old)
    with pytest.raises(acts.Refused, match="newer version"):
        acts.withdraw(old, by=us.chen, reason="x", on=MONDAY, at=moment(MONDAY))


def test_what_is_withdrawn_is_offered_nowhere_and_says_why(us):
    row = published(us.chen)
    with pytest.raises(acts.Refused):
        acts.withdraw(row, by=us.chen, reason=" ", on=MONDAY, at=moment(MONDAY))
    with pytest.raises(acts.Refused):
        acts.withdraw(row, by=us.amina, reason="x", on=MONDAY, at=moment(MONDAY))
    with pytest.raises(acts.Refused, match="names somebody"):
        acts.withdraw(row, by=us.chen, reason="Amina Haddad left.", on=MONDAY, at=moment(MONDAY))
    gone = acts.withdraw(row, by=us.chen, reason="The policy changed.", on=MONDAY, at=moment(MONDAY))
    assert (gone.on, gone.reason) == (MONDAY, "The policy changed.")
    assert finding.search("") == finding.of_clauses(["4.1"]) == []
    with pytest.raises(acts.Refused, match="withdrawn"):
        published(us.chen, replaces=row)


def test_erasing_whoever_asked_leaves_the_guidance(us):
    row = published(us.chen, question=asked_by(us.amina))
    assert not Attested.objects.filter(key=us.amina.key, schema=Guidance.schema).exists()
    assert row.attested.open()["title"] == WORDS.title
