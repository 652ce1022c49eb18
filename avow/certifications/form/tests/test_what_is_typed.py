"""What is kept of a step that is no answer yet, and what is told of it: what was typed or chosen, and nothing else."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.certifications.form.asking import conversation
from avow.certifications.form.tests.walking import home, walk
from avow.certifications.models import FormDraft
from avow.certifications.testing import OPEN
from avow.disclosures.testing import disclosed
from avow.disclosures.tests.walking import untouched

WRITING = "You were writing here when you left"


pytestmark = pytest.mark.usefixtures("it_is")


@pytest.fixture
def amina(client, us, asked):
    """Amina, who has begun, and has two open shares."""
    for other in ("Delta Bearings", "Brightwater"):
        disclosed(us.amina, on=date(2026, 3, 2), other_side=other)
    sign_in(client, us.amina).post(home(asked))
    return client


def raw(step):
    return FormDraft.objects.get().open()["raw"].get(step)


@pytest.mark.parametrize("press", [{"later": "1"}, {"stay": "1"}, {"more": "1"}, {}])
def test_of_a_page_that_was_not_touched_nothing_is_kept_or_told(amina, asked, press):
    steps = [one.step for one in conversation(asked, OPEN).asked]
    assert "ask-share" in steps
    for step in [*steps, "complied"]:
        address = f"{home(asked)}{step}/"
        came = untouched(amina.get(address).text)
        assert "revision" in came
        amina.post(address, came | press)
        assert raw(step) is None, step
        assert WRITING not in amina.get(address).text


@pytest.mark.parametrize("typed", [{"answer": "yes"}, {"new-0-other_side": "Bank"}])
def test_what_was_typed_or_chosen_is_kept_and_told(amina, asked, typed):
    address = f"{home(asked)}ask-share/"
    before = untouched(amina.get(address).text)
    assert amina.post(address, before | typed | {"later": "1"}).url == "/certify/"
    page = amina.get(address).text
    assert WRITING in page
    assert typed.items() <= untouched(page).items()


def test_what_was_typed_and_taken_out_again_is_kept_no_more(amina, asked):
    address = f"{home(asked)}ask-share/"
    came = untouched(amina.get(address).text)
    amina.post(f"{address}keep/", came | {"new-0-other_side": "Bank"})
    assert raw("ask-share")["new-0-other_side"] == "Bank"
    assert amina.post(f"{address}keep/", came).status_code == 204
    assert raw("ask-share") is None
    assert WRITING not in amina.get(address).text


def test_an_answer_that_asks_for_more_meanwhile_is_there_untouched_and_nothing_is_told(amina, us, asked):
    address = f"{home(asked)}ask-share/"
    known = {f"known-{one.id}": "same" for one in conversation(asked, OPEN).find("ask-share").known}
    over = {next(iter(known)): "ended", next(iter(known)).replace("known", "ended"): "2026-03-20"}
    given = {"answer": "yes", **known, **over, "new-0-other_side": "Bank"}
    assert amina.post(address, given).status_code == 302
    disclosed(us.amina, on=date(2026, 3, 3), other_side="A third")
    came = untouched(amina.get(address).text)
    assert given.items() <= came.items()
    amina.post(address, came | {"later": "1"})
    assert raw("ask-share") is None
    assert WRITING not in amina.get(address).text
    assert "ask-share" in amina.get(f"{home(asked)}check/").text


def test_a_tick_that_is_taken_out_is_no_answer_any_more(client, us, asked):
    amina = sign_in(client, us.amina)
    assert "Go on to sign" in walk(amina, asked, OPEN).text
    address = f"{home(asked)}nothing/"
    came = untouched(amina.get(address).text)
    assert came.pop("nothing") == "on"
    assert amina.post(address, came).status_code == 422
    assert "Go on to sign" not in amina.get(f"{home(asked)}check/").text
    page = amina.get(address).text
    assert WRITING in page
    assert "nothing" not in untouched(page)
