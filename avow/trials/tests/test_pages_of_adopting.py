"""A second person adopts on a page, with the resolution; the proposer sees why they cannot; what follows is listed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access.testing import sign_in
from avow.adoptions.models import Adoption
from avow.config.clock import today
from avow.disclosures.testing import disclosed
from avow.trials.lists import make
from avow.trials.models import ToReview
from avow.trials.testing import AT, TODAY, proposed, tried

PAPER = b"%PDF-1.7 Resolved: the limit is lowered."


@pytest.fixture
def proposal(here, stricter):
    """The limit of gifts falls in 2027, and a substantial interest is not allowed any more."""
    stricter.change("clauses/4.5-*.toml", 'finding = "approval"', 'finding = "prohibited"')
    return proposed(here.chen, stricter.folder)


@pytest.fixture
def start():
    return today() + timedelta(days=40)


def address(proposal) -> str:
    return f"/policy/versions/{proposal.public_id}/adopt/"


def adopt(client, proposal, from_day, name="minutes.pdf", data=PAPER):
    fields = {"from_day": from_day.isoformat()}
    if data is not None:
        fields["resolution"] = SimpleUploadedFile(name, data)
    return client.post(address(proposal), fields)


@pytest.fixture
def adopted(client, here, proposal, start):
    """Adopted by Dolores, with Amina's interest to look at again; Farah, the deputy, is signed in."""
    disclosed(here.amina, "gift_received", amount="150.00", on=date(2026, 3, 2))
    interest = disclosed(here.amina)
    sign_in(client, here.dolores)
    adopt(client, proposal, start)
    adoption = Adoption.objects.get(proposal=proposal)
    make(adoption, today=TODAY, now=lambda: AT)
    sign_in(client, here.farah)
    return adoption, interest


def test_the_proposer_reads_why_they_cannot_and_who_can(client, here, proposal, start):
    sign_in(client, here.chen)
    page = client.get(address(proposal)).content.decode()
    assert "You proposed it, and a policy takes two people" in page
    assert "Dolores Vidal" in page and "Farah Rahimi" in page and "<li>Chen Wei</li>" not in page
    assert adopt(client, proposal, start).status_code == 422
    assert not Adoption.objects.filter(proposal=proposal).exists()


def test_first_the_day_then_what_will_happen_to_whom(client, here, proposal, start):
    tried(proposal, here.chen)
    sign_in(client, here.farah)
    assert "From which day shall it bind?" in client.get(address(proposal)).content.decode()
    page = client.get(address(proposal), {"from_day": start.isoformat()}).content.decode()
    assert "2 clauses change: 4.5, 5.2." in page
    assert "7 people are with the company on that day." in page
    assert "0 records would have been judged otherwise, as if its figures had always been so" in page
    assert "Chen Wei proposed it and you adopted it" in page
    assert not Adoption.objects.filter(proposal=proposal).exists()


def test_what_was_not_tried_is_said_before_one_says_yes(client, here, proposal, start):
    sign_in(client, here.farah)
    page = client.get(address(proposal), {"from_day": start.isoformat()}).content.decode()
    assert "not tried on the past" in page
    sign_in(client, here.dolores)
    assert (
        "not tried on the past" not in client.get(address(proposal), {"from_day": start.isoformat()}).content.decode()
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"figures": {"5.2.limit_12m": "10.00"}},
        {"since": date(2026, 3, 2)},
        {"until": date(2026, 3, 2)},
        {"groups": "now"},
        {"against": "now"},
    ],
)
def test_no_number_is_told_of_a_trial_that_asked_something_else(client, here, proposal, start, asked):
    disclosed(here.amina, "gift_received", amount="50.00", on=date(2026, 3, 2))
    tried(proposal, here.chen, **asked)
    sign_in(client, here.farah)
    page = client.get(address(proposal), {"from_day": start.isoformat()}).content.decode()
    assert "It was not tried so" in page and "would have been judged otherwise" not in page
    assert "only a what-if" in client.get(f"/policy/versions/{proposal.public_id}/").content.decode()


