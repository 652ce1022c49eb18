"""The pages of local HR: what a partner reads and what not, what officers receive, and who gets nothing."""

import re

import pytest

from avow.access import acts as access
from avow.access.duties import duties_for
from avow.access.models import Read, RoleGrant
from avow.access.testing import PASSWORD, grant, sign_in
from avow.certifications.local_hr import conflicts, counts
from avow.certifications.local_hr.testing import BEGIN, LATE, MONDAY, SEVER, WORKS, house, moment, taken_on
from avow.certifications.models import Advice, AdviceReceived, ClosingReturn, Exempted
from avow.certifications.models.handling import TO_CONFIRM
from avow.certifications.places import Counted
from avow.certifications.testing import signed
from avow.disclosures.testing import disclosed
from avow.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    today(monkeypatch, MONDAY)
    return house()


def today(monkeypatch, day):
    monkeypatch.setattr("avow.config.clock.today", lambda: day)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(day))


def get(client, person, url, status=200):
    answer = sign_in(client, person).get(url)
    assert answer.status_code == status, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"</?time[^>]*>", "", answer.content.decode().replace("\xa0", " ")))


def post(client, person, url, **given):
    return sign_in(client, person).post(url, given)


def address(us, more=""):
    return f"/hr/{us.campaign.public_id}/{more}"


def titles(person, day):
    """Without slips to bring, which is another subject."""
    duties = [duty for duty in duties_for(person, day) if "/hr/" in duty.url and "/slips/" not in duty.url]
    return [duty.title for duty in duties]


def test_a_partner_reads_their_department_and_no_other(us, client):
    page = get(client, us.greta, address(us))
    for words in (
        "Of 3 who have to sign, 0 have; 3 not yet.",
        "Sol 0",
        "Sol 2",
        "Plovdiv",
        "Boris Lindqvist",
        "Not signed yet",
    ):
        assert words in page, words
    for words in ("Dolores", "B1<", WORKS):
        assert words not in page, words
    get(client, us.greta, address(us, "?department=Works+HR"), 404)
    assert "3 not yet" in get(client, us.greta, address(us, "?department=Sever+HR"))
    assert "Certification 2026" in get(client, us.greta, "/hr/")


def test_a_conflict_is_person_kind_and_clause_and_nothing_else(us, client):
    facts = {"loan": {"holder": "relative", "other_side": "Kettle Bank of Secrets"}}
    form = signed(us.asked("S0"), ["loan"], on=MONDAY, facts=facts)
    page = get(client, us.greta, address(us))
    assert "Sol 0" in page and "/policy/4.6/" in page
    (row,) = form.reported.all()
    for secret in ("Kettle", "relative", row.disclosure, form.public_id):
        assert secret not in page, secret
    assert Read.objects.get(what="conflicts on forms").person == us.greta
    page = get(client, us.greta, address(us, f"advise/?conflict={row.public_id}"))
    for secret in ("Kettle", row.disclosure, form.public_id):
        assert secret not in page, secret


def test_from_a_tick_to_received(us, client):
    form = signed(us.asked("S0"), ["loan", "outside_role"], on=MONDAY)
    ids = [row.public_id for row in form.reported.all()]
    assert titles(us.greta, MONDAY) == ["Advise the compliance officer of 2 conflicts reported on forms"]
    url = address(us, "advise/")
    wrong = post(client, us.greta, url, conflict=ids, note="Please look.", name="Somebody", password=PASSWORD)
    assert wrong.status_code == 422 and "Greta Sorensen" in wrong.content.decode()
    assert "Please look." in wrong.content.decode(), "no word is lost"
    for password, says in (("guessed", "This is not your password"), ("", "Type your password")):
        given = {"conflict": ids, "note": "Please look.", "name": "Greta Sorensen", "password": password}
        answer = post(client, us.greta, url, **given)
        assert answer.status_code == 422 and says in answer.content.decode()
    assert not Advice.objects.exists()
    right = post(client, us.greta, url, conflict=ids, note="Please look.", name="Greta Sorensen", password=PASSWORD)
    assert right.url == address(us), "the message is at the top"
    assert titles(us.greta, MONDAY) == []
    assert titles(us.chen, MONDAY) == ["Receive what local HR advised on one form"]
    assert "Not received yet" in get(client, us.greta, address(us))
    advices = list(Advice.objects.all())
    assert "Please look." in get(client, us.chen, f"/hr/advice/{advices[0].public_id}/")
    assert post(client, us.chen, "/hr/", advice=[one.public_id for one in advices]).url == "/hr/"
    assert AdviceReceived.objects.count() == 2
    assert titles(us.chen, MONDAY) == []
    page = get(client, us.greta, f"/hr/advice/{advices[1].public_id}/")
    assert "Received 2 March 2026 by Chen Wei" in page and "I have received this" not in page
    late = post(client, us.greta, url, conflict=ids, note="Again.", name="Greta Sorensen", password=PASSWORD)
    assert late.url == address(us, "?advise=gone#conflicts-wrong")
    assert Advice.objects.count() == 2


