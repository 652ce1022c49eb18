"""What is shown while one types: the sums before and with it, what follows, and nothing that is not one's own."""

from datetime import date

from avow.counterparties import acts as counterparties
from avow.counterparties.models import Counterparty
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed, noon
from avow.gifts.testing import received
from avow.gifts.watching import watch
from avow.people import acts as people
from avow.people.models import Person
from avow.policy import corporate, load

ON = date(2026, 3, 2)
ANSWERS = {
    "holder": "self", "other_side": "Delta Pumps", "believed_standing": None, "description": "A watch",
    "worth": "250", "worth_in": "USD", "shared_by": "1", "is_favour": False, "received_on": "2026-03-02",
    "declined": False,
}  # fmt: skip


def seen(person, party=None, kind="gift_received", **changed):
    return watch(load(corporate()), person, kind, {**ANSWERS, **changed}, party, ON)


def said(found) -> str:
    return found.sums[0].words.replace("\u00a0", " ")


def test_140_of_200_and_with_the_watch_390(cast, group):
    received(cast.amina, ON, "140", party=group[1])
    found = seen(cast.amina, group[2])
    assert (
        said(found) == "Accepted so far from this group: USD 140.00 of 200.00. With this: USD 390.00. Needs approval."
    )
    assert found.asks_approval
    assert "5.2" in [one["clause"] for one in found.findings]
    assert [one.replace("\u00a0", " ") for one in found.beside] == ["Given so far to this group: USD 0.00 of 200.00."]


def test_what_was_declined_is_not_in_the_sum(cast, group):
    received(cast.amina, ON, "140", party=group[1], declined=True)
    assert said(seen(cast.amina, group[2], worth="50")).startswith("Accepted so far from this group: USD 0.00")


def test_given_is_another_sum(cast, group):
    received(cast.amina, ON, "140", party=group[1])
    found = seen(cast.amina, group[1], kind="gift_given", worth="20")
    assert said(found) == "Given so far to this group: USD 0.00 of 200.00. With this: USD 20.00."
    assert "Accepted so far from this group: USD\u00a0140.00 of 200.00." in found.beside


def test_invitations_stand_beside_and_are_not_in_the_sum(cast, group):
    invited(cast.amina, group[1])
    found = seen(cast.amina, group[2], worth="50")
    assert said(found).startswith("Accepted so far from this group: USD 0.00 of 200.00.")
    assert found.beside[-1] == "Invited so far by this group: once; more than 4 is too frequent."
    again = seen(cast.amina, group[2], kind="hospitality_received", occasions="2")
    assert said(again) == "Invited so far by this group: once; more than 4 is too frequent. With this: 3 times."


def test_another_currency_is_counted_and_the_limit_said_in_it(cast, group):
    found = seen(cast.amina, group[1], worth="100", worth_in="EUR")
    assert found.comes_to.startswith("It counts as USD\u00a0")
    assert "the European Central Bank" in found.comes_to
    assert found.sums[0].own.startswith("The limit is about EUR\u00a01")


def test_the_limit_is_said_in_the_currency_of_ones_country_too(cast, group):
    assert seen(cast.amina, group[1], worth="100").sums[0].own.startswith("The limit is about SEK\u00a0")
    people.put("A1", on=ON, by="system", at=noon(ON), country="US")
    assert seen(Person.objects.get(number="A1"), group[1], worth="100").sums[0].own == ""


def test_a_currency_without_a_rate_is_said_to_have_none(cast, group):
    found = seen(cast.amina, group[1], worth="100", worth_in="EEK")
    assert "there is no reference rate of EEK for that day" in found.comes_to


def test_what_others_got_is_in_no_sum(cast, group):
    received(cast.boris, ON, "140", party=group[1])
    assert said(seen(cast.amina, group[1], worth="50")).startswith("Accepted so far from this group: USD 0.00")


def test_a_name_that_is_not_in_the_register_adds_up_by_itself(cast, group):
    received(cast.amina, ON, "140", other_side="Nova Steel")
    found = seen(cast.amina, other_side="nova  steel", worth="50")
    assert said(found).startswith("Accepted so far from them: USD 140.00 of 200.00. With this: USD 190.00.")


def test_what_the_register_says_of_a_company_does_not_show(cast, group):
    """A favour from a supplier and from a company that is nothing to us read the same, if one says nothing of it."""
    counterparties.put("N-1", on=date(2020, 1, 1), by="system", at=noon(ON), name="Nothing To Us Ltd", standings=[])
    nobody = Counterparty.objects.get(number="N-1")
    answers = {"worth": None, "is_favour": True, "customary": False, "modest": None, "lawful": None,
               "employer_allows": None}  # fmt: skip
    supplier, stranger = seen(cast.amina, group[0], **answers), seen(cast.amina, nobody, **answers)
    assert (supplier.outcome, supplier.asks_approval) == (stranger.outcome, stranger.asks_approval)
    assert [one["clause"] for one in supplier.findings] == [one["clause"] for one in stranger.findings]
    assert supplier.questions == stranger.questions


def test_nothing_is_kept_of_the_question(cast, group):
    seen(cast.amina, group[1])
    assert not Disclosure.objects.exists()


def invited(person, party):
    answers = {
        "other_side": "Delta", "description": "Dinner", "worth": "60", "worth_in": "USD", "face_value": None,
        "shared_by": "1", "occasions": "1", "contact": None, "estimated": False, "public_official": False,
        "received_on": "2026-03-02", "declined": False, "excessive": False, "unfit": False, "giver_present": True,
        "giver_not_permitted": False, "forbidden_locally": False, "story": None,
    }  # fmt: skip
    return disclosed(person, "hospitality_received", answers, on=ON, counterparty=party)
