"""Reading routing.toml (who decides) and cohorts.toml (who is asked to acknowledge and to certify)."""

from __future__ import annotations

from avow.policy.loading.facts import Names
from avow.policy.pack import AUTHORITIES, Cohort, Route, RouteRow, Routing
from avow.policy.section import Section

COHORTS = ("acknowledge", "certify")


def read_routing(top: Section, names: Names) -> Routing:
    otherwise = top.one_of("otherwise", AUTHORITIES, required=True, default="board_committee")
    rows = []
    for section in top.sections("route", required=True):
        route = Route(
            name=section.text("name", required=True),
            decides=section.one_of("decides", AUTHORITIES, required=True),
            because=section.text("because", required=True),
        )
        when = section.expression("when", names.routing, required=True)
        if when is not None:
            rows.append(RouteRow(route, when))
        section.close(
            lambda key: "otherwise stands at the top, before the first [[route]]" if key == "otherwise" else None
        )
    top.close()
    return Routing(tuple(rows), otherwise)


def read_cohorts(top: Section, names: Names) -> dict[str, Cohort]:
    found = {}
    for name in COHORTS:
        section = top.section(name, required=True)
        when = section.expression("when", names.people, required=True)
        says = section.text("says")
        if when is not None:
            found[name] = Cohort(name, when, says)
        section.close()
    top.close()
    return found
