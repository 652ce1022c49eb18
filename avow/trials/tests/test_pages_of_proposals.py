"""A version is proposed on a page, with every complaint about a broken one; read, compared, and taken back."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.access.testing import grant, sign_in
from avow.adoptions.models import Proposal
from avow.config.clock import today
from avow.trials.testing import proposed

WHY = "The board asked for a lower limit."


def zipped(folder, also=()) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.rglob("*.toml")):
            archive.write(file, f"ours/{file.relative_to(folder).as_posix()}")
        for name, data in also:
            archive.writestr(name, data)
    return SimpleUploadedFile("ours.zip", packed.getvalue())


def given(client, folder=None, **fields):
    return client.post(
        "/policy/versions/propose/", {"reason": WHY, "files": zipped(folder) if folder else [], **fields}
    )


@pytest.fixture
def chen(client, here):
    return sign_in(client, here.chen)


def test_a_zipped_folder_is_proposed_with_its_reason(chen, stricter):
    answer = given(chen, stricter.folder)
    proposal = Proposal.objects.get()
    assert answer.url == reverse("trials:proposal", args=[proposal.public_id])
    page = chen.get(answer.url).content.decode()
    assert WHY in page and proposal.pack_hash in page and "Try it on the past" in page


def test_several_files_without_their_folders_are_proposed(chen, stricter):
    files = [SimpleUploadedFile(file.name, file.read_bytes()) for file in sorted(stricter.folder.rglob("*.toml"))]
    assert given(chen, files=files).status_code == 302
    assert Proposal.objects.get().version == "2027.1"


def test_a_pack_of_the_operators_folder_is_proposed_by_its_name(chen, stricter, settings):
    settings.AVOW_POLICIES = stricter.folder.parent
    page = chen.get("/policy/versions/propose/").content.decode()
    assert '<option value="ours">' in page
    assert given(chen, pack="ours").status_code == 302
    assert Proposal.objects.get().attested.open()["source"] == "ours"


@pytest.mark.parametrize("name", ["../ours", "/etc", "nobody"])
def test_what_is_not_in_the_list_cannot_be_named(chen, stricter, settings, name):
    settings.AVOW_POLICIES = stricter.folder.parent
    assert given(chen, pack=name).status_code == 422
    assert not Proposal.objects.exists()


def test_each_complaint_has_its_file_line_column_and_the_line_itself(chen, stricter):
    stricter.change("clauses/5.2-*.toml", "same_direction_12m > limit_12m", "same_direction_12m > limit_12n")
    answer = given(chen, stricter.folder)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "clauses/5.2-gifts-from-one-party-in-twelve-months.toml" in page
    assert "Did you mean <strong>limit_12m</strong>?" in page
    assert "<code>when = &quot;NOT declined AND same_direction_12m &gt; limit_12n&quot;</code>" in page
    assert WHY in page  # nothing typed is lost
    assert "Nothing was proposed." in page and "Your files are kept" not in page
    assert not Proposal.objects.exists()


def test_a_case_that_fails_is_named(chen, ours):
    ours.change("clauses/5.2-*.toml", 'value = "200.00"', 'value = "300.00"')
    answer = given(chen, ours.folder)
    assert answer.status_code == 422
    assert "do not come out as they say" in answer.content.decode()
    assert "140 so far and 60 more make exactly 200" not in answer.content.decode()  # nor more than 300
    assert "140 so far and 60.01 more" in answer.content.decode()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "Choose the files of the new version."),
        ([SimpleUploadedFile("pack.zip", b"not a zip")], "This archive cannot be opened"),
        ([SimpleUploadedFile("a.zip", b"x"), SimpleUploadedFile("b.toml", b"x")], "one zipped folder alone"),
        ([SimpleUploadedFile("policy.toml", b"\xff\xfe\x00")], "the file is not UTF-8 text"),
        ([SimpleUploadedFile("policy.toml", b"name = 1")], "facts.toml is missing"),
    ],
)
def test_files_that_are_no_pack_are_refused_with_what_to_do(chen, files, says):
    for one in files:
        one.seek(0)
    answer = given(chen, files=files)
    assert answer.status_code == 422
    assert says.lower() in answer.content.decode().lower()


@pytest.mark.parametrize("name", ["ours/../../evil.toml", "ours/clauses/../evil.toml", "/evil.toml", "C:\\evil.toml"])
def test_names_that_lead_out_of_the_folder_are_written_nowhere(chen, stricter, settings, tmp_path, name):
    given(chen, files=[zipped(stricter.folder, [(name, "x = 1")])])
    assert not any("evil" in name for proposal in Proposal.objects.all() for name in proposal.files())
    assert not list(tmp_path.rglob("*evil*")) and not list(settings.AVOW_HOME.rglob("*evil*"))


def test_a_file_that_is_no_part_of_a_pack_is_complained_of(chen, stricter):
    answer = given(chen, files=[zipped(stricter.folder, [("ours/other/evil.toml", "x = 1")])])
    assert answer.status_code == 422
    assert "this file is not part of a pack" in answer.content.decode().lower()


def test_an_archive_that_unpacks_to_far_more_is_refused(chen):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for count in range(20):
            archive.writestr(f"clauses/{count}-bomb.toml", b"#" * 1_000_000)
    answer = given(chen, files=[SimpleUploadedFile("bomb.zip", packed.getvalue())])
    assert answer.status_code == 422
    assert "unpacks to more than a pack has" in answer.content.decode()


def test_an_upload_that_is_too_large_keeps_the_reason(chen):
    answer = given(chen, files=[SimpleUploadedFile("large.zip", b"0" * (10 * 1024 * 1024 + 1))])
    assert answer.status_code == 422
    assert "more than 10 MB" in answer.content.decode()
    assert WHY in answer.content.decode()


def test_the_same_version_is_not_proposed_twice(chen, here, stricter):
    proposed(here.chen, stricter.folder)
    answer = given(chen, stricter.folder)
    assert answer.status_code == 422
    assert "proposed already, by Chen Wei" in answer.content.decode()


def test_what_changes_stands_side_by_side(chen, here, stricter):
    stricter.change("clauses/4.5-*.toml", 'title = "Substantial interest"', 'title = "Large holdings"')
    proposal = proposed(here.chen, stricter.folder)
    page = chen.get(f"/policy/versions/{proposal.public_id}/compared/").content.decode()
    assert "Substantial interest</p>" in page and "Large holdings</p>" in page
    assert "USD 100.00" in page
    assert page.index('id="4.5"') < page.index('id="5.2"')


def test_it_can_bind_from_today_at_the_earliest(chen, here, stricter):
    proposal = proposed(here.chen, stricter.folder)
    page = chen.get(f"/policy/versions/{proposal.public_id}/").content.decode()
    said = page.split("Can bind from")[1].split("</dd>")[0]
    assert f'datetime="{today().isoformat()}"' in said and "as it says itself" not in said


def test_every_worked_case_is_listed_with_its_result(chen, here, stricter):
    proposal = proposed(here.chen, stricter.folder)
    page = chen.get(f"/policy/versions/{proposal.public_id}/checked/").content.decode()
    assert f"All {proposal.cases} worked cases come out as they say" in page
    assert page.count('<span class="tag done">holds</span>') == min(proposal.cases, 100)


def test_its_files_can_be_kept_as_they_were_proposed(chen, here, stricter):
    proposal = proposed(here.chen, stricter.folder)
    answer = chen.get(f"/policy/versions/{proposal.public_id}/files.zip")
    assert answer["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == proposal.files()


def test_the_proposer_takes_it_back_and_nobody_else(client, here, stricter):
    proposal = proposed(here.chen, stricter.folder)
    address = f"/policy/versions/{proposal.public_id}/withdraw/"
    sign_in(client, here.farah)
    client.post(address, {"reason": "No."})
    assert Proposal.objects.open().exists()
    sign_in(client, here.chen)
    assert "cannot be adopted any more" in client.get(address).content.decode()
    client.post(address, {"reason": "Too low."})
    assert not Proposal.objects.open().exists()
    assert "Too low." in client.get(f"/policy/versions/{proposal.public_id}/").content.decode()
    assert "Came to nothing (1)" in client.get("/policy/versions/").content.decode()


def test_another_takes_its_place(chen, here, stricter, ours):
    first = proposed(here.chen, stricter.folder)
    stricter.change("policy.toml", "answer_within_days = 5", "answer_within_days = 6")
    assert "It takes the place of" in chen.get(f"/policy/versions/propose/?instead={first.public_id}").content.decode()
    assert given(chen, stricter.folder, instead=first.public_id).status_code == 302
    assert Proposal.objects.open().get().supersedes == first
    page = chen.get(f"/policy/versions/{first.public_id}/").content.decode()
    assert "Another stands in its place" in page
    assert chen.get(f"/policy/versions/propose/?instead={first.public_id}").status_code == 404


def test_the_list_is_for_those_who_propose_or_adopt(client, here, stricter):
    proposed(here.chen, stricter.folder)
    for person in (here.chen, here.farah, here.dolores):
        page = sign_in(client, person).get("/policy/versions/").content.decode()
        assert "2027.1" in page and "Policy versions" in page
    for person in (here.amina, here.boris, here.goran):
        sign_in(client, person)
        assert client.get("/policy/versions/").status_code == 404
        assert "Policy versions" not in client.get("/").content.decode()


def test_only_the_officer_and_deputies_propose(client, here):
    sign_in(client, here.dolores)
    assert client.get("/policy/versions/propose/").status_code == 404
    assert "Propose a version" not in client.get("/policy/versions/").content.decode()
    grant(here.amina, "administrator")
    assert sign_in(client, here.amina).get("/policy/versions/propose/").status_code == 404


def test_home_says_that_a_version_waits_to_those_who_could_adopt_it(client, here, stricter):
    proposed(here.chen, stricter.folder)
    assert "Read the proposed version 2027.1" in sign_in(client, here.dolores).get("/").content.decode()
    assert "Read the proposed version" not in sign_in(client, here.chen).get("/").content.decode()
