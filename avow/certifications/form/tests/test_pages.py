"""The conversation as a person meets it: one question at a time, what is beside it, the last look, the signature."""

import re
from datetime import date

import pytest
from django.urls import reverse

from avow.access.testing import sign_in
from avow.certifications.form import acts
from avow.certifications.form.tests.walking import NEVER, home, sign, walk
from avow.certifications.models import FormDraft, SignedForm
from avow.certifications.testing import DAYS, OPEN, filled, moment, signed
from avow.disclosures.models import Disclosure, Draft
from avow.disclosures.testing import disclosed
from avow.people import acts as people

pytestmark = pytest.mark.usefixtures("it_is", "no_tries_counted_before")


@pytest.fixture
def amina(client, us):
    return sign_in(client, us.amina)


def test_from_home_to_the_receipt_with_nothing_to_report(amina, asked):
    page = amina.get("/certify/")
    assert home(asked) in page.text
    begin = amina.get(home(asked))
    for words in ("about 7 minutes", "2026-04-30", "Your local HR department sees that you signed"):
        assert words in begin.text
    check = walk(amina, asked, OPEN)
    assert "I have nothing to report" in check.text
    page = amina.get(f"{home(asked)}sign/")
    assert page.context["text"] in page.text.replace("&#x27;", "'")
    done = sign(amina, asked)
    assert done.status_code == 302
    after = amina.get(done.url)
    assert "Thank you. You have signed." in after.text
    form = SignedForm.objects.get()
    assert (form.language, form.way, form.conflicts) == ("en", "account", 0)
    assert form.text_hash in after.text
    assert "Read it, with your receipt" in amina.get("/certify/").text


def test_home_says_how_long_it_takes_from_where_one_is(amina, asked):
    assert "about 7 minutes" in amina.get("/").text
    amina.post(home(asked))
    for step in ("policy", "ask-share", "ask-role", "ask-loan", "ask-gifts"):
        amina.post(f"{home(asked)}{step}/", {"answer": "no"})
    assert "about 5 minutes" in amina.get("/").text
    check = amina.get(f"{home(asked)}check/").text
    assert 'ask-property/?from=check">Answer what is left' in check
    assert "You cannot sign yet. First answer what is marked above." in check
    walk(amina, asked, OPEN)
    assert "about 2 minutes" in amina.get("/").text
    sign(amina, asked)
    form = SignedForm.objects.get()
    amina.post(reverse("certifications:unlock", args=[form.public_id]), {"reason": "I forgot a loan."})
    assert "about 2 minutes" in amina.get(home(asked)).text, "the answers are there still"


def test_a_yes_is_typed_once_and_waits_to_be_finished(amina, asked):
    said = {
        "role": {"answer": "yes", "new-0-holder": "self", "new-0-other_side": "Delta", "new-0-role_title": "driver"}
    }
    check = walk(amina, asked, OPEN, said)
    assert "New: A job or role elsewhere, Delta" in check.text
    assert "nothing of it is disclosed yet" in check.text
    assert "a disclosure is begun with what you wrote here; you then finish and send it" in check.text
    assert "in person" not in check.text
    assert "nothing to report" not in check.text
    done = amina.get(sign(amina, asked).url)
    begun = Disclosure.objects.get(kind="outside_role")
    assert begun.draft.open()["answers"] == {"holder": "self", "other_side": "Delta", "role_title": "driver"}
    assert reverse("disclosures:resume", args=[begun.public_id]) in done.text
    first = amina.get(reverse("disclosures:resume", args=[begun.public_id]))
    assert first.status_code == 302


def test_several_of_one_kind_are_several_disclosures(amina, asked):
    amina.post(home(asked))
    address = f"{home(asked)}ask-loan/"
    more = amina.post(address, {"answer": "yes", "new-0-other_side": "Bank One", "blocks": "1", "more": "1"})
    assert 'name="new-1-other_side"' in more.text
    assert 'value="Bank One"' in more.text
    assert 'name="new-1-other_side"' in amina.get(address).text
    both = {"answer": "yes", "blocks": "2", "new-0-other_side": "Bank One", "new-1-other_side": "Bank Two"}
    assert amina.post(address, both).status_code == 302
    walk(amina, asked, OPEN, {"loan": both})
    sign(amina, asked)
    told = sorted(one.open()["answers"]["other_side"] for one in Draft.objects.all())
    assert told == ["Bank One", "Bank Two"]


