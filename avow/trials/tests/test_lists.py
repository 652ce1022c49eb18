"""After an adoption, what the new version would judge otherwise is a list to look at; nothing else changes."""

from datetime import date, timedelta

import pytest

from avow.access.testing import sign_in
from avow.adoptions.acts import adopt_proposal
from avow.disclosures.models import Judgement
from avow.disclosures.testing import disclosed, noon
from avow.ledger import keyring
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.trials import lists, reading
from avow.trials.acts import Refused, look_at
from avow.trials.models import ListMade, LookedAt, ToReview
from avow.trials.testing import AT, LIMIT, MINUTES, TODAY, proposed


def adopted_by_dolores(here, folder, from_day=TODAY):
    return adopt_proposal(proposed(here.chen, folder), from_day=from_day, by=here.dolores, at=AT, resolution=MINUTES)


def make_lists(today=TODAY):
    return lists.make_all(today, lambda: noon(today))


def wrong():
    return [finding.says for finding in verify().findings if finding.kind != "head"]


@pytest.fixture
def otherwise(ours):
    """4.5 forbids what it wanted approved, and the limit of gifts was always 100."""
    ours.change("clauses/4.5-*.toml", 'finding = "approval"', 'finding = "prohibited"')
    return ours


@pytest.fixture
def listed(here, otherwise):
    """Boris's share is on the list of the version adopted today."""
    disclosed(here.boris)
    disclosed(here.amina, "gift_received", amount="20.00")
    adoption = adopted_by_dolores(here, otherwise.folder)
    assert make_lists() == 1
    return adoption


def test_what_would_be_judged_otherwise_is_listed_and_stays_as_it_was(here, listed):
    row = ToReview.objects.get()
    assert row.disclosure.person == here.boris and row.number == 1
    assert row.differs == [
        {"clause": "4.5", "rule": "main", "change": "found_as_another", "was": "approval", "now": "prohibited"}
    ]
    assert Judgement.objects.count() == 2
    made = ListMade.objects.get()
    assert (made.judged, made.listed, made.left_out) == (2, 1, {})
    assert Entry.objects.latest("number").verb == "list to look at made" and wrong() == []


def test_it_is_made_once(here, listed):
    before = Entry.objects.count()
    assert make_lists() == 0 and Entry.objects.count() == before


def test_killed_in_the_middle_it_goes_on_where_it_was(here, otherwise, monkeypatch):
    for day in range(1, 4):
        disclosed(here.boris, other_side=f"Party {day}")
    adopted_by_dolores(here, otherwise.folder)
    monkeypatch.setattr(lists, "CHUNK", 1)
    put_on, calls = lists._put_on, []

    def killed(*given):
        if calls:
            raise SystemExit("killed")
        calls.append(put_on(*given))

    monkeypatch.setattr(lists, "_put_on", killed)
    with pytest.raises(SystemExit):
        make_lists()
    assert (ToReview.objects.count(), ListMade.objects.count()) == (1, 0)
    monkeypatch.setattr(lists, "_put_on", put_on)
    assert make_lists() == 1
    assert ToReview.objects.count() == ListMade.objects.get().listed == 3 and wrong() == []


def test_what_is_sent_until_the_first_day_is_listed_on_it(here, otherwise):
    first_day = TODAY + timedelta(days=20)
    adopted_by_dolores(here, otherwise.folder, first_day)
    assert make_lists() == 1 and not ToReview.objects.exists()
    disclosed(here.boris, on=TODAY + timedelta(days=5))
    assert make_lists(TODAY + timedelta(days=6)) == 0
    assert make_lists(first_day) == 1 and ToReview.objects.count() == 1
    assert make_lists(first_day + timedelta(days=1)) == 0


