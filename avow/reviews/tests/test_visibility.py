from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.people import acts as people
from avow.reviews import acts, showing
from avow.reviews.testing import BEGIN, MONDAY, case_of, consulted, disclose, house, moment
from avow.reviews.visibility import cases_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def status(person, url, **data):
    client = sign_in(Client(), person)
    return (client.post(url, data) if data else client.get(url)).status_code


def test_the_case_is_for_the_officer_and_for_nobody_else():
    h = house()
    case = case_of(disclose(h, h.amina))
    url = case.get_absolute_url()
    answers = {
        name: status(getattr(h, name), url) for name in ("amina", "boris", "chen", "dolores", "emeka", "farah", "goran")
    }
    assert answers == {
        "amina": 404,
        "boris": 404,
        "chen": 200,
        "dolores": 404,
        "emeka": 404,
        "farah": 404,
        "goran": 404,
    }


def test_a_stranger_gets_what_a_number_that_never_existed_gives():
    h = house()
    case = case_of(disclose(h, h.amina))
    client = sign_in(Client(), h.goran)
    there, never = client.get(case.get_absolute_url()), client.get(reverse("reviews:case", args=["0" * 12]))
    assert (there.status_code, there.content) == (never.status_code, never.content)


def test_the_chief_executive_sees_what_is_routed_to_them():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    assert status(h.dolores, case.get_absolute_url()) == 200
    assert list(cases_for(h.dolores, MONDAY)) == [case]


def test_the_compliance_officer_does_not_see_the_review_of_their_own():
    h = house()
    case = case_of(disclose(h, h.chen))
    acts.note(case, by=h.dolores, text="Between us.", on=MONDAY, at=moment(MONDAY))
    assert status(h.chen, case.get_absolute_url()) == 404
    assert not cases_for(h.chen, MONDAY).exists()
    own = sign_in(Client(), h.chen).get(reverse("disclosures:one", args=[case.disclosure.public_id]))
    assert own.status_code == 200
    assert b"Between us." not in own.content


def test_whoever_must_keep_away_finds_no_trace():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = case_of(disclose(h, h.amina, holder="family", relation="sibling", relative_name="Chen Wei"))
    client = sign_in(Client(), h.chen)
    assert client.get(case.get_absolute_url()).status_code == 404
    for show in ("mine", "others", "closed"):
        page = client.get(reverse("reviews:desk"), {"show": show})
        assert b"Amina" not in page.content
        assert page.context["page"].paginator.count == 0
    assert [tab["count"] for tab in client.get(reverse("reviews:desk")).context["tabs"]] == [0, 0, 0]
    assert status(h.farah, case.get_absolute_url()) == 200


def test_an_officer_whose_superior_disclosed_finds_no_trace_even_if_the_line_changed_later():
    h = house()
    case = case_of(disclose(h, h.amina))
    assert status(h.chen, case.get_absolute_url()) == 200
    people.put("C1", on=MONDAY, by="system", at=moment(MONDAY), manager="A1")
    assert status(h.chen, case.get_absolute_url()) == 404
    assert not cases_for(h.chen, MONDAY).exists()


def test_a_role_that_ended_opens_nothing():
    from avow.access.acts import end_role
    from avow.access.models import RoleGrant

    h = house()
    case = case_of(disclose(h, h.amina))
    end_role(RoleGrant.objects.get(person=h.chen), None, MONDAY, moment(MONDAY))
    assert status(h.chen, case.get_absolute_url()) == 404
    assert status(h.chen, reverse("reviews:desk")) == 404


def test_an_administrator_cannot_read_a_case():
    h = house()
    case = case_of(disclose(h, h.amina))
    grant(h.farah, "administrator", BEGIN)
    assert status(h.farah, case.get_absolute_url()) == 404
    assert status(h.farah, reverse("reviews:desk")) == 404


def test_the_desk_is_for_those_who_review():
    h = house()
    found = {
        name: status(getattr(h, name), reverse("reviews:desk"))
        for name in ("amina", "boris", "chen", "dolores", "emeka", "goran")
    }
    assert found == {"amina": 404, "boris": 404, "chen": 200, "dolores": 200, "emeka": 200, "goran": 404}


def test_a_consultation_is_for_the_one_asked():
    h = house()
    case = case_of(disclose(h, h.amina))
    for one in consulted(case, h.chen):
        url = one.get_absolute_url()
        for person in (h.amina, h.boris, h.chen, h.dolores, h.goran):
            assert status(person, url) == (200 if person == one.asked else 404)