def test_a_second_block_is_kept_while_the_answer_is_open(amina, asked):
    amina.post(home(asked))
    address = f"{home(asked)}ask-loan/"
    typed = {"blocks": "2", "new-0-other_side": "Bank One", "new-1-other_side": "Bank Two"}
    amina.post(address, {**typed, "later": "1"})
    assert 'value="Bank Two"' in amina.get(address).text
    assert amina.post(address, typed).status_code == 422
    assert 'value="Bank Two"' in amina.get(address).text


def test_a_gift_says_of_which_sort_it_was(amina, asked):
    said = {"gifts": {"answer": "yes", "kind-0": "gift_received", "new-0-description": "a watch"}}
    assert "New: A gift or favour received" in walk(amina, asked, OPEN, said).text


OF_WHAT_KIND = "You answered yes. Say of what kind it is."
SEVERAL = {"blocks": "2", "new-0-description": "a watch", "kind-0": "gift_received", "new-1-description": "a pen"}


@pytest.mark.parametrize(
    ("typed", "where"),
    [({}, "kind-0"), ({"new-0-description": "a watch"}, "kind-0"), (SEVERAL, "kind-1")],
    ids=["nothing of it", "without its kind", "one of two without its kind"],
)
def test_a_yes_without_its_kind_is_pointed_out_at_the_question_and_no_word_is_lost(amina, asked, typed, where):
    amina.post(home(asked))
    address = f"{home(asked)}ask-gifts/"
    page = amina.post(address, {"answer": "yes", **typed})
    assert page.status_code == 422
    assert page.context["form"].errors == {where: [OF_WHAT_KIND]}
    assert page.text.count(OF_WHAT_KIND) == 2, "at the top, and beside the answer"
    for shown in (page.text, amina.get(address).text):
        assert checked(shown, "answer") == "yes"
        assert all(words in shown for name, words in typed.items() if name.startswith("new-"))
    assert "ask-gifts" not in FormDraft.objects.get().open()["answers"]
    assert amina.post(address, {"answer": "yes", **typed, where: "gift_given"}).status_code == 302
    assert "ask-gifts" in FormDraft.objects.get().open()["answers"]


def test_a_no_asks_of_no_kind_and_neither_does_a_question_of_one(amina, asked):
    amina.post(home(asked))
    assert amina.post(f"{home(asked)}ask-gifts/", {"answer": "no", "new-0-description": "a pen"}).status_code == 302
    assert amina.post(f"{home(asked)}ask-loan/", {"answer": "yes"}).status_code == 302


def test_what_they_disclosed_stands_beside_its_question(amina, us, asked):
    share = disclosed(us.amina, on=date(2026, 3, 2)).disclosure
    disclosed(us.boris, on=date(2026, 3, 2), other_side="Somebody else")
    amina.post(home(asked))
    page = amina.get(f"{home(asked)}ask-share/")
    assert "What you told us already" in page.text
    assert "A share in a business: Delta Bearings" in page.text
    assert "Somebody else" not in page.text
    assert "What you told us already" not in amina.get(f"{home(asked)}ask-role/").text
    assert "checked" not in page.text
    address = f"{home(asked)}ask-share/"
    wrong = amina.post(address, {"answer": "yes", f"known-{share.public_id}": "ended"})
    assert wrong.status_code == 422
    assert "Give the day on which it ended." in wrong.text
    assert amina.post(address, {"answer": "yes"}).status_code == 422
    ended = {"answer": "no", f"known-{share.public_id}": "ended", f"ended-{share.public_id}": "2026-03-20"}
    assert amina.post(address, ended).status_code == 302


@pytest.mark.parametrize("standing", ["same", "changed"])
@pytest.mark.parametrize("day", ["2031-03-20", "1066-10-14", "soon", "2026-03-20"])
def test_a_day_typed_before_it_was_not_over_after_all_counts_for_nothing(amina, us, asked, standing, day):
    share = disclosed(us.amina, on=date(2026, 3, 2)).disclosure.public_id
    amina.post(home(asked))
    given = {"answer": "yes", f"known-{share}": standing, f"ended-{share}": day}
    assert amina.post(f"{home(asked)}ask-share/", given).status_code == 302
    assert FormDraft.objects.get().open()["answers"]["ask-share"]["known"] == {share: {"standing": standing}}