def test_a_gift_is_judged_by_the_figures_of_its_day_and_an_interest_by_those_to_come(here, ours):
    ours.change("clauses/5.2-*.toml", LIMIT, LIMIT.replace(" ]", ', { from = 2026-11-22, value = "100.00" } ]'))
    threshold = '{ from = 2000-01-01, value = "1.00" }'
    ours.change("clauses/4.5-*.toml", threshold, threshold + ', { from = 2026-11-22, value = "3.00" }')
    disclosed(here.amina, "gift_received", amount="150.00")
    disclosed(here.boris)
    adopted_by_dolores(here, ours.folder)
    make_lists()
    row = ToReview.objects.get()
    assert row.disclosure.person == here.boris
    assert {one["rule"]: one["change"] for one in row.differs} == {"main": "no_longer_found", "guide": "newly_found"}


def test_what_is_over_and_who_is_erased_are_left_out(here, otherwise):
    from avow.disclosures.acts import end

    over = disclosed(here.boris)
    end(over.disclosure, here.boris, date(2026, 6, 1), noon(date(2026, 6, 2)))
    disclosed(here.amina)
    keyring.destroy(here.amina.key)
    adopted_by_dolores(here, otherwise.folder)
    make_lists()
    assert not ToReview.objects.exists()
    assert ListMade.objects.get().left_out == {lists.OVER: 1, "of people who were erased": 1}


def test_an_officer_looks_at_it_with_a_remark_once(here, listed):
    row = ToReview.objects.get()
    done = look_at(row, by=here.chen, at=AT, remark="Sold in June; nothing to do.")
    assert (done.remark(), done.on) == ("Sold in June; nothing to do.", TODAY)
    assert Entry.objects.latest("number").verb == "looked at again" and wrong() == []
    assert not ToReview.objects.waiting().exists()
    with pytest.raises(Refused, match="Chen Wei looked at this on 2026-11-22"):
        look_at(row, by=here.farah, at=AT, remark="I too.")
    assert LookedAt.objects.count() == 1


def test_a_remark_is_needed_and_only_officers_look(here, listed):
    row = ToReview.objects.get()
    with pytest.raises(Refused, match="Say what you found"):
        look_at(row, by=here.chen, at=AT, remark=" ")
    for person in (here.amina, here.boris, here.emeka, here.goran):
        with pytest.raises(Refused, match="not for you"):
            look_at(row, by=person, at=AT, remark="Fine.")


def test_officers_see_neither_their_own_nor_a_superiors_nor_what_they_are_kept_out_of(here, otherwise):
    from avow.access import participants

    disclosed(here.chen)
    disclosed(here.dolores)
    mine = disclosed(here.boris)
    adopted_by_dolores(here, otherwise.folder)
    make_lists()

    def seen(person):
        return {row.disclosure.person.number for row in ToReview.objects.visible_to(person, TODAY)}

    assert seen(here.chen) == seen(here.farah) == {"B1"}
    assert seen(here.amina) == seen(here.dolores) == seen(None) == set()
    participants.add(mine.disclosure.public_id, here.farah, "excluded", Entry.objects.latest("number"), TODAY)
    assert seen(here.farah) == set() and seen(here.chen) == {"B1"}


def test_the_first_adoption_of_an_installation_has_no_list(here):
    disclosed(here.boris)
    assert make_lists() == 0


def test_nobody_is_asked_to_look_at_records_of_somebody_erased(client, here, listed):
    row = ToReview.objects.get()
    keyring.destroy(here.boris.key)
    assert reading.waiting(here.chen, TODAY) == 0
    with pytest.raises(Refused, match="was erased"):
        look_at(row, by=here.chen, at=AT, remark="Sold.")
    address = f"/policy/versions/adopted/{listed.attested.entry_id}/look-again/{row.disclosure.public_id}/"
    assert sign_in(client, here.chen).post(address, {"remark": "Sold."}).status_code == 422


def test_a_remark_goes_with_the_person_it_is_about(here, listed):
    done = look_at(ToReview.objects.get(), by=here.chen, at=AT, remark="Sold.")
    keyring.destroy(here.boris.key)
    assert LookedAt.objects.get(pk=done.pk).remark() == "(erased)"
