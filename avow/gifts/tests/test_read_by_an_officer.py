"""An entry that an officer reads: whose it is, and to whom its sentences speak."""

from datetime import date

from avow.access.testing import sign_in

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
SPOKEN_TO = "The policy’s sentences are as Amina Haddad reads them: “you” is Amina Haddad."
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
    assert "what you and your family have been given" in own and "as Amina Haddad" not in own


def test_what_avow_says_itself_speaks_to_whoever_reads(here, gift, client):
    found = over_the_limit(here, gift)
    pages = [f"/disclosures/{found.public_id}/{more}" for more in ("", "versions/1/")]
    own = [sign_in(client, here.amina).get(page).content.decode() for page in pages]
    read = [sign_in(client, here.chen).get(page).content.decode() for page in pages]
    for mine, theirs in zip(own, read, strict=True):
        assert "A person decides, and looks at it with you first." in mine
        assert "A person decides, and speaks with them first." in theirs
        assert "with you" not in theirs and "you said" not in theirs
        assert "Your manager does not see" not in theirs
        assert "(they said)" in theirs or "; they said)" in theirs
        assert "The questions are as Amina Haddad was asked them." in theirs
    assert "Your manager does not see" in own[0]
    assert "<h1>A gift or favour received" in own[0] and "<h1>A gift or favour received" in read[0]


def test_what_became_of_it_is_quoted_to_whoever_else_reads_it(here, gift, client):
    found = gift(here.amina, MAY, party=here.delta, worth="90.00")
    amina = sign_in(client, here.amina)
    address = f"/disclosures/{found.public_id}/"
    page = amina.get(address).content.decode()
    assert "takes back only what stands beside it" not in page
    assert "in no sum either" in page and "the sums count what you say then" in page
    told = {"becoming": "given_back", "day": MAY.isoformat(), "paid": "", "currency": "USD", "remark": ""}
    amina.post(f"/gifts/{found.public_id}/became/", told)
    page = amina.get(address).content.decode()
    assert "<strong>I gave it back</strong>" in page and "takes back only what stands beside it" in page
    page = sign_in(client, here.chen).get(address).content.decode()
    assert "<strong>“I gave it back”</strong>" in page and "This did not happen" not in page


def test_the_navigation_does_not_call_it_the_officers_own(here, gift, client):
    found = over_the_limit(here, gift)
    assert OWN_PLACE not in sign_in(client, here.chen).get(f"/disclosures/{found.public_id}/").content.decode()
    assert OWN_PLACE in client.get("/disclosures/").content.decode()
    assert OWN_PLACE in sign_in(client, here.amina).get(f"/disclosures/{found.public_id}/").content.decode()