def test_a_day_to_come_is_refused_where_it_is_over(amina, us, asked):
    share = disclosed(us.amina, on=date(2026, 3, 2)).disclosure.public_id
    amina.post(home(asked))
    given = {"answer": "no", f"known-{share}": "ended", f"ended-{share}": "2031-03-20"}
    wrong = amina.post(f"{home(asked)}ask-share/", given)
    assert wrong.status_code == 422
    assert wrong.context["form"].errors[f"ended-{share}"] == ["This day is still to come. Tell us when it has come."]


GOES_ON = "you answered no, but what you disclosed of it (Delta Bearings) goes on. Answer yes, or say that it is over."


@pytest.mark.parametrize("standing", ["same", "changed"])
def test_no_although_it_goes_on_is_pointed_out_at_the_question(amina, us, asked, standing):
    share = disclosed(us.amina, on=date(2026, 3, 2)).disclosure
    amina.post(home(asked))
    address, known = f"{home(asked)}ask-share/", f"known-{share.public_id}"
    page = amina.post(address, {"answer": "no", known: standing})
    assert page.status_code == 422
    assert GOES_ON in page.context["form"].errors["answer"][0]
    assert page.text.count(GOES_ON) == 2, "at the top, and beside the answer"
    for shown in (page.text, amina.get(address).text):
        assert checked(shown, "answer") == "no"
        assert checked(shown, known) == standing
    assert "ask-share" not in FormDraft.objects.get().open()["answers"]
    assert amina.post(address, {"answer": "yes", known: standing}).status_code == 302


def checked(text, name):
    """What is chosen of these radios."""
    [choice] = re.findall(f'<input type="radio" name="{name}"[^>]*checked[^>]*>', text)
    return re.search('value="([^"]*)"', choice).group(1)


def test_the_last_look_says_the_same_and_why_it_cannot_be_signed_yet(amina, us, asked):
    """Of answers that came together otherwise: entered from a paper, or kept before this was asked at the question."""
    share = disclosed(us.amina, on=date(2026, 3, 2)).disclosure
    assert "You cannot sign yet" not in walk(amina, asked, OPEN).text
    said = FormDraft.objects.get().open()["answers"]["ask-share"] | {"answer": "no"}
    acts.save(asked, "ask-share", said, by=us.amina, on=OPEN, at=moment(OPEN))
    check = amina.get(f"{home(asked)}check/")
    assert said["known"][share.public_id]["standing"] == "same"
    assert GOES_ON in check.text
    assert "Go on to sign" not in check.text
    assert "You cannot sign yet. First answer what is marked above." in check.text
    assert amina.get(f"{home(asked)}sign/").status_code == 302


def test_every_word_is_kept_also_what_is_no_answer_yet(amina, asked):
    amina.post(home(asked))
    address = f"{home(asked)}complied/"
    words = "I took a watch.\n" + "x" * 3000
    wrong = amina.post(address, {"answer": "no", "words": words})
    assert wrong.status_code == 422
    assert "Take out at least" in wrong.text
    assert "I took a watch." in amina.get(address).text
    later = amina.post(address, {"answer": "no", "words": words, "later": "1"})
    assert later.url == "/certify/"
    assert "complied" in amina.get(f"{home(asked)}check/").text
    assert b"watch" not in bytes(FormDraft.objects.get().sealed)


def test_while_typing_it_is_kept_and_an_older_page_overwrites_nothing(amina, asked):
    amina.post(home(asked))
    address = f"{home(asked)}ask-loan/"
    draft = FormDraft.objects.get()
    kept = amina.post(f"{address}keep/", {"new-0-other_side": "Ban", "revision": draft.revision})
    assert kept.status_code == 204
    assert 'value="Ban"' in amina.get(address).text
    amina.post(address, {"answer": "no"})
    assert amina.post(f"{address}keep/", {"answer": "yes", "revision": draft.revision}).status_code == 409
    assert FormDraft.objects.get().open()["answers"]["ask-loan"]["answer"] == "no"


def test_closed_and_not_open_yet_say_when(amina, asked, it_is):
    it_is(DAYS["closes"])
    assert "closed on 1 June 2026" in amina.get(home(asked)).text
    assert "You did not sign it" in amina.get("/certify/").text
    it_is(date(2026, 3, 31))
    assert "opens on 1 April 2026" in amina.get(home(asked)).text
    assert amina.post(home(asked)).status_code == 422


