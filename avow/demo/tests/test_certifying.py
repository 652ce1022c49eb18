from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from avow.access.models import Account
from avow.adoptions.current import policy_in_force
from avow.certifications.campaigns.standing import CLOSED, OPEN, state_of
from avow.certifications.local_hr.acts import advise
from avow.certifications.local_hr.conflicts import not_advised
from avow.certifications.models import AdviceReceived, Campaign, ClosingReturn, Included, Place, SignedForm
from avow.certifications.outstanding import is_outstanding
from avow.certifications.paper import scans
from avow.certifications.testing import signed
from avow.config import clock
from avow.demo.scan import scan
from avow.notices.models import MailEnded
from avow.people.models import Person
from avow.questions.models import Guidance, Question

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture
def campaigns(told):
    """Last year's and this year's."""
    return list(Campaign.objects.order_by("opens"))


def states(campaign):
    return {
        department: Counter(Place.objects.filter(campaign=campaign, department=department).values_list("state", flat=1))
        for department in ("HR Akron", "HR Ulm")
    }


def test_last_years_campaign_is_closed_and_its_returns_are_received(campaigns):
    last, this = campaigns
    assert (state_of(last, clock.today()), state_of(this, clock.today())) == (CLOSED, OPEN)
    assert this.due - clock.today() == timedelta(days=10)
    assert states(last) == {"HR Akron": {"signed": 11, "missing": 1}, "HR Ulm": {"signed": 6}}
    returns = ClosingReturn.objects.select_related("received")
    assert {row.department: row.received.by.number for row in returns} == {"HR Akron": "K-002", "HR Ulm": "K-002"}
    assert {row.campaign for row in returns} == {last}


def test_this_years_is_in_its_third_week_and_nothing_of_it_needs_an_officer(campaigns):
    this = campaigns[1]
    assert states(this) == {
        "HR Akron": {"signed": 6, "missing": 4, "exempt": 1, "to_confirm": 1},
        "HR Ulm": {"signed": 5, "missing": 2},
    }
    ways = SignedForm.objects.filter(included__campaign=this).values_list("way", "included__person__number")
    assert {way: number for way, number in ways if way != "account"} == {"paper": "K-010", "kiosk": "K-029"}
    later = Included.objects.get(campaign=this, asked_on__isnull=False)
    assert later.because.startswith("Joined on")
    assert [
        row.conflict.form.included.person.number for row in (one.advice for one in AdviceReceived.objects.all())
    ] == ["K-016"]
    assert [one.form.included.person.number for one in not_advised()] == ["K-022"]


def test_mails_of_the_campaign_can_be_read_in_the_outbox(campaigns, client):
    """Whoever was missing and can be written to; Farah of whoever has no address. Not who had signed."""
    reminded = set(MailEnded.objects.filter(outcome="captured").values_list("to__number", flat=True))
    assert {"K-001", "K-002", "K-011", "K-005"} <= reminded
    assert not {"K-016", "K-027", "K-028"} & reminded
    client.force_login(Account.objects.get(username="chen"))
    page = client.get(reverse("notices:outbox")).content.decode()
    assert "Luisa Fernanda Montenegro-Castellanos" in page


def test_luisa_has_a_form_with_what_she_disclosed_on_it_and_boris_a_paper_to_confirm(campaigns, client):
    last, this = campaigns
    client.force_login(Account.objects.get(username="luisa"))
    luisas = SignedForm.objects.get(included__person__number="K-011")
    assert luisas.included.campaign == last
    assert this.name in client.get("/").content.decode()
    client.post(reverse("certifications:begin", args=[this.public_id]))
    page = client.get(reverse("certifications:step", args=[this.public_id, "ask-role"])).content.decode()
    assert "Société Générale de Tuyauterie" in page
    form = SignedForm.objects.get(way="paper")
    assert scans.read(form.paper) == client_scan(client, form)


def client_scan(client, form):
    client.force_login(Account.objects.get(username="boris"))
    answer = client.get(reverse("certifications:scan", args=[form.public_id]))
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_one_person_has_not_read_the_policy_and_is_late(told):
    today = clock.today()
    pack = policy_in_force(today)
    late = [person for person in Person.objects.all() if is_outstanding(person, pack, today)]
    assert [(person.name, (today - person.joined_on).days) for person in late] == [("Sipho Dlamini", 22)]


def test_a_question_is_open_one_is_answered_and_became_guidance(told):
    last = {
        question.person.number: question.messages.order_by("-pk").first().sort for question in Question.objects.all()
    }
    assert last == {"K-015": "asked", "K-017": "answered"}
    assert [row.clauses for row in Guidance.objects.all()] == [["5.3"]]


def test_a_scan_is_a_pdf_of_one_page():
    made = scan(["Zieliński (a name)"])
    start = int(made.split(b"startxref\n")[1].split()[0])
    assert made[start:].startswith(b"xref")
    assert b"(Zieli?ski \\(a name\\))" in made


def test_advice_on_the_compliance_officers_own_form_is_the_board_committees(campaigns, client):
    """Greta is Chen's deputy and reports to her, so that both keep away."""
    included = Included.objects.select_related("person", "campaign").get(campaign=campaigns[1], person__number="K-002")
    on, farah = clock.today(), Person.objects.get(number="K-005")
    rows = list(signed(included, ["loan"], on=on, at=clock.now()).reported.all())
    advice, *_ = advise(rows, by=farah, note="So.", name=farah.name, on=on, at=clock.now())
    url = f"/hr/advice/{advice.public_id}/"
    found = {}
    for name in ("chen", "greta", "dolores", "henrietta", "farah"):
        client.force_login(Account.objects.get(username=name))
        found[name] = client.get(url).status_code
        home = client.get("/").text
        assert ("/hr/#advice" in home) is (name == "henrietta"), name
        assert ("Receive what local HR advised on one form" in home) is (name == "henrietta"), name
    assert found == {"chen": 404, "greta": 404, "dolores": 404, "henrietta": 200, "farah": 200}
    client.force_login(Account.objects.get(username="henrietta"))
    assert client.post(url).url == "/hr/"
    client.force_login(Account.objects.get(username="farah"))
    assert "by Henrietta Osei-Bonsu" in client.get(url).text
