"""Reading a kind of disclosure: its words, its clauses, and the steps of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from avow.policy.loading.facts import Names
from avow.policy.loading.templates import check_template
from avow.policy.pack import Kind, Step
from avow.policy.problems import nearest
from avow.policy.section import Section

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")
GROUPS = ("roles", "interests", "people", "gifts", "other")


def read_kind(top: Section, names: Names, shared: Mapping[str, Step]) -> Kind:
    stem = PurePosixPath(top.file).stem
    kind = top.text("kind", required=True)
    if kind and kind != stem:
        top.complain("kind", f"the file is called {stem}.toml, so kind is {stem!r}", stem)
    elif kind and not NAME.match(kind):
        top.complain("kind", f"a kind is named in at most 40 small letters, digits, _ and -; {kind[:80]!r} is not")
    found = Kind(
        id=stem,
        title=top.text("title", required=True),
        summary=top.text("summary", required=True),
        example=top.text("example"),
        clauses=tuple(top.texts("clauses", required=True)),
        group=top.one_of("group", GROUPS, required=True, default="other"),
        instruction=top.text("instruction", required=True),
        register_only=top.boolean("register_only"),
        steps=tuple(_steps(top, names, shared)),
    )
    check_template(top, "instruction", found.instruction, ("other_side",))
    top.close()
    return found


def _steps(top: Section, names: Names, shared: Mapping[str, Step]) -> list[Step]:
    found: list[Step] = []
    asked = {"kind"}
    items = top.raw("steps")
    if not isinstance(items, list) or not items:
        top.complain("steps" if top.has("steps") else "", 'steps is a list: ["whose", { id = "share", … }]')
        return found
    for i, item in enumerate(items):
        if isinstance(item, str):
            step = shared.get(item)
            if step is None:
                top.complain(("steps", i), f"policy.toml has no step called {item}", nearest(item, shared))
                continue
        elif isinstance(item, dict):
            step = read_step(Section(top.file, top.places, ("steps", i), item, top.problems), names)
        else:
            top.complain(("steps", i), "a step is the name of a shared step or a table of its own")
            continue
        if step.id in [other.id for other in found]:
            top.complain(("steps", i), f"there are two steps called {step.id}")
        _check_order(top, i, step, names, asked)
        asked.update(step.asks)
        found.append(step)
    return found


def _check_order(top: Section, i: int, step: Step, names: Names, asked: set[str]) -> None:
    """A step may only hang on answers that were asked for before it."""
    for name in step.when.names if step.when else ():
        if name not in asked and names.facts[name].source == "answer":
            top.complain(("steps", i), f"step {step.id} hangs on {name}, which no earlier step asks for")


def read_step(section: Section, names: Names, id_: str = "") -> Step:
    """A step, whose id is the shared step's name or is written in it."""
    asks = []
    for name in section.names("asks", names.facts, "fact", required=True):
        if names.facts[name].source == "answer":
            asks.append(name)
        else:
            source = names.facts[name].source
            section.complain("asks", f"{name} comes from the {source}; a form asks only for answers")
    step = Step(
        id=id_ or section.text("id", required=True),
        title=section.text("title", required=True),
        asks=tuple(asks),
        text=section.text("text"),
        when=section.expression("when", names.row),
    )
    section.close()
    return step