def test_the_home_page_has_it_until_it_is_signed_and_shows_what_is_late(amina, asked, it_is):
    assert "Certify for Certification 2026" in amina.get("/").text
    it_is(date(2026, 5, 4))
    assert "Certify for Certification 2026 (late)" in amina.get("/").text
    it_is(OPEN)
    signed(asked)
    assert "Certify for" not in amina.get("/").text


def test_a_stranger_gets_what_never_existed(client, us, asked):
    form = signed(asked)
    for person in (us.goran, us.farah, us.boris):
        sign_in(client, person)
        for path in (
            f"/certify/forms/{form.public_id}/", f"/certify/forms/{form.public_id}/form.pdf",
            f"/certify/forms/{form.public_id}/unlock/",
        ):  # fmt: skip
            there, never = client.get(path), client.get(path.replace(form.public_id, NEVER))
            assert there.status_code == never.status_code == 404
            assert there.content == never.content
    sign_in(client, us.goran)
    assert client.get(home(asked)).content == client.get(f"/certify/{NEVER}/").content


def test_unlocking_on_the_page_leads_back_to_the_form(amina, asked):
    form = signed(asked, ["loan"])
    address = f"/certify/forms/{form.public_id}/unlock/"
    assert amina.get(address).status_code == 200
    assert amina.post(address, {"reason": " "}).status_code == 422
    assert amina.post(address, {"reason": "I forgot one."}).url == home(asked)
    assert "were unlocked" in amina.get(home(asked)).text or "was unlocked" in amina.get(home(asked)).text
    amina.post(home(asked))
    assert "Yes" in amina.get(f"{home(asked)}check/").text
    assert "This version was unlocked" in amina.get(f"/certify/forms/{form.public_id}/").text
    assert f"version {form.number}" in amina.get("/certify/").text


def test_paper_is_confirmed_with_one_press(amina, us, asked):
    form = signed(asked, way="paper", captured_by=us.farah)
    assert "Confirm what was entered for you" in amina.get("/").text
    page = amina.get(f"/certify/forms/{form.public_id}/")
    assert "Farah Rahimi entered this for you from paper" in page.text
    assert amina.post(f"/certify/forms/{form.public_id}/confirm/").status_code == 302
    assert "Confirmed on 8 April 2026" in amina.get(f"/certify/forms/{form.public_id}/").text


def test_everything_of_the_year_before_is_in_the_list(amina, us, asked):
    filled(asked)
    assert "2026-04-30" in amina.get("/certify/").text
    assert amina.get("/certify/").text.count('<section class="card"') == 1


def test_names_and_words_are_text(amina, us, asked):
    people.put("A1", on=OPEN, by="system", at=moment(OPEN), name="<b>Amina</b> & Söhne")
    said = {"loan": {"answer": "yes", "new-0-other_side": "<script>alert(1)</script>"}}
    check = walk(amina, asked, OPEN, said)
    assert "<script>alert(1)" not in check.text
    assert "&lt;script&gt;alert(1)" in amina.get(f"{home(asked)}sign/").text


def test_bad_steps_and_bad_numbers_are_not_found(amina, asked):
    amina.post(home(asked))
    assert amina.get(f"{home(asked)}ask-nonsense/").status_code == 302
    assert amina.get(f"{home(asked)}nonsense/").status_code == 404
    assert amina.post(f"{home(asked)}ask-loan/keep/", {"revision": "9" * 30}).status_code == 409
    assert amina.post(f"{home(asked)}ask-loan/", {"answer": "yes", "blocks": "99999999"}).status_code == 302
    assert amina.post(f"{home(asked)}ask-loan/", {"answer": "perhaps"}).status_code == 422


def test_who_did_not_comply_reads_that_sentence_wherever_it_is_shown(amina, us, asked):
    check = walk(amina, asked, OPEN, complied={"answer": "no", "words": "I took a watch in May."})
    sentence = f"{us.pack.certifying.not_complied_signed.rstrip('.')}: I took a watch in May."
    receipt = amina.get(sign(amina, asked).url)
    for page in (check, receipt):
        assert sentence in page.text
        assert us.pack.certifying.complied not in page.text
