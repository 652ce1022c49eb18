"""The pages of the shared device: in with a code, through the form, out without a trace."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from avow.access.testing import sign_in
from avow.certifications.form.asking import ASK, COMPLIED, NOTHING, POLICY, conversation
from avow.certifications.kiosk import acts
from avow.certifications.kiosk.seated import COOKIE
from avow.certifications.kiosk.testing import make_slips
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import FormDraft, OneTimeCode, SignedForm
from avow.certifications.paper import capturing
from avow.certifications.testing import OPEN, answers, house, moment
from avow.config import clock
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed

PNG = b"\x89PNG\r\n\x1a\n a picture of a paper"
PDF = b"%PDF-1.7 a scan of a paper"


@pytest.fixture
def now(monkeypatch):
    """The moment, which a test moves."""
    at = {"at": moment(OPEN)}
    monkeypatch.setattr(clock, "now", lambda: at["at"])
    monkeypatch.setattr(clock, "today", lambda: at["at"].date())
    return at


@pytest.fixture
def us(db, now):
    cache.clear()
    return house()


@pytest.fixture
def code(us):
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    return code


def come(us, code, person=None, client=None):
    client = client or Client()
    page = client.post("/kiosk/", {"code": code, "fact": (person or us.boris).number})
    assert page.status_code == 302, page.text
    return client


def home(us):
    return f"/kiosk/{us.campaign.public_id}/"


def walk(client, us, said=None):
    """Answer each step with no, unless `said` says something else; gives the address of the last look."""
    page = client.post(home(us))
    for _ in range(30):
        step = page.url.rstrip("/").rpartition("/")[2]
        if step == "check":
            return page.url
        given = {POLICY: {}, COMPLIED: {"answer": "yes"}, NOTHING: {"nothing": "on"}}.get(step)
        given = given if given is not None else (said or {}).get(step.removeprefix(ASK), {"answer": "no"})
        assert client.get(page.url).status_code == 200
        page = client.post(page.url, given)
        assert page.status_code == 302, page.text
        assert page.url.startswith("/kiosk/")
    raise AssertionError("the questions have no end")


def sign(client, us, slip, **changed):
    shown = client.get(f"{home(us)}sign/").context["digest"]
    given = {"name": us.boris.name, "code": slip, "fact": us.boris.number, "shown": shown}
    return client.post(f"{home(us)}sign/", given | changed)


def test_from_the_slip_to_the_receipt_and_nobody_after_sees_it(us, code):
    client = come(us, code)
    assert client.get(walk(client, us)).status_code == 200
    page = sign(client, us, code)
    form = SignedForm.objects.get()
    assert (form.way, form.included.person) == ("kiosk", us.boris)
    assert page.url == f"/kiosk/forms/{form.public_id}/"
    receipt = client.get(page.url)
    assert form.text_hash in receipt.text
    assert client.post("/kiosk/end/").url == "/kiosk/ended/"
    assert client.get(page.url).url == "/kiosk/ended/"
    assert Client().post("/kiosk/", {"code": code, "fact": us.boris.number}).status_code == 422


def test_a_yes_is_reported_and_what_was_written_is_kept_for_the_disclosure(us, code):
    client = come(us, code)
    said = {"role": {"answer": "yes", "new-0-other_side": "Brightwater Ltd", "blocks": "1"}}
    check = client.get(walk(client, us, said))
    assert "nothing of it is disclosed yet" in check.text
    assert "ask you for the rest in person; you need not do anything until then" in check.text
    assert "finish and send it" not in check.text, "that takes an account"
    page = client.get(sign(client, us, code).url)
    assert "You reported" in page.text
    assert "ask you for the rest in person" in page.text
    assert SignedForm.objects.get().conflicts == 1
    assert Disclosure.objects.get().person == us.boris


def test_wrong_code_and_wrong_fact_read_the_same(us, code):
    pages = [
        Client().post("/kiosk/", {"code": code, "fact": "nobody"}),
        Client().post("/kiosk/", {"code": "ABCDEFGH", "fact": us.boris.number}),
    ]
    plain = [page.text.replace(str(page.context["csrf_token"]), "") for page in pages]
    assert [page.status_code for page in pages] == [422, 422]
    assert plain[0] == plain[1]
    assert pages[0].headers.keys() == pages[1].headers.keys()
    assert code not in pages[0].text


def test_tries_are_limited_by_code_whether_or_not_it_exists(us):
    client = Client()
    answers = [client.post("/kiosk/", {"code": "ABCDEFGH", "fact": "x"}).status_code for _ in range(7)]
    assert answers[:5] == [422] * 5
    assert answers[-1] == 429


def test_nothing_is_stored_and_no_script_reads_the_cookie(us, code):
    client = come(us, code)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/kiosk/")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert "sessionid" not in client.cookies
    client.post(home(us))
    for address in (home(us), f"{home(us)}policy/", "/kiosk/policy/", "/kiosk/", "/kiosk/ended/"):
        assert client.get(address)["Cache-Control"] == "no-store"


def test_with_scripts_the_page_ends_five_seconds_before_the_server(us, code):
    page = come(us, code).get(home(us))
    ends = int(re.search(r'data-idle="(\d+)"', page.text).group(1))
    assert acts.IDLE - timedelta(seconds=ends) >= timedelta(seconds=5)
    assert 'role="timer"' in page.text
    assert '<p class="unseen" role="status" data-idle-said></p>' in page.text


def test_sixty_idle_seconds_end_it_and_the_same_code_goes_on(us, code, now):
    client = come(us, code)
    client.post(home(us))
    client.post(f"{home(us)}policy/")
    step = conversation(us.asked(us.boris), OPEN).asked[0].step
    kept = {"answer": "yes", "revision": FormDraft.objects.get().revision, "new-0-other_side": "Half typ"}
    assert client.post(f"{home(us)}{step}/keep/", kept).status_code == 204
    now["at"] += timedelta(seconds=61)
    assert client.get(f"{home(us)}{step}/").url == "/kiosk/ended/"
    assert client.post(f"{home(us)}{step}/", {"answer": "no"}).url == "/kiosk/ended/"
    again = come(us, code)
    assert "Half typ" in again.get(f"{home(us)}{step}/").text


def test_a_sign_of_life_keeps_it_open(us, code, now):
    client = come(us, code)
    for _ in range(3):
        now["at"] += timedelta(seconds=50)
        assert client.post("/kiosk/alive/").status_code == 204
    now["at"] += timedelta(seconds=60)
    assert client.post("/kiosk/alive/").status_code == 302


def test_signing_wants_the_slip_again(us, code):
    client = come(us, code)
    walk(client, us)
    assert sign(client, us, code, code="ABCDEFGH").status_code == 422
    assert sign(client, us, code, fact="nobody").status_code == 422
    assert sign(client, us, code, name="Somebody Else").status_code == 422
    assert not SignedForm.objects.exists()
    assert OneTimeCode.objects.get().failed == 2


def addresses(patterns=None, before=""):
    """Every address there is, with something for its parts."""
    for one in patterns or get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


def test_whoever_sits_there_reaches_nothing_but_this_form(us, code):
    client = come(us, code)
    client.cookies[COOKIE]["path"] = "/"  # even a browser that sent the cookie everywhere is not let in
    open_to_all = {"healthz", "sign-in/", "sign-out/"}
    tried = [one for one in addresses() if "<" not in one and not one.startswith("kiosk/") and one not in open_to_all]
    assert len(tried) > 25
    for address in tried:
        answer = client.get("/" + address)
        assert answer.status_code in (302, 404, 405), address
        if answer.status_code == 302:
            assert "/sign-in/" in answer.url, address


def test_another_form_of_the_same_person_is_not_reached_with_this_code(us, code):
    client = come(us, code)
    for address in ("/kiosk/0123456789ab/", "/kiosk/0123456789ab/check/", "/kiosk/forms/0123456789ab/"):
        assert client.get(address).status_code == 404
    earlier = acts.sitting(client.cookies[COOKIE].value, on=OPEN, at=moment(OPEN)).code.included
    assert earlier.person == us.boris


def test_where_it_is_switched_off_there_is_no_page(us, code, settings):
    settings.AVOW_KIOSK = False
    assert Client().get("/kiosk/").status_code == 404
    assert Client().post("/kiosk/", {"code": code, "fact": us.boris.number}).status_code == 404


def test_a_paper_is_confirmed_with_a_code(us):
    form = on_paper(us)
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    client = come(us, code)
    page = client.get(client.get(home(us)).url)
    assert "Is this what you signed on paper?" in page.text
    assert client.get(f"/kiosk/forms/{form.public_id}/scan/").content == PNG
    client.post(f"/kiosk/forms/{form.public_id}/confirm/")
    form.refresh_from_db()
    assert form.confirmed.on == OPEN


def test_what_does_not_go_together_on_the_paper_is_told_where_it_is_confirmed(us):
    share = disclosed(us.boris).disclosure.public_id
    given = answers(conversation(us.asked(us.boris), OPEN))
    given[f"{ASK}share"]["answer"] = "no"
    form = on_paper(us, given)
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    page = come(us, code).get(f"/kiosk/forms/{form.public_id}/")
    assert f"the answer is no, but what was disclosed of it ({share}) goes on." in page.text


def test_a_scan_that_is_no_picture_is_not_laid_down_on_the_device_and_the_page_says_so(us):
    form = on_paper(us, scan=capturing.Scan("a.pdf", PDF))
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    client = come(us, code)
    page = client.get(client.get(home(us)).url)
    assert "so that no copy of it stays on this device" in page.text
    assert client.get(f"/kiosk/forms/{form.public_id}/scan/").status_code == 404


def test_a_paper_that_is_not_what_was_signed_is_looked_over_and_signed_anew(us):
    form = on_paper(us)
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=OPEN, at=moment(OPEN))
    client = come(us, code)
    address = f"/kiosk/forms/{form.public_id}/unlock/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "I answered yes to the third."}).url == home(us)
    check = f"{home(us)}check/"
    assert client.post(home(us)).url == check, "the answers are there"
    assert client.post(f"{home(us)}complied/?from=check", {"answer": "yes"}).url == f"{home(us)}nothing/?from=check"
    assert client.post(f"{home(us)}nothing/?from=check", {"nothing": "on"}).url == check
    assert sign(client, us, code).status_code == 302
    assert [one.way for one in SignedForm.objects.order_by("number")] == ["paper", "kiosk"]


def test_how_the_name_is_typed_stands_there_and_both_mistakes_are_told_at_once(us, code):
    client = come(us, code)
    walk(client, us)
    assert f"Type it as we have it: {us.boris.name}" in client.get(f"{home(us)}sign/").text
    page = sign(client, us, "WRONGONE", name="Boris")
    assert page.status_code == 422
    assert "This is not your name as we have it" in page.text
    assert page.context["form"].errors.keys() == {"name", "code"}
    assert not SignedForm.objects.exists()


def on_paper(us, given=None, scan=None):
    asked = us.asked(us.boris)
    given = given or answers(conversation(asked, OPEN))
    scan = scan or capturing.Scan("a.png", PNG)
    return capturing.capture(asked, given, scan, OPEN, by=us.farah, on=OPEN, at=moment(OPEN))


def test_local_hr_makes_slips_once_and_strangers_none(us):
    client = sign_in(Client(), us.farah)
    address = f"/hr/{us.campaign.public_id}/slips/"
    assert "Those without an account" in client.get(address).text
    page = make_slips(client, us.campaign.public_id, "without")
    names = {slip.name for _, slips in page.context["piles"] for slip in slips}
    assert us.boris.name in names
    assert page["Cache-Control"] == "private, no-store"
    assert us.boris.number not in page.text
    assert "<svg" in page.text
    assert looks(us.farah, OPEN)
    assert sign_in(Client(), us.goran).get(address).status_code == 404
    assert client.post(address, {"who": "nobody", "where": "elsewhere"}).status_code == 422