def test_nothing_ticked_is_said_at_the_top_and_beside_the_list(us, client):
    signed(us.asked("S0"), ["loan"], on=MONDAY)
    answer = sign_in(client, us.greta).get(address(us, "advise/"))
    assert answer.url == address(us, "?advise=nothing#conflicts-wrong")
    page = get(client, us.greta, answer.url)
    assert '<a href="#conflicts-wrong">Tick at least one conflict.</a>' in page and "Error: Certification" in page
    assert page.count('id="conflicts-wrong" tabindex="-1"') == 1 and page.count("Tick at least one conflict.") == 2
    assert "Tick at least" not in get(client, us.greta, address(us))


def test_two_that_read_the_same_are_told_apart(us, client):
    signed(us.asked("S0"), ["loan", "outside_role"], on=MONDAY)
    page = get(client, us.greta, address(us))
    assert conflicts.NEW not in page and conflicts.BEFORE not in page
    before = disclosed(us.asked("S1").person, on=BEGIN)
    form = signed(us.asked("S1"), ["financial_interest"], on=MONDAY)
    assert before.disclosure.public_id in form.reported.values_list("disclosure", flat=True)
    page = get(client, us.greta, address(us))
    assert page.count(f'<span class="quiet">{conflicts.NEW}</span>') == 1
    assert page.count(f'<span class="quiet">{conflicts.BEFORE}</span>') == 1


def test_another_partner_reads_neither_the_advice_nor_receives_it(us, client):
    form = signed(us.asked("S0"), ["loan"], on=MONDAY)
    post(client, us.greta, address(us, "advise/"), conflict=[form.reported.get().public_id], note="So.",
         name="Greta Sorensen", password=PASSWORD)  # fmt: skip
    url = f"/hr/advice/{Advice.objects.get().public_id}/"
    for person in (us.farah, us.boris, us.dolores):
        get(client, person, url, 404)
        assert post(client, person, url).status_code == 404
    for person in (us.greta, us.farah):
        assert post(client, person, "/hr/", advice=[Advice.objects.get().public_id]).status_code == 404
    assert not AdviceReceived.objects.exists()


def test_exempting_and_ending_it(us, client):
    url = address(us, f"exempt/{us.asked('S0').person.public_id}/")
    wrong = post(client, us.greta, url, reason="Parental leave.", until="2026-03-02").content.decode()
    assert "This day has come already" in wrong
    answer = post(client, us.greta, url, reason="Parental leave.", until="2026-04-20")
    row = Exempted.objects.get()
    assert answer.url == f"/hr/exemptions/{row.public_id}/"
    page = get(client, us.greta, answer.url)
    assert "Parental leave." in page and "20 April 2026" in page
    assert "Parental" not in get(client, us.greta, address(us, "?show=exempt"))
    assert "Sol 0" not in get(client, us.greta, address(us))
    get(client, us.farah, answer.url, 404)
    assert post(client, us.farah, answer.url).status_code == 404
    post(client, us.greta, answer.url)
    assert "Ended before its time" in get(client, us.greta, answer.url)
    get(client, us.greta, address(us, f"exempt/{us.asked('B1').person.public_id}/"), 404)


