"""The files of a pack as they are handed in: a zipped folder, or several files."""

import io
import zipfile

import pytest

from avow.adoptions.uploads import NotAPack, files_of, files_of_zip
from avow.policy.loading import corporate
from avow.policy.problems import PackError

PACK = {file.relative_to(corporate()).as_posix(): file.read_bytes() for file in corporate().rglob("*.toml")}
TEXTS = {name: data.decode() for name, data in PACK.items()}


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("around", ["", "acme/", "some/where/acme/"])
def test_a_zipped_folder_with_or_without_the_folder_itself(around):
    assert files_of_zip(zipped({around + name: data for name, data in PACK.items()})) == TEXTS


def test_what_machines_add_to_archives_is_left_out():
    more = {"__MACOSX/acme/._policy.toml": b"\x00", "acme/.git/x.toml": b"\x00", "acme/readme.md": b"# Ours"}
    assert files_of_zip(zipped({**{f"acme/{name}": data for name, data in PACK.items()}, **more})) == TEXTS


def test_files_that_came_without_their_folders_find_their_place():
    flat = [(name.rsplit("/", 1)[-1], data) for name, data in PACK.items()]
    assert files_of(flat) == TEXTS


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not really", b"x" * 100, zipped({}), zipped({"a.txt": b"x"})])
def test_what_is_no_archive_of_a_pack_says_what_to_do(data):
    with pytest.raises(NotAPack, match=r"Zip|Choose"):
        files_of_zip(data)


def test_an_archive_that_unpacks_to_far_more_is_not_unpacked():
    with pytest.raises(NotAPack, match="more than a pack has"):
        files_of_zip(zipped({"policy.toml": b"#" * 11_000_000}))


def test_a_file_that_is_not_utf_8_is_named():
    with pytest.raises(PackError, match=r"facts\.toml: the file is not UTF-8 text"):
        files_of([("policy.toml", b""), ("facts.toml", b"\xff\xfe")])
