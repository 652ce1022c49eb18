"""Reading what policy.toml says of the register of gifts: [register], [becomes.ID], [leave], [refusals] and
[refusals_of_invitations]."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from avow.policy.loading.facts import Names
from avow.policy.register import Becoming, Leave
from avow.policy.section import Section
from avow.policy.values import Value, read

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?\Z")


def read_becomings(section: Section, names: Names, kind_ids: Sequence[str]) -> dict[str, Becoming]:
    """What can become of a gift, by id."""
    known = dict.fromkeys(kind_ids)
    found = {}
    for id_, one in section.tables():
        if not NAME.match(id_):
            one.complain("", f"what becomes of a gift is named in small letters, digits and _; {id_[:80]!r} is not")
        pays = one.text("pays")
        if pays and (pays not in names.facts or names.facts[pays].type != "money"):
            one.complain("pays", f"pays names a fact that is money; {pays!r} is not")
        found[id_] = Becoming(
            id=id_,
            title=one.text("title", required=True),
            says=one.text("says"),
            kinds=tuple(one.names("kinds", known, "kind", required=True)),
            sets=_sets(one.section("sets"), names),
            pays=pays,
        )
        if not (found[id_].sets or pays):
            one.complain("", f"{id_} changes nothing: it needs sets, or pays")
        one.close()
    return found


def _sets(section: Section, names: Names) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name in section.data:
        fact = names.facts.get(name)
        value = section.raw(name)
        if fact is None or fact.sensitive or fact.type in ("text", "narrative"):
            section.complain(name, f"{name} is no fact that a rule could read")
            continue
        try:
            found[name] = read(fact.kind_of_value, value)
        except ValueError as error:
            section.complain(name, f"{name} {error}")
    return found


def read_leave(top: Section, names: Names, kind_ids: Sequence[str]) -> Leave | None:
    """How leave to give is asked for; None where the policy asks for none."""
    if not top.has("leave"):
        top.raw("leave")
        return None
    section = top.section("leave")
    fact = section.text("fact", required=True)
    if fact and (fact not in names.facts or names.facts[fact].type != "boolean"):
        section.complain("fact", f"fact names a yes or no of facts.toml; {fact!r} is not")
    leave = Leave(
        kinds=tuple(section.names("kinds", dict.fromkeys(kind_ids), "kind", required=True)),
        fact=fact,
        answer_within_days=section.integer("answer_within_days", required=True, default=2, low=1, high=60),
        lapses_after_days=section.integer("lapses_after_days", required=True, default=30, low=0, high=366),
    )
    section.close()
    return leave


def read_refusals(section: Section) -> Mapping[str, str]:
    """Polite words to decline with, by language code."""
    found = {}
    for language in section.data:
        if not LANGUAGE.match(language):
            section.complain(language, f"{language[:20]!r} is no language; write a code such as en or pt-BR")
            section.raw(language)
        else:
            found[language] = section.text(language, required=True)
    return found


def read_inspecting(section: Section) -> int:
    """After how many months an officer inspects the register again; 0 where the policy does not say."""
    months = section.integer("inspect_every_months", default=0, low=1, high=60)
    section.close()
    return months
