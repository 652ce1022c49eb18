"""Every template of the house: nothing that the content security policy would refuse, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

HOUSE = Path(__file__).parents[2]
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
SHEETS = sorted(HOUSE.glob("*/static/**/*.css"))
SCRIPTS = sorted(HOUSE.glob("*/static/**/*.js"))

FORBIDDEN = {
    "an inline style": re.compile(r"<style|\sstyle\s*=", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=|hx-on|javascript:", re.I),
    "something from elsewhere": re.compile(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.I),
    "text marked as safe": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}


def short(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_template_has_no(template, what):
    found = FORBIDDEN[what].search(template.read_text())
    assert found is None, f"{what}: {found.group()}"


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_template_compiles(template):
    get_template(str(template.relative_to(HOUSE)).split("/templates/")[1])


@pytest.mark.parametrize("sheet", SHEETS, ids=short)
def test_a_sheet_asks_nothing_of_other_hosts_and_has_no_colour_of_its_own(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    assert not re.search(r"url\(|@import|@font-face", text)
    if sheet.name not in {"tokens.css", "print.css"}:
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", text, re.I)


@pytest.mark.parametrize("script", SCRIPTS, ids=short)
def test_a_script_is_small_and_makes_no_code_from_text(script):
    text = script.read_text()
    assert len(text) < 4000
    assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b|https?:", text)
