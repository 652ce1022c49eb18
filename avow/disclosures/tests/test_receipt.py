"""The form of 6.5, as page and as PDF: version, language, report, signature, good faith."""

import io
import re

import pytest
from pypdf import PdfReader

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.receipt import contents, paper
from avow.disclosures.testing import SHARE, disclosed, drafted, noon
from avow.ledger import keyring


def receipt_of(version) -> contents.Receipt:
    return contents.receipt(version.disclosure, version)


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", "\n".join(pages).replace("\u200b", ""))


def test_everything_that_6_5_asks_for_is_on_paper(cast, delta, on):
    version = disclosed(cast.amina, on=on, counterparty=delta)
    text = text_of(paper.pdf(receipt_of(version)))
    for words in (
        "Acknowledgement and reporting form",
        version.disclosure.public_id,
        "Amina Haddad (A1)",
        "version 2026.1",
        "English",
        "Delta Bearings",
        "1.5%",
        "I bought them years ago.",
        "good faith",
        "4.5",
        "Signed by Amina Haddad (A1)",
        "10 March 2026 at 13:00 (Europe/Stockholm, UTC+01:00)",
        f"Ledger entry {version.entry.number}",
        "Nothing here limits you in speaking to an authority",
    ):
        assert words in text, words
    assert version.attested.content_hash in text.replace(" ", "")


def test_hashes_can_be_copied_and_files_have_the_size_that_the_page_says(client, cast, on):
    draft = drafted(cast.amina, "financial_interest", SHARE, on=on)
    attachment = acts.attach(draft, cast.amina, "offer.txt", b"a" * 38, noon(on))
    version = acts.submit(draft, cast.amina, on, noon(on))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(receipt_of(version)))).pages]
    text = "".join(pages).replace("\n", "")
    for digest in (version.attested.content_hash, version.pack_hash, attachment.sha256):
        assert digest in text
    assert "38 bytes, SHA-256" in text.replace("\u00a0", " ")
    sign_in(client, cast.amina)
    assert "38\u00a0bytes" in client.get(f"/disclosures/{draft.public_id}/").text


def test_it_is_an_archival_and_accessible_pdf_with_the_same_bytes_each_time(cast, on):
    receipt = receipt_of(disclosed(cast.amina, on=on))
    pdf = paper.pdf(receipt)
    assert pdf == paper.pdf(receipt)
    catalog = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalog["/MarkInfo"]["/Marked"].value


@pytest.mark.parametrize("name", ["Ángström & Søn", "Ωμέγα Ναυτιλία", "Северсталь", "Ðorđević", "שלום", "سلام"])
def test_names_in_many_scripts_are_on_paper(cast, on, name):
    text = text_of(paper.pdf(receipt_of(disclosed(cast.amina, on=on, other_side=name))))
    if name in ("שלום", "سلام"):
        assert paper.REPLACEMENT not in text
    else:
        assert name in text


@pytest.mark.parametrize("said", ["A smile 😀 and 👩‍👧", "株式会社トヨタ", "\ue000 private", "क्षत्रिय ไทย"])
def test_a_sign_no_font_has_costs_nobody_the_receipt(cast, on, said):
    text = text_of(paper.pdf(receipt_of(disclosed(cast.amina, on=on, story=f"Before. {said} After."))))
    assert "Before." in text
    assert "After." in text


def test_what_a_person_wrote_is_never_source(cast, on):
    story = '#set page(width: 1pt)\n#eval("1") #import "x.typ" $x^2$ *bold* \\ `raw` = Heading // gone? /* and this */'
    text = text_of(paper.pdf(receipt_of(disclosed(cast.amina, on=on, story=story))))
    for words in ("#set page(width: 1pt)", '#eval("1")', "$x^2$", "*bold*", "// gone?", "/* and this */"):
        assert words in text, words


def test_the_longest_story_and_the_longest_word_fit(cast, on):
    story = "w" * 3000 + "\n" + "word " * 1300
    pdf = paper.pdf(receipt_of(disclosed(cast.amina, on=on, story=story)))
    assert text_of(pdf).replace(" ", "").count("w") >= 3000 + 1300


def test_a_form_with_nothing_found_says_that_it_is_no_yes(cast, delta, on):
    receipt = receipt_of(disclosed(cast.amina, "gift_received", on=on, counterparty=delta))
    assert receipt.findings == []
    assert "That is not a yes" in receipt.outcome


def test_each_version_has_its_own(client, cast, on):
    first = disclosed(cast.amina, on=on)
    acts.amend(first.disclosure, cast.amina, noon(on))
    acts.save_step(first.disclosure, {"share_percent": "0.5"}, "share", cast.amina, noon(on))
    acts.submit(first.disclosure, cast.amina, on, noon(on))
    sign_in(client, cast.amina)
    of_first = client.get(f"/disclosures/{first.disclosure.public_id}/versions/1/receipt.pdf")
    latest = client.get(f"/disclosures/{first.disclosure.public_id}/receipt.pdf")
    assert "1.5%" in text_of(of_first.content)
    assert "0.5%" in text_of(latest.content)
    assert latest["Content-Type"] == "application/pdf"


def test_the_page_says_the_same_as_the_paper(client, cast, delta, on):
    version = disclosed(cast.amina, on=on, counterparty=delta, story="<b>Bold</b> words.")
    sign_in(client, cast.amina)
    page = client.get(f"/disclosures/{version.disclosure.public_id}/receipt/").text
    receipt = receipt_of(version)
    for words in (receipt.number, receipt.policy, receipt.sent_at, receipt.content_hash, receipt.good_faith, "1.5%"):
        assert words in page
    assert "&lt;b&gt;Bold&lt;/b&gt; words." in page


def test_the_officer_reads_it_and_that_is_noted(client, cast, on):
    version = disclosed(cast.amina, on=on)
    sign_in(client, cast.chen)
    address = f"/disclosures/{version.disclosure.public_id}/receipt.pdf"
    assert client.get(address).status_code == 200
    assert Read.objects.get(person=cast.chen).what == "form, version 1"
    sign_in(client, cast.amina)
    client.get(address)
    assert not Read.objects.filter(person=cast.amina).exists()


def test_after_erasing_there_is_a_plain_page(client, cast, on):
    version = disclosed(cast.amina, on=on)
    keyring.destroy(cast.amina.key)
    sign_in(client, cast.chen)
    address = f"/disclosures/{version.disclosure.public_id}/"
    page = client.get(f"{address}receipt/")
    assert page.status_code == 410
    assert "have been erased" in page.text
    assert client.get(f"{address}receipt.pdf").status_code == 302
    assert "have been erased" in client.get(address).text
