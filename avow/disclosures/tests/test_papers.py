"""Attached files: what may be attached, where they lie, who gets them back."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import Client

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.files import orphans, sniffing, store
from avow.disclosures.models import Attachment
from avow.disclosures.testing import SHARE, drafted, noon
from avow.disclosures.tests.walking import begin
from avow.ledger import keyring

PDF = b"%PDF-1.7\n1 0 obj\n"


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


DOCX, XLSX = packed("[Content_Types].xml", "word/document.xml"), packed("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture
def draft(cast, on):
    return drafted(cast.amina, "financial_interest", SHARE, on=on)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("photo.exe", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("photo.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("offer.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("prices.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("prices.csv", "Preis;Größe\n1;2\n".encode(), "text/csv"),
        ("note.txt", "Grüße".encode("cp1252"), "text/plain"),
        ("note.txt", "Grüße".encode("utf-16"), "text/plain"),
        ("page.html", b"<script>alert(1)</script>", "text/plain"),
    ],
)
def test_what_a_file_is_says_its_contents(name, data, kind):
    assert sniffing.media_type(name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("big.pdf", PDF + b"0" * sniffing.LARGEST, "10.1 MB"),
        ("virus.pdf", b"MZ\x90\x00\x03", "cannot tell"),
        ("a.pdf", b"\x7fELF\x02\x01", "cannot tell"),
        ("a.zip", packed("a.txt"), "Packed folders"),
        ("a.docm", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        ("a.docx", b"PK\x03\x04broken", "damaged"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00", "cannot tell"),
    ],
)
def test_what_may_not_be_attached_says_why(name, data, says):
    with pytest.raises(sniffing.NotAllowed) as refused:
        sniffing.media_type(name, data)
    assert says in str(refused.value)


def test_a_packed_bomb_is_not_unpacked():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}", b"0" * (80 * 1024 * 1024))
    with pytest.raises(sniffing.NotAllowed):
        sniffing.media_type("a.docx", data.getvalue())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\offer.pdf", "offer.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("offer.exe", "offer.exe.pdf"),
        ("Ω" * 400 + ".pdf", "Ω" * 150 + ".pdf"),
    ],
)
def test_names_are_text_and_nothing_more(name, safe):
    assert sniffing.safe_name(name, "application/pdf") == safe


def test_it_lies_sealed_outside_everything_that_is_served(cast, on, draft):
    attachment = acts.attach(draft, cast.amina, "offer from Delta.pdf", PDF, noon(on))
    path = settings.AVOW_HOME / "attachments" / attachment.public_id
    assert PDF not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert store.read(attachment.public_id, cast.amina.key) == PDF
    assert b"Delta" not in bytes(attachment.sealed_name)
    assert attachment.name() == "offer from Delta.pdf"


def test_a_file_put_in_the_place_of_another_does_not_open(cast, on, draft):
    one, other = (acts.attach(draft, cast.amina, f"{name}.txt", name.encode(), noon(on)) for name in ("one", "other"))
    store.path_of(one.public_id).write_bytes(store.path_of(other.public_id).read_bytes())
    with pytest.raises(keyring.NotSealedSo):
        store.read(one.public_id, cast.amina.key)
    one.sealed_name = other.sealed_name
    with pytest.raises(keyring.NotSealedSo):
        one.name()


def test_a_draft_put_in_the_place_of_another_does_not_open(cast, on):
    one, other = (acts.start(cast.amina, "other", noon(on)).draft for _ in range(2))
    one.sealed = other.sealed
    with pytest.raises(keyring.NotSealedSo):
        one.open()


def test_the_version_attests_its_hash(cast, on, draft):
    attachment = acts.attach(draft, cast.amina, "offer.pdf", PDF, noon(on))
    version = acts.submit(draft, cast.amina, on, noon(on))
    (file,) = version.body["attachments"]
    assert (file["id"], file["name"], file["sha256"]) == (attachment.public_id, "offer.pdf", attachment.sha256)
    assert version.attachments == [attachment.public_id]


@pytest.mark.django_db(transaction=True)
def test_one_of_an_earlier_version_stays_when_it_is_taken_out(cast, on, draft):
    attachment = acts.attach(draft, cast.amina, "offer.pdf", PDF, noon(on))
    acts.submit(draft, cast.amina, on, noon(on))
    acts.amend(draft, cast.amina, noon(on))
    acts.detach(draft, cast.amina, attachment, noon(on))
    second = acts.submit(draft, cast.amina, on, noon(on))
    assert second.attachments == []
    assert store.read(attachment.public_id, cast.amina.key) == PDF


@pytest.mark.django_db(transaction=True)
def test_files_of_a_discarded_draft_are_gone(cast, on, draft):
    attachment = acts.attach(draft, cast.amina, "offer.pdf", PDF, noon(on))
    acts.discard(draft, cast.amina, noon(on))
    assert not Attachment.objects.exists()
    assert not store.path_of(attachment.public_id).exists()


def test_bytes_without_a_row_are_cleared_after_a_day(cast, on):
    store.put("0123456789ab", cast.amina.key, PDF)
    path = store.path_of("0123456789ab")
    now = noon(on)
    os.utime(path, (now.timestamp(), now.timestamp()))
    orphans.clear(now + timedelta(hours=23))
    assert path.exists()
    orphans.clear(now + timedelta(hours=25))
    assert not path.exists()


def test_there_is_an_end_to_how_many(cast, on, draft, monkeypatch):
    monkeypatch.setattr("avow.disclosures.acts.attaching.MOST", 2)
    for _ in range(2):
        acts.attach(draft, cast.amina, "a.txt", b"a", noon(on))
    with pytest.raises(acts.Refused, match="as many as there can be"):
        acts.attach(draft, cast.amina, "a.txt", b"a", noon(on))


def upload(client, disclosure, name: str, data: bytes):
    file = SimpleUploadedFile(name, data)
    return client.post(f"/disclose/{disclosure.public_id}/files/", {"file": file})


def test_adding_taking_out_and_getting_back_on_the_page(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = begin(client, "other")
    assert upload(client, disclosure, "<b>offer</b>.pdf", PDF).status_code == 302
    page = client.get(f"/disclose/{disclosure.public_id}/files/")
    assert "b&gt;.pdf" in page.text
    attachment = Attachment.objects.get()
    back = client.get(f"/attachments/{attachment.public_id}/")
    assert back.content == PDF
    assert back["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert back["X-Content-Type-Options"] == "nosniff"
    client.post(f"/disclose/{disclosure.public_id}/files/{attachment.public_id}/remove/")
    assert client.get(f"/attachments/{attachment.public_id}/").status_code == 404


def test_going_on_takes_the_chosen_file_along(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = begin(client, "other")
    address = f"/disclose/{disclosure.public_id}/files/"
    assert client.post(address, {"go": "1"})["Location"].endswith("/check/")
    chosen = SimpleUploadedFile("offer.pdf", PDF)
    assert client.post(address, {"go": "1", "file": chosen})["Location"].endswith("/check/")
    assert Attachment.objects.get().name() == "offer.pdf"
    refused = SimpleUploadedFile("a.exe", b"MZ\x90\x00\x03")
    assert client.post(address, {"go": "1", "file": refused}).status_code == 422


def test_a_file_that_is_too_large_is_cut_off_and_said_so(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = begin(client, "other")
    page = upload(client, disclosure, "big.pdf", PDF + b"0" * (sniffing.LARGEST + 1))
    assert page.status_code == 422
    assert "at most 10 MB" in page.text
    assert not Attachment.objects.exists()


def test_several_files_in_one_request_are_cut_off_together(cast, monkeypatch):
    taken = []
    monkeypatch.setattr(MemoryFileUploadHandler, "file_complete", lambda self, size: taken.append(size))
    files = {f"file{number}": SimpleUploadedFile("a.pdf", PDF + b"0" * 4_000_000) for number in range(5)}
    assert Client().post("/sign-in/", {"login": "a1", "password": "wrong", **files}).status_code in (200, 400)
    assert sum(taken) <= sniffing.LARGEST


def test_an_upload_never_lies_on_the_disk_unsealed(client, cast, on, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    sign_in(client, cast.amina)
    disclosure = begin(client, "other")
    assert upload(client, disclosure, "big.pdf", PDF + b"0" * (sniffing.LARGEST - len(PDF))).status_code == 302
    assert Attachment.objects.get().size == sniffing.LARGEST


@pytest.mark.parametrize(("data", "says"), [(b"MZ\x90\x00\x03", "cannot tell"), (None, "Choose a file first")])
def test_what_cannot_be_added_is_said_beside_the_field(client, cast, on, data, says):
    sign_in(client, cast.amina)
    disclosure = begin(client, "other")
    address = f"/disclose/{disclosure.public_id}/files/"
    page = upload(client, disclosure, "a.exe", data) if data else client.post(address)
    assert page.status_code == 422
    assert says in page.text


def test_the_officer_gets_what_was_sent_and_it_is_noted(client, cast, on, draft):
    sent = acts.attach(draft, cast.amina, "offer.pdf", PDF, noon(on))
    acts.submit(draft, cast.amina, on, noon(on))
    acts.amend(draft, cast.amina, noon(on))
    unsent = acts.attach(draft, cast.amina, "draft.pdf", PDF, noon(on))
    sign_in(client, cast.chen)
    assert client.get(f"/attachments/{sent.public_id}/").content == PDF
    assert client.get(f"/attachments/{unsent.public_id}/").status_code == 404
    read = Read.objects.get(person=cast.chen)
    assert read.subject == f"disclosure:{draft.public_id}"
    sign_in(client, cast.goran)
    assert client.get(f"/attachments/{sent.public_id}/").status_code == 404


def test_an_erased_file_is_not_there(client, cast, on, draft):
    attachment = acts.attach(draft, cast.amina, "offer.pdf", PDF, noon(on))
    acts.submit(draft, cast.amina, on, noon(on))
    keyring.destroy(cast.amina.key)
    sign_in(client, cast.chen)
    assert client.get(f"/attachments/{attachment.public_id}/").status_code == 404