def test_the_manager_sees_what_the_pack_lists_and_no_more():
    h = house()
    case = case_of(
        disclose(h, h.amina, holder="family", relation="sibling", relative_name="Nadia Haddad", story="She is in debt.")
    )
    management = next(one for one in consulted(case, h.chen) if one.capacity == "management")
    page = sign_in(Client(), h.boris).get(management.get_absolute_url()).content.decode()
    assert "Amina Haddad" in page
    assert "Delta Bearings plc" in page
    assert "A share in a business" in page
    for secret in ("Nadia", "debt", "sister", "1.5", "1.50", "potential"):
        assert secret not in page


def test_a_pack_that_lists_too_much_shows_the_manager_no_more_than_the_audience_of_each_fact(monkeypatch):
    h = house()
    version = disclose(h, h.amina, holder="family", relation="sibling", relative_name="Nadia Haddad").latest_version
    greedy = replace(h.pack.consultation.general, management_sees=tuple(h.pack.facts))
    pack = replace(h.pack, consultation=replace(h.pack.consultation, general=greedy))
    monkeypatch.setattr("avow.reviews.showing.pack_by_hash", lambda pack_hash: pack)
    labels = {row["label"] for row in showing.for_management(version)}
    assert h.pack.facts["timing"].label in labels
    for name in ("relation", "holder", "share_percent", "bearing", "story", "relative_name"):
        assert h.pack.facts[name].label not in labels


def test_in_a_matter_of_supervision_the_manager_is_not_even_told_the_kind():
    h = house()
    case = case_of(
        disclose(
            h, h.amina, kind="supervision", colleague="Farah Rahimi", close_relationship=True, believed_line="i_lead"
        )
    )
    management = next(one for one in consulted(case, h.chen) if one.capacity == "management")
    client = sign_in(Client(), h.boris)
    page = client.get(management.get_absolute_url()).content.decode()
    assert "A reporting line in your area has to be looked at" in page
    for secret in ("Family or someone close", "Farah", "4.9"):
        assert secret not in page
        assert secret not in client.get(reverse("reviews:consultations")).content.decode()


def test_the_person_reads_neither_notes_nor_the_thread_with_the_manager_nor_the_assessment():
    h = house()
    case = case_of(disclose(h, h.amina))
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    acts.note(case, by=h.chen, text="Ask procurement.", on=MONDAY, at=moment(MONDAY))
    acts.ask(case, by=h.chen, to=h.boris, text="Who signs the orders?", on=MONDAY, at=moment(MONDAY))
    acts.tell(case, by=h.chen, text="Thank you for telling us.", on=MONDAY, at=moment(MONDAY))
    client = sign_in(Client(), h.amina)
    for name in ("disclosures:one", "reviews:conversation"):
        page = client.get(reverse(name, args=[case.disclosure.public_id])).content.decode()
        assert "Thank you for telling us." in page
        assert "procurement" not in page
        assert "signs the orders" not in page
    management = case.consultations.get(capacity="management")
    theirs = sign_in(Client(), h.boris).get(management.get_absolute_url()).content.decode()
    assert "Who signs the orders?" in theirs
    assert "Thank you for telling us." not in theirs


def test_what_is_done_to_somebody_elses_disclosure_is_not_found():
    h = house()
    case = case_of(disclose(h, h.amina))
    for name in ("acknowledge", "conversation", "agree", "letter"):
        url = reverse(f"reviews:{name}", args=[case.disclosure.public_id])
        for person in (h.boris, h.chen, h.goran):
            assert status(person, url, version="1") == 404 if name != "letter" else status(person, url) == 404


def test_no_act_can_be_posted_by_anybody_else():
    h = house()
    case = case_of(disclose(h, h.amina))
    for act in ("consult", "note", "decide", "assess", "step-aside", "refer", "keep-open", "tell", "ask"):
        url = reverse("reviews:act", args=[case.public_id, act])
        for person in (h.amina, h.boris, h.dolores, h.goran):
            assert status(person, url, text="x") == 404, (act, person)


def test_each_opening_by_somebody_else_is_noted_and_ones_own_is_not():
    h = house()
    case = case_of(disclose(h, h.amina))
    management = next(one for one in consulted(case, h.chen) if one.capacity == "management")
    status(h.chen, case.get_absolute_url())
    status(h.boris, management.get_absolute_url())
    status(h.amina, reverse("disclosures:one", args=[case.disclosure.public_id]))
    status(h.goran, case.get_absolute_url())
    noted = Read.objects.filter(subject=case.subject).order_by("pk").values_list("person__name", "what")
    assert list(noted) == [("Chen Wei", "case"), ("Boris Lindqvist", "consultation")]