def test_a_return_is_signed_received_and_what_came_since_is_beside_it(us, client, monkeypatch):
    url = address(us, "return/?department=Sever+HR")
    assert "somebody may until 31 March 2026" in get(client, us.greta, url)
    today(monkeypatch, LATE)
    assert titles(us.greta, LATE) == ["Sign the closing return of Sever HR: Certification 2026"]
    get(client, us.greta, address(us, "return/?department=Works+HR"), 404)
    get(client, us.chen, url, 302)
    post(client, us.greta, address(us, "return/"), department=SEVER, name="Greta Sorensen", password=PASSWORD)
    row = ClosingReturn.objects.get()
    assert titles(us.greta, LATE) == [] and titles(us.chen, LATE) == ["Receive a closing return of local HR"]
    signed(us.asked("S1"), ["loan"], on=LATE)
    page = get(client, us.chen, f"/hr/returns/{row.public_id}/")
    assert "Since then 1 more signed, late, 1 more conflict was reported." in page
    assert "Sol 0" in page and "Who had not signed then" in page
    assert "Since then 1 more signed" in get(client, us.greta, address(us))
    post(client, us.chen, f"/hr/returns/{row.public_id}/")
    assert "Received 1 April 2026 by Chen Wei" in get(client, us.greta, f"/hr/returns/{row.public_id}/")
    assert '<span class="tag wrong">late</span>' in get(client, us.greta, address(us, "?show=signed"))


def test_officers_see_every_department(us, client):
    page = get(client, us.chen, address(us))
    assert "Of 3 who have to sign, 0 have" in page and "Of 2 who have to sign, 0 have" in page
    assert "Sign the return" not in page


def test_an_officer_is_led_to_the_forms_that_they_may_read_and_a_partner_to_none(us, client):
    form = signed(us.asked("S0"), ["loan"], on=MONDAY)
    above = signed(us.asked(Person.objects.get(name__startswith="Dolores").number), on=MONDAY)
    link = f'<a href="/certify/forms/{form.public_id}/">Read the form'
    page = get(client, us.chen, address(us))
    assert page.count(link) == 1 and "has not advised of yet" in page
    page = get(client, us.chen, address(us, "?show=signed"))
    assert page.count(link) == 2 and "Dolores" in page
    assert above.public_id not in page, "it is of somebody above them"
    get(client, us.chen, f"/certify/forms/{form.public_id}/")
    get(client, us.chen, f"/certify/forms/{above.public_id}/", 404)
    given = {"conflict": [form.reported.get().public_id], "note": "Please look."}
    for query in ("", "?show=signed"):
        assert "/certify/forms/" not in get(client, us.greta, address(us, query))
    post(client, us.greta, address(us, "advise/"), **given, name="Greta Sorensen", password=PASSWORD)
    advice = f"/hr/advice/{Advice.objects.get().public_id}/"
    assert get(client, us.chen, address(us)).count(link) == 1
    assert link in get(client, us.chen, advice)
    for where in (address(us), advice):
        assert "/certify/forms/" not in get(client, us.greta, where)


def test_whoever_looks_after_nothing_gets_nothing_and_a_partner_of_nobody_a_plain_page(us, client):
    empty = taken_on("P9", "Paula Quiet", WORKS, grade="P3")
    grant(empty, "hr_partner", MONDAY, "Quiet HR")
    assert "Nobody of your departments is asked" in get(client, empty, "/hr/")
    get(client, empty, address(us), 404)
    grant(us.emeka, "auditor", MONDAY)
    grant(us.dolores, "management", MONDAY)
    for person in (us.boris, us.emeka, us.dolores, us.goran):
        get(client, person, "/hr/", 404)
        get(client, person, address(us), 404)
        assert titles(person, MONDAY) == []


def test_a_partner_whose_role_ended_today_sees_nothing_from_today(us, client):
    row = RoleGrant.objects.get(person=us.greta, role="hr_partner")
    access.end_role(row, None, MONDAY, moment(MONDAY))
    get(client, us.greta, "/hr/", 404)
    get(client, us.greta, address(us), 404)
    assert titles(us.greta, MONDAY) == []


