"""Reading [certifying] of policy.toml: the wording of the yearly form, and its questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields

from avow.policy.certifying import Certifying, FormQuestion
from avow.policy.loading.facts import Names
from avow.policy.pack import Kind
from avow.policy.section import Section

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
TEXTS = tuple(one.name for one in fields(Certifying) if one.name not in ("questions", "leave_out"))
LONGEST = 500


def read_certifying(top: Section, names: Names, kind_ids: Sequence[str]) -> Certifying:
    """The form; a policy without the table has the words that come with Avow, and a question for each kind."""
    section = top.section("certifying")
    known = dict.fromkeys(kind_ids)
    texts = {name: text for name in TEXTS if (text := section.text(name))}
    leave_out = tuple(section.names("leave_out", known, "kind"))
    questions: dict[str, FormQuestion] = {}
    taken = dict.fromkeys(leave_out, "leave_out")
    asked = section.section("questions")
    for id_, one in asked.tables():
        questions[id_] = _question(id_, one, names, known)
        for kind in questions[id_].kinds:
            if kind in taken:
                one.complain("kinds", f"{kind} is in {taken[kind]} already")
            taken[kind] = f"question {id_}"
    if questions:
        for kind in kind_ids:
            if kind not in taken:
                asked.complain("", f"no question asks about {kind}; write one, or name it in leave_out")
    section.close()
    return Certifying(**texts, questions=questions, leave_out=leave_out)


def _question(id_: str, section: Section, names: Names, kinds: Mapping[str, object]) -> FormQuestion:
    if not NAME.match(id_):
        section.complain("", f"a question is named in small letters, digits and _; {id_[:80]!r} is not")
    found = FormQuestion(
        id=id_,
        question=section.text("question", required=True),
        kinds=tuple(section.names("kinds", kinds, "kind", required=True)),
        title=section.text("title"),
        help=section.text("help"),
        asks=tuple(section.names("asks", names.facts, "fact")),
    )
    if section.has("kinds") and not section.data["kinds"]:
        section.complain("kinds", "kinds names at least one kind")
    if len(found.question) > LONGEST:
        section.complain("question", f"a question has at most {LONGEST} letters")
    section.close()
    return found


def check_certifying(certifying: Certifying, kinds: Mapping[str, Kind], sections: Mapping[str, Section]) -> None:
    """Complain of a fact that the form would ask and that the kind's own form has no place for."""
    for question in certifying.questions.values():
        for place, name in enumerate(question.asks):
            for kind in question.kinds:
                if kind in kinds and name not in kinds[kind].asks:
                    path = ("certifying", "questions", question.id, "asks", place)
                    what = f"{name} cannot be carried on: no step of kinds/{kind}.toml asks for it"
                    sections["policy.toml"].complain(path, what)
