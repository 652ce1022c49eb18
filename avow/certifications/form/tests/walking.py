"""Going through the pages as a person does, by posting what each page asks."""

from django.test import Client

from avow.access.testing import PASSWORD
from avow.certifications.form.asking import ASK, COMPLIED, NOTHING, POLICY, conversation
from avow.certifications.models import Included

NEVER = "0123456789ab"


def home(asked: Included) -> str:
    """The address of the person's form."""
    return f"/certify/{asked.campaign.public_id}/"


def walk(client: Client, asked: Included, on, said=None, complied=None):
    """Answer each step: no, unless `said` has what is posted to a question, by its id. Gives the last look."""
    page = client.post(home(asked))
    said = said or {}
    for _ in range(30):
        step = page.url.rstrip("/").rpartition("/")[2]
        if step == "check":
            return client.get(page.url)
        known = conversation(asked, on).find(step).known if step.startswith(ASK) else ()
        given = {
            POLICY: {},
            COMPLIED: complied or {"answer": "yes"},
            NOTHING: {"nothing": "on"},
        }.get(step) or said.get(step.removeprefix(ASK), {"answer": "yes" if known else "no"})
        given = {f"known-{one.id}": "same" for one in known} | given
        page = client.post(page.url, given)
        assert page.status_code == 302, page.text
    raise AssertionError("the questions have no end")


def sign(client: Client, asked: Included, **changed):
    """Sign what the page of signing shows."""
    shown = client.get(f"{home(asked)}sign/").context["digest"]
    given = {"name": asked.person.name, "password": PASSWORD, "shown": shown}
    return client.post(f"{home(asked)}sign/", given | changed)
