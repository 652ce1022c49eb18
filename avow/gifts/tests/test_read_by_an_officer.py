"""An entry that an officer reads: whose it is, and to whom its sentences speak."""

from datetime import date

from avow.access.testing import sign_in

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
SPOKEN_TO = "As Amina Haddad reads it: “you” in these sentences is Amina Haddad."
OWN_PLACE = 'href="/disclosures/" aria-current="page"'


def over_the_limit(here, gift):
    gift(here.amina, MARCH, party=here.delta, worth="150.00")
    return gift(here.amina, MAY, party=here.delta, worth="90.00")


def test_sentences_for_the_discloser_say_so_to_whoever_else_reads_them(here, gift, client):
    found = over_the_limit(here, gift)
    read = sign_in(client, here.chen).get(f"/disclosures/{found.public_id}/").content.decode()
    assert "what you and your family have been given" in read and SPOKEN_TO in read
    assert "You sent this" not in read and "is reading what you sent" not in read
    version = client.get(f"/disclosures/{found.public_id}/versions/1/").content.decode()
    assert SPOKEN_TO in version
    own = sign_in(client, here.amina).get(f"/disclosures/{found.public_id}/").content.decode()
    assert "what you and your family have been given" in own and "As Amina Haddad reads it" not in own


def test_the_navigation_does_not_call_it_the_officers_own(here, gift, client):
    found = over_the_limit(here, gift)
    assert OWN_PLACE not in sign_in(client, here.chen).get(f"/disclosures/{found.public_id}/").content.decode()
    assert OWN_PLACE in client.get("/disclosures/").content.decode()
    assert OWN_PLACE in sign_in(client, here.amina).get(f"/disclosures/{found.public_id}/").content.decode()
