"""Files with which nothing can be done: each gets one clear sentence and nothing is written."""

import os

import pytest

from avow.imports.reading.files import open_table
from avow.imports.reading.table import LARGEST_FILE, Unusable
from avow.people.models import Person


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 and so on", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "packed with gzip"),
        (b"SQLite format 3\0", "is a database"),
        (bytes(range(256)) * 20, "is not a text"),
    ],
)
def test_what_is_no_table(file, content, says):
    with pytest.raises(Unusable, match=says):
        open_table(file(content))


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    with pytest.raises(Unusable, match="is not there"):
        open_table(tmp_path / "nothing.csv")
    with pytest.raises(Unusable, match="is a folder"):
        open_table(tmp_path)


def test_two_hundred_megabytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        os.truncate(huge.fileno(), 2 * LARGEST_FILE)
    with pytest.raises(Unusable, match=r"has 200 MB; up to 100 MB are read"):
        open_table(path)


@pytest.mark.django_db
def test_a_header_without_rows(people):
    with pytest.raises(Unusable, match=r"a header and no rows below it\. Nothing was imported"):
        people("number,name\n")
    with pytest.raises(Unusable, match="a header and no rows"):
        people("number,name\n,\n ,\n")


@pytest.mark.django_db
def test_a_file_that_breaks_off_in_the_middle_imports_nothing(people):
    with pytest.raises(Unusable, match="line 3"):
        people('number,name\n1,Amina\n2,"Boris')
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_file_without_a_header_says_which_columns_it_would_have(people):
    with pytest.raises(Unusable, match=r"No column looks like the person's number.*The columns are: 17, Amina"):
        people("17,Amina\n18,Boris\n")
