"""When somebody is erased, no view of the register is left that they saved, or that looks for them."""

from datetime import date

import pytest
from django.test import Client

from avow.access.testing import grant, sign_in
from avow.disclosures.testing import noon
from avow.gifts.acts import become
from avow.gifts.acts.saving_views import save_view
from avow.gifts.models import SavedView
from avow.ledger.verify import verify
from avow.retention.acts import erase

MARCH = date(2026, 3, 2)


def erased(person):
    erase(person.key, by="command line", at=noon(MARCH), reason="Five years after leaving.")


def views() -> set[str]:
    return set(SavedView.objects.values_list("name", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_views_of_an_officer_go_and_those_that_look_for_a_person(here):
    grant(here.farah, "deputy")
    for name, query in (
        ("one", "person=amina"), ("two", f"person={here.amina.number}"), ("three", "person=haddad+amina&way=given"),
        ("Amina Haddad", "way=given"), ("others", "person=boris"), ("all", "sort=-amount"), ("Amina", "way=given"),
    ):  # fmt: skip
        save_view(here.chen, name, query)
    save_view(here.farah, "of Farah", "way=given")
    erased(here.amina)
    assert views() == {"others", "all", "Amina", "of Farah"}
    erased(here.farah)
    assert views() == {"others", "all", "Amina"}


@pytest.mark.django_db(transaction=True)
def test_no_page_and_no_file_says_who_it_was_or_what_they_wrote(here, gift):
    disclosure = gift(here.amina, MARCH, party=here.delta, description="a silver ham", contact="Mr Holm")
    told = {"by": here.amina, "became_on": MARCH, "on": MARCH, "at": noon(MARCH)}
    become(disclosure, "given_back", remark="He was sad about it.", **told)
    chen = sign_in(Client(), here.chen)
    erased(here.amina)
    pages = ("/gifts/", f"/gifts/party/{here.delta.public_id}/", f"/disclosures/{disclosure.public_id}/")
    texts = [chen.get(page).content.decode() for page in (*pages, "/gifts/inspections/new/")]
    texts.append(b"".join(chen.post("/gifts/export/", {"as": "csv"}).streaming_content).decode())
    for text in texts:
        for word in ("Amina", "Haddad", "silver ham", "Mr Holm", "sad about it"):
            assert word not in text, word
    assert not [one.says for one in verify().findings if one.kind != "head"]
