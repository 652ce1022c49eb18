"""Without scripts the device cannot see that somebody types: the page goes away after 55 seconds, and a button before
that keeps what was typed."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from avow.certifications.form.asking import conversation
from avow.certifications.kiosk.acts import IDLE
from avow.certifications.kiosk.tests.test_pages import code, come, home, now, on_paper, sign, us, walk
from avow.certifications.models import FormDraft, SignedForm
from avow.certifications.testing import OPEN

__all__ = ["code", "now", "us"]


def without_scripts(page):
    """What a browser without scripts shows besides."""
    return html.unescape(" ".join(re.findall("<noscript>(.*?)</noscript>", page.text, re.DOTALL)))


@pytest.fixture
def question(us, code):
    """Boris is at the first question; gives the browser and the address."""
    client = come(us, code)
    client.post(home(us))
    client.post(f"{home(us)}policy/")
    return client, f"{home(us)}{conversation(us.asked(us.boris), OPEN).asked[0].step}/"


def test_each_page_goes_away_and_offers_to_stay_before(us, code, question):
    client, address = question
    page = client.get(address)
    assert 'content="55; url=/kiosk/ended/"' in without_scripts(page)
    assert 'form="typed" name="stay"' in page.text
    assert f'href="{home(us)}check/">Go on</a>' in client.get(f"{home(us)}check/").text
    assert "cannot see that you type" in without_scripts(client.post("/kiosk/end/", follow=True).client.get("/kiosk/"))


def test_the_button_comes_20_seconds_before_the_page_goes_and_is_in_time_for_the_server(question):
    client, address = question
    page = client.get(address)
    goes = int(re.search(r'content="(\d+); url', without_scripts(page)).group(1))
    comes = int(re.search(r"animation: going 1ms (\d+)s", Path(find("css/kiosk.css")).read_text()).group(1))
    assert goes - comes == 20
    assert "In 20 seconds this page goes away" in page.text
    assert IDLE - timedelta(seconds=goes) >= timedelta(seconds=5), "for what page and answer take on their way"


def test_what_is_half_typed_is_kept_with_the_button_and_is_no_answer_yet(question, now):
    client, address = question
    for seconds, typed in ((55, "Bright"), (55, "Brightwater L"), (55, "Brightwater Ltd")):
        now["at"] += timedelta(seconds=seconds)
        answer = client.post(address, {"answer": "yes", "blocks": "1", "new-0-other_side": typed, "stay": "1"})
        assert answer.url == address
        page = client.get(address).text
        assert f'value="{typed}"' in page
        assert re.search(r'value="yes"[^>]* checked', page)
    assert not any(step.startswith("ask") for step in FormDraft.objects.get().open()["answers"])
    now["at"] += timedelta(seconds=61)
    assert client.get(address).url == "/kiosk/ended/"


def test_whoever_comes_back_finds_what_the_button_kept(us, code, question, now):
    client, address = question
    client.post(address, {"answer": "yes", "blocks": "1", "new-0-other_side": "Brightwater", "stay": "1"})
    now["at"] += timedelta(seconds=61)
    assert client.get("/kiosk/ended/").status_code == 200
    assert "Brightwater" in come(us, code).get(address).text


def test_before_signing_the_name_stays_and_neither_code_nor_number(us, code, now):
    client = come(us, code)
    walk(client, us)
    now["at"] += timedelta(seconds=55)
    page = sign(client, us, code, stay="1")
    assert page.status_code == 200
    assert f'value="{us.boris.name}"' in page.text
    assert code not in page.text
    assert f'value="{us.boris.number}"' not in page.text
    assert not SignedForm.objects.exists()
    now["at"] += timedelta(seconds=55)
    assert sign(client, us, code).status_code == 302


def test_a_reason_that_is_half_typed_stays(us, now):
    form = on_paper(us)
    client = come(us, slip(us))
    address = f"/kiosk/forms/{form.public_id}/unlock/"
    page = client.post(address, {"reason": "I answered y", "stay": "1"})
    assert page.status_code == 200
    assert "I answered y" in page.text
    assert not hasattr(SignedForm.objects.get(), "unlocked")


def slip(us):
    from avow.certifications.kiosk import acts
    from avow.certifications.testing import moment

    [(_, made)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    return made
