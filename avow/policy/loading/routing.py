"""Reading routing.toml: who decides."""

from __future__ import annotations

from avow.policy.deciding import Route, RouteRow, Routing
from avow.policy.loading.facts import Names
from avow.policy.pack import AUTHORITIES
from avow.policy.section import Section


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
