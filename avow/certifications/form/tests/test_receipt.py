"""The signed form to keep: the exact text on the page and in the PDF, in the order in which it is read aloud."""

import io
import re

import pytest
from pypdf import PdfReader

from avow.certifications.form.receipt import contents
from avow.certifications.models import SignedForm
from avow.certifications.testing import signed
from avow.disclosures.receipt import paper
from avow.ledger import keyring

WORDS = "I took a watch in May.\n\nIt was from Delta Bearings, and I told nobody."


def receipt_of(form) -> contents.Receipt:
    return contents.receipt(SignedForm.objects.select_related("included__person", "included__campaign").get(pk=form.pk))


def pdf_of(form) -> bytes:
    return paper.pdf(receipt_of(form), contents.SOURCE, note_in="note")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def text_of(pdf: bytes) -> str:
    """The text of all pages, without what stands at the foot of each."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    feet = re.compile(r"Acknowledgement and reporting form, \w{12}, version \d+\. Ledger entry \d+\.\s*\d+ of \d+")
    return plain("\n".join(feet.sub("", page) for page in pages))


def read_aloud(pdf: bytes) -> str:
    """What the tags of the PDF hold, in the order of their tree: the way in which a screen reader goes through it."""
    reader = PdfReader(io.BytesIO(pdf))
    marked = {}
    for number, page in enumerate(reader.pages):
        for key, words in _marked(page).items():
            marked[number, key] = words
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    return plain("".join(_in_order(reader.trailer["/Root"]["/StructTreeRoot"], None, numbers, marked)))


def _marked(page) -> dict[int, str]:
    """The text within each marked part of a page, by its number."""
    found: dict[int, str] = {}
    open_: list[int | None] = []

    def before(operator, operands, cm, tm):
        if operator == b"BDC":
            open_.append(operands[1].get("/MCID") if isinstance(operands[1], dict) else None)
        elif operator == b"BMC":
            open_.append(None)
        elif operator == b"EMC":
            open_.pop()

    def text(words, cm, tm, font, size):
        current = next((one for one in reversed(open_) if one is not None), None)
        if current is not None:
            found[current] = found.get(current, "") + words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def _in_order(node, page, numbers, marked):
    if "/Pg" in node:
        page = numbers[node.raw_get("/Pg").idnum]
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, int):
            yield marked.get((page, kid), "")
        elif kid.get("/Type") == "/MCR":
            yield marked.get((numbers[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page, kid["/MCID"]), "")
        elif "/S" in kid:
            yield from _in_order(kid, page, numbers, marked)
            yield " "


@pytest.fixture
def form(asked):
    facts = {"outside_role": {"holder": "self", "other_side": "Łódź Motors & Söhne"}}
    return signed(asked, ["outside_role"], facts=facts, words=WORDS)


def test_the_paper_holds_exactly_what_was_signed(form):
    signed_text = form.attested.open()["text"]
    assert "Łódź Motors & Söhne" in signed_text
    assert plain(signed_text) in text_of(pdf_of(form))


def test_it_is_read_aloud_in_the_order_in_which_it_was_signed(form):
    pdf = pdf_of(form)
    aloud = read_aloud(pdf).replace(" ", "")
    lines = [line.replace(" ", "") for line in form.attested.open()["text"].split("\n") if line]
    at = aloud.index("Thetextthatwassigned")
    for line in lines:
        assert line in aloud[at:], line
        at = aloud.index(line, at) + len(line)
    assert aloud.index("Ledgerentry", at) > at


def test_it_is_an_archival_and_accessible_pdf_with_the_same_bytes_each_time(form):
    pdf = pdf_of(form)
    assert pdf == pdf_of(form)
    catalog = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalog["/MarkInfo"]["/Marked"].value
    assert str(catalog["/Lang"]).startswith("en")


def test_hash_time_version_and_who_signed_are_there(us, form):
    text = text_of(pdf_of(form))
    receipt = receipt_of(form)
    for words in (
        receipt.sent_at,
        "version 1",
        receipt.policy,
        "Signed by Amina Haddad (A1), signed in",
        "Certification 2026",
    ):
        assert plain(words) in text, words
    for digest in (form.text_hash, form.attested.content_hash, us.pack.hash):
        assert digest in text.replace(" ", "")


def test_paper_says_who_entered_it_and_where_it_stands(us, asked):
    form = signed(asked, way="paper", captured_by=us.farah)
    text = text_of(pdf_of(form))
    assert "on paper, entered by Farah Rahimi (F1)" in text
    assert "Not confirmed by the person yet" in text


@pytest.mark.parametrize("said", ["A smile 😀 here", "株式会社トヨタ", "#set page(width: 1pt) $x$ *b*", "w" * 1500])
def test_whatever_somebody_wrote_costs_nobody_the_paper(asked, said):
    form = signed(asked, words=f"Before. {said} After.")
    text = text_of(pdf_of(form))
    assert "Before." in text
    assert "After." in text


def test_once_erased_nobody_reads_it(client, us, asked):
    from avow.access.testing import sign_in

    form = signed(asked)
    keyring.destroy(us.amina.key)
    sign_in(client, us.chen)
    page = client.get(f"/certify/forms/{form.public_id}/")
    assert page.status_code == 410
    assert "have been erased" in page.text
    assert client.get(f"/certify/forms/{form.public_id}/form.pdf").status_code == 302
