"""Checking the {names} in texts that are filled in later."""

from __future__ import annotations

from collections.abc import Collection

from avow.policy.problems import Problem, nearest
from avow.policy.section import Section
from avow.policy.wording import is_name, places, stray_brace


def check_template(section: Section, key: str, text: str, known: Collection[str], sealed: Collection[str] = ()) -> None:
    """Complain of each name in braces that is unknown or sealed, and of braces that stand alone."""
    for character, name in places(text):
        if name in sealed:
            _complain(section, key, character, f"{name} is sealed: a finding does not show it")
        elif not is_name(name) or name not in known:
            what = f"nothing here is called {name}" if name else "these braces name nothing"
            _complain(section, key, character, what, nearest(name, known))
    stray = stray_brace(text)
    if stray is not None:
        _complain(section, key, stray, "this brace opens or closes nothing")


def _complain(section: Section, key: str, character: int, what: str, near: str | None = None) -> None:
    line, column = section.places.value((*section.path, key), character)
    section.problems.append(Problem(section.file, line, column, what, near))