def test_the_number_told_says_what_it_was_counted_for(client, here, proposal, start):
    tried(proposal, here.chen, as_dated=True)
    tried(proposal, here.chen, figures={"5.2.limit_12m": "10.00"})
    sign_in(client, here.farah)
    page = client.get(address(proposal), {"from_day": start.isoformat()}).content.decode()
    assert "0 records would have been judged otherwise, with each figure from its own day on" in page
    assert "only a what-if" not in client.get(f"/policy/versions/{proposal.public_id}/").content.decode()


@pytest.mark.parametrize("day", ["2020-01-01", "soon", ""])
def test_a_day_that_cannot_be_is_refused(client, here, proposal, day):
    sign_in(client, here.dolores)
    answer = client.get(address(proposal), {"from_day": day})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_it_is_adopted_with_its_resolution(client, here, proposal, start):
    sign_in(client, here.dolores)
    answer = adopt(client, proposal, start, name="../../minutes <1>.pdf")
    adoption = Adoption.objects.get(proposal=proposal)
    assert answer.url == f"/policy/versions/adopted/{adoption.attested.entry_id}/"
    page = client.get(answer.url).content.decode()
    assert "minutes &lt;1&gt;.pdf" in page and adoption.pack_hash in page
    paper = client.get(f"{answer.url}resolution/")
    assert paper.content == PAPER
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == "attachment; filename*=UTF-8''minutes%20%3C1%3E.pdf"
    assert "sandbox" in paper["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("minutes.pdf", None, "Attach the resolution."),
        ("minutes.pdf", b"", "empty"),
        ("minutes.pdf", b"PK\x03\x04\x00\xff\xfe", "We cannot tell what the resolution is."),
        ("minutes.pdf", b"0" * (10 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_without_a_good_resolution_nothing_is_adopted_and_the_day_is_kept(
    client, here, proposal, start, name, data, says
):
    sign_in(client, here.dolores)
    answer = adopt(client, proposal, start, name, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert f'name="from_day" value="{start.isoformat()}"' in page
    assert not Adoption.objects.filter(proposal=proposal).exists()


def test_html_that_says_it_is_a_resolution_is_kept_as_plain_text(client, here, proposal, start):
    sign_in(client, here.dolores)
    adopt(client, proposal, start, "minutes.html", b"<script>alert(1)</script>")
    adoption = Adoption.objects.get(proposal=proposal)
    answer = client.get(f"/policy/versions/adopted/{adoption.attested.entry_id}/resolution/")
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].endswith("minutes.html.txt")


def test_an_adopted_proposal_is_not_adopted_again(client, here, proposal, start, adopted):
    sign_in(client, here.dolores)
    assert client.get(address(proposal)).url == f"/policy/versions/{proposal.public_id}/"
    assert adopt(client, proposal, start).status_code == 302
    assert Adoption.objects.count() == 2


def test_the_version_page_says_what_comes_next(client, here, adopted):
    adoption, _interest = adopted
    page = client.get(f"/policy/versions/adopted/{adoption.attested.entry_id}/").content.decode()
    assert "1 record that this version judges otherwise waits" in page
    assert "What it changed of version 2026.1" in page and "USD 100.00" in page
    assert "Look again at 1 record that is now judged otherwise" in client.get("/").content.decode()
    sign_in(client, here.dolores)
    page = client.get(f"/policy/versions/adopted/{adoption.attested.entry_id}/").content.decode()
    assert "What it changed of version 2026.1" in page and "What comes next" not in page


def test_two_versions_of_one_day_are_compared_with_what_binds(client, here, adopted, ours, start):
    ours.change("policy.toml", 'version = "2027.1"', 'version = "2027.2"')
    ours.change("clauses/4.5-*.toml", 'title = "', 'title = "Large: ')
    second = proposed(here.chen, ours.folder)
    sign_in(client, here.dolores)
    adopt(client, second, start)
    sign_in(client, here.farah)
    for adoption in (adopted[0], Adoption.objects.get(proposal=second)):
        page = client.get(f"/policy/versions/adopted/{adoption.attested.entry_id}/").content.decode()
        assert "What it changed of version 2026.1" in page
        assert ">Tried" not in page


def test_while_the_list_is_being_made_it_says_so(client, here, proposal, start):
    sign_in(client, here.dolores)
    adopt(client, proposal, start)
    sign_in(client, here.farah)
    adoption = Adoption.objects.get(proposal=proposal)
    page = client.get(f"/policy/versions/adopted/{adoption.attested.entry_id}/").content.decode()
    assert "still being made" in page
    assert "still being made" in client.get(
        "/policy/versions/look-again/", {"version": adoption.attested.entry_id}
    ).content.decode()  # fmt: skip


def test_each_record_is_looked_at_with_a_remark(client, here, adopted):
    adoption, interest = adopted
    page = client.get("/policy/versions/look-again/").content.decode()
    one = f"/policy/versions/adopted/{adoption.attested.entry_id}/look-again/{interest.disclosure.public_id}/"
    assert one in page and "Amina Haddad" in page
    page = client.get(one).content.decode()
    assert "needs approval" in page and "not allowed" in page and "Note that I looked at it" in page
    then, now = page.split("Said then: ")[1].split("Would say now: ")
    assert '<p class="said">' in then and '<p class="said">' in now.split("</dl>")[0]
    assert "The policy’s figure: " in then and "The policy’s figure: " in now
    assert client.post(one, {"remark": " "}).status_code == 422
    assert client.post(one, {"remark": "She sold it in April."}).url == "/policy/versions/look-again/"
    assert not ToReview.objects.waiting().exists()
    page = client.get("/policy/versions/look-again/?show=done").content.decode()
    assert "She sold it in April." in page and "Farah Rahimi" in page
    assert client.post(one, {"remark": "Again."}).status_code == 422
    assert "Nothing waits to be looked at." in client.get("/policy/versions/look-again/").content.decode()


def test_ones_own_record_is_not_on_ones_list(client, here, proposal, start):
    interest = disclosed(here.farah)
    sign_in(client, here.dolores)
    adopt(client, proposal, start)
    adoption = Adoption.objects.get(proposal=proposal)
    make(adoption, today=TODAY, now=lambda: AT)
    assert ToReview.objects.count() == 1
    sign_in(client, here.farah)
    one = f"/policy/versions/adopted/{adoption.attested.entry_id}/look-again/{interest.disclosure.public_id}/"
    assert client.get(one).status_code == client.post(one, {"remark": "Fine."}).status_code == 404
    assert "Farah Rahimi</a></th>" not in client.get("/policy/versions/look-again/").content.decode()


@pytest.mark.parametrize("entry", ["999999", "99999999999999999999999", "1"])
def test_an_entry_that_is_no_adoption_is_not_there(client, here, entry):
    sign_in(client, here.chen)
    assert client.get(f"/policy/versions/adopted/{entry}/").status_code == 404
    assert client.get(f"/policy/versions/adopted/{entry}/resolution/").status_code == 404
    assert client.get(f"/policy/versions/adopted/{entry}/look-again/abcabcabcabc/").status_code == 404


def test_strangers_find_nothing(client, here, adopted):
    adoption, interest = adopted
    entry = adoption.attested.entry_id
    sign_in(client, here.amina)
    for there in ("", "resolution/", f"look-again/{interest.disclosure.public_id}/"):
        assert client.get(f"/policy/versions/adopted/{entry}/{there}").status_code == 404
    assert client.get("/policy/versions/look-again/").status_code == 404
