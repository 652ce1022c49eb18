"""What the service sends beside its pages is collected and compressed when it starts."""

from pathlib import Path

import pytest

from avow.jobs import starting
from avow.web.collecting import collect

COMPRESSED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}


def test_it_is_done_at_every_start():
    assert collect in starting._sources


def test_sheets_and_scripts_are_there_and_smaller(settings, tmp_path):
    settings.STORAGES, settings.STATIC_ROOT = COMPRESSED, tmp_path / "static"
    assert list(collect()) == []
    for name in ("css/tokens.css", "css/base.css", "js/rows.js", "django_htmx/htmx-2.min.js"):
        plain, packed = tmp_path / "static" / name, tmp_path / "static" / f"{name}.gz"
        assert 0 < packed.stat().st_size < plain.stat().st_size


def test_a_folder_that_cannot_be_written_is_said(settings, tmp_path):
    (tmp_path / "static").write_text("a file where a folder should be")
    settings.STORAGES, settings.STATIC_ROOT = COMPRESSED, tmp_path / "static"
    (said,) = collect()
    assert "cannot be written" in said


@pytest.mark.parametrize("name", ["css/tokens.css", "js/rows.js", "js/days.js", "js/keeping.js", "web/avow.svg"])
def test_they_are_part_of_the_package(name):
    assert (Path(__file__).parent.parent / "static" / name).is_file()