def test_a_partner_is_not_on_their_own_list(us, client):
    grant(us.boris, "hr_partner", MONDAY, WORKS)
    signed(us.asked("B1"), ["loan"], on=MONDAY)
    for shown in ("missing", "signed"):
        assert "B1</span>" not in get(client, us.boris, address(us, f"?show={shown}"))
    assert "Conflicts to advise of</h2>" not in get(client, us.boris, address(us))


def test_that_ones_own_form_is_not_listed_is_said_where_it_is_so(us, client):
    says = "Your own form is not listed here."
    assert says not in get(client, us.greta, address(us))
    grant(us.boris, "hr_partner", MONDAY, WORKS)
    grant(us.boris, "hr_partner", MONDAY, SEVER)
    assert says in get(client, us.boris, address(us))
    assert says not in get(client, us.boris, address(us, "?department=Sever+HR"))
    assert says not in get(client, us.boris, address(us, "?show=signed"))
    signed(us.asked("B1"), on=MONDAY)
    assert says not in get(client, us.boris, address(us))
    assert says in get(client, us.boris, address(us, "?show=signed"))
    assert "Nobody else." in get(client, us.boris, address(us, "?show=signed"))


def test_an_exemption_says_what_it_leaves(us, client):
    url = address(us, f"exempt/{us.asked('S0').person.public_id}/")
    assert "stays 31 March 2026: who signs after it is late, exempt or not." in get(client, us.greta, url)
    for number, until, says in (
        ("S0", "2026-03-31", "stays 31 March 2026: who signs after it is late"),
        ("S1", "2026-04-01", "before they are asked again: whenever they sign after it, they are late."),
        ("S2", "2026-06-01", "From 1 June 2026 on nothing is taken of them, so this is for the whole campaign"),
    ):
        url = address(us, f"exempt/{us.asked(number).person.public_id}/")
        page = post(client, us.greta, url, reason="Parental leave.", until=until)
        assert says in get(client, us.greta, page.url), until


@pytest.mark.parametrize("query", ["?show=nonsense", "?sort=x&page=-1", "?page=99999999", "?page=²", "?text=%00",
                                   "?show=left", "?department=", "?department=%00"])  # fmt: skip
def test_crafted_addresses(us, client, query):
    get(client, us.chen, address(us, query))


def test_crafted_numbers_of_conflicts_advices_and_departments(us, client):
    assert post(client, us.greta, address(us, "advise/"), conflict=["\0", "x'--"]).status_code == 302
    assert post(client, us.chen, "/hr/", advice=["\0"]).status_code == 302
    get(client, us.chen, address(us, "return/?department=%00"), 404)


def test_the_list_is_narrowed_and_sorted(us, client):
    taken_on("S1", "Sol 1", SEVER, site="Aalborg", shift="Night", manager="F1", on=MONDAY)
    page = get(client, us.greta, address(us, "?sort=site"))
    assert page.index("Aalborg") < page.index("Plovdiv")
    assert page.index("Sol 1") < page.index("Sol 0")
    for query in ("text=sol+1", "text=s1", "site=aal", "site=night", "manager=farah"):
        page = get(client, us.greta, address(us, f"?{query}"))
        assert "Sol 1" in page and "Sol 0" not in page, query
    assert "Nobody fits." in get(client, us.greta, address(us, "?site=nowhere"))


def test_pages_follow_each_other(us, client, monkeypatch):
    monkeypatch.setattr("avow.certifications.local_hr.asked.ON_A_PAGE", 2)
    first, second = (get(client, us.greta, address(us, f"?page={number}")) for number in (1, 2))
    assert "Sol 1" in first and "Sol 2" not in first and ">Next<" in first
    assert "Sol 2" in second and ">Previous<" in second and ">Next<" not in second


@pytest.mark.parametrize(("many", "are"), [(1, "1 of the signed is on paper"), (2, "2 of the signed are on paper")])
def test_one_is_and_two_are_on_paper(many, are):
    counted = Counted(SEVER)
    counted.states[TO_CONFIRM] = many
    assert are in counts.says(counted)
