"""Reading policy.toml: what the pack is, its readings, form, shared steps, outcomes and consultations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from avow.policy.certifying import Certifying
from avow.policy.deciding import Consultation, Consultations, Outcome
from avow.policy.loading.certifying import read_certifying
from avow.policy.loading.facts import Names
from avow.policy.loading.kinds import read_step
from avow.policy.loading.register import read_becomings, read_inspecting, read_leave, read_refusals
from avow.policy.pack import AUTHORITIES, CITED, Reading, Step
from avow.policy.problems import nearest
from avow.policy.register import Becoming, Leave
from avow.policy.section import Section
from avow.policy.totals import SAME_PARTY

FORM = (
    "title",
    "good_faith",
    "acknowledgement",
    "signature",
    "who_reads",
    "who_does_not_read",
    "not_needed",
    "authority",
)


@dataclass(frozen=True)
class Policy:
    name: str
    version: str
    in_force_from: date | None
    currency: str
    same_party: str
    answer_within_days: int
    readings: Mapping[str, Reading]
    form: Mapping[str, str]
    steps: Mapping[str, Step]
    decisions: Mapping[str, Outcome]
    consultation: Consultations
    cites: Mapping[str, str]
    becomings: Mapping[str, Becoming]
    leave: Leave | None
    refusals: Mapping[str, str]
    refusals_of_invitations: Mapping[str, str]
    inspect_every_months: int
    certifying: Certifying


def read_policy(top: Section, names: Names, kind_ids: Sequence[str]) -> Policy:
    currency = top.text("currency", required=True)
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        top.complain("currency", "currency is a code of three capitals, such as USD")
    policy = Policy(
        name=_called(top, "name", 200),
        version=_called(top, "version", 60),
        in_force_from=top.day("in_force_from", required=True),
        currency=currency,
        same_party=top.one_of("same_party", SAME_PARTY, default="group"),
        answer_within_days=top.integer("answer_within_days", required=True, default=5, low=1, high=60),
        readings=_readings(top.section("readings")),
        form=_form(top.section("form", required=True)),
        steps=_steps(top.section("steps"), names),
        decisions=_decisions(top),
        consultation=_consultations(top.section("consultation", required=True), names, kind_ids),
        cites=_cites(top.section("cites")),
        becomings=read_becomings(top.section("becomes"), names, kind_ids),
        leave=read_leave(top, names, kind_ids),
        refusals=read_refusals(top.section("refusals")),
        refusals_of_invitations=read_refusals(top.section("refusals_of_invitations")),
        inspect_every_months=read_inspecting(top.section("register")),
        certifying=read_certifying(top, names, kind_ids),
    )
    top.close()
    return policy


def _called(top: Section, key: str, longest: int) -> str:
    """What people call the policy or its version: one short line, with nothing in it that cannot be seen."""
    text = top.text(key, required=True)
    if len(text) > longest or not text.isprintable():
        top.complain(key, f"{key} is one line of at most {longest} characters that can all be seen")
    return text


def _cites(section: Section) -> dict[str, str]:
    """The clauses under which Avow does what it does; that they exist shows when the whole pack is read."""
    found = {what: section.text(what) for what in CITED}
    section.close()
    return {what: number for what, number in found.items() if number}


def _readings(section: Section) -> dict[str, Reading]:
    found = {}
    for topic, reading in section.tables():
        text, by = reading.text("text", required=True), reading.text("adopted_by", required=True)
        on = reading.day("adopted_on", required=True)
        found[topic] = Reading(text, by, on or date.min)
        reading.close()
    return found


def _form(section: Section) -> dict[str, str]:
    form = {key: section.text(key, required=True) for key in FORM}
    section.close()
    return form


def _steps(section: Section, names: Names) -> dict[str, Step]:
    return {name: read_step(step, names, name) for name, step in section.tables()}


def _decisions(top: Section) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for section in top.sections("decisions", required=True):
        outcome = Outcome(
            id=section.text("id", required=True),
            title=section.text("title", required=True),
            for_=section.one_of("for", ("contemplated", "existing", "both"), required=True, default="both"),
            conditions=section.boolean("conditions"),
            register=section.text("register"),
            says=section.text("says"),
            decides=section.one_of("decides", AUTHORITIES),
        )
        if outcome.id in found:
            section.complain("id", f"there are two decisions called {outcome.id}")
        found[outcome.id] = outcome
        section.close()
    return found


def _consultations(section: Section, names: Names, kind_ids: Sequence[str]) -> Consultations:
    general = _consultation(section, names, Consultation(()))
    kinds = {}
    for kind, own in section.section("kinds").tables():
        if kind not in kind_ids:
            own.complain("", f"there is no kind called {kind}", nearest(kind, kind_ids))
        kinds[kind] = _consultation(own, names, general)
        own.close()
    section.close()
    return Consultations(general, kinds)


def _consultation(section: Section, names: Names, default: Consultation) -> Consultation:
    sees = section.names("management_sees", ("person", *names.facts), "fact")
    for name in sees:
        fact = names.facts.get(name)
        if fact is not None and "management" not in fact.audience:
            position = section.position("management_sees", name)
            section.complain(
                ("management_sees", position), f"management is not in the audience of {name} in facts.toml"
            )
    return Consultation(
        management_sees=tuple(sees) if section.has("management_sees") else default.management_sees,
        management_says=section.text("management_says", default=default.management_says),
        management_questions=tuple(section.texts("management_questions")) or default.management_questions,
        discloser_questions=tuple(section.texts("discloser_questions")) or default.discloser_questions,
    )
