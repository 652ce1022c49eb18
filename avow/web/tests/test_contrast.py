"""The colours of tokens.css in light and dark: text on ground 4.5:1, lines of fields and focus 3:1."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/css/tokens.css").read_text()
LIGHT = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", TOKENS.split("@media")[0]))
DARK = LIGHT | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", TOKENS.split("prefers-color-scheme: dark")[1]))
SCHEMES = {"light": LIGHT, "dark": DARK}

WORDS = [
    (ink, ground)
    for ink in ("ink", "quiet", "accent", "accent-strong", "wrong")
    for ground in ("ground", "surface", "sunken", "accent-wash")
] + [("on-accent", "accent"), ("on-accent", "accent-strong"), ("ink", "wrong-wash"), ("wrong", "wrong-wash")]
LINES = [("field-line", "ground"), ("field-line", "surface"), ("focus", "ground"), ("focus", "surface")]


def ratio(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_black_on_white_is_21_to_1():
    assert round(ratio("#000000", "#ffffff"), 1) == 21.0


def test_dark_has_values_of_its_own():
    assert len([name for name in LIGHT if LIGHT[name] != DARK[name]]) >= 12


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(scheme, ink, ground):
    colours = SCHEMES[scheme]
    assert ratio(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_fields_and_focus_can_be_seen(scheme, line, ground):
    colours = SCHEMES[scheme]
    assert ratio(colours[line], colours[ground]) >= 3
