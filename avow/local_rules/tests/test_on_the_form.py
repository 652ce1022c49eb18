"""The rules of one's own site are shown beside the question, and once more at the last look."""

from datetime import date

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.disclosures.testing import GIFT, HOSPITALITY, drafted
from avow.local_rules.testing import BOTH, ruled

WORDS = '<p class="said" lang="sv">Inga kvällsaktiviteter med leverantörer.</p>'


@pytest.fixture
def amina(client, cast):
    return sign_in(client, cast.amina)


@pytest.fixture
def at(amina, cast, on):
    def shown(kind, step, answers=HOSPITALITY, **changed):
        drafts = drafted(cast.amina, kind, {**answers, **changed}, on=on)
        address = (
            reverse("disclosures:check", args=[drafts.public_id])
            if step == "check"
            else reverse("disclosures:step", args=[drafts.public_id, step])
        )
        answer = amina.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return shown


@pytest.mark.parametrize("kind", BOTH)
def test_in_the_words_of_the_site_where_it_is_asked(at, cast, on, kind):
    ruled(cast.chen, date(2026, 3, 1))
    shown = at(kind, "local")
    assert WORDS in shown
    assert "A rule of Gothenburg: No evenings with suppliers" in shown
    assert "It rules this out. Since 1 March 2026." in shown
    assert WORDS not in at(kind, "measure")


def test_and_once_more_at_the_last_look_with_what_it_comes_to(at, cast, on):
    ruled(cast.chen, date(2026, 3, 1))
    shown = at("hospitality_received", "check")
    assert WORDS in shown
    assert "Management at your site has ruled this out." in shown


def test_the_day_of_the_invitation_counts_and_not_today(at, cast, on):
    ruled(cast.chen, date(2026, 4, 1), on=on)
    assert WORDS not in at("hospitality_received", "local")
    assert WORDS in at("hospitality_received", "local", received_on="2026-04-02")


def test_a_rule_about_gifts_stands_beside_what_the_gift_is_worth(at, cast, on):
    ruled(cast.chen, date(2026, 3, 1), kinds=["gift_received"])
    assert WORDS in at("gift_received", "gift", GIFT)
    assert WORDS in at("gift_received", "check", GIFT)
    assert WORDS not in at("gift_received", "day", GIFT)


def test_without_a_rule_nothing_is_shown(at, cast):
    assert "A rule of" not in at("hospitality_received", "local")
