"""`avow policy list|check|cases|show|diff`: a pack looked at from the command line, without a database.

Exit status: 0 done, 1 found something (a broken pack, a case that does not hold), 2 bad usage or input.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from avow.policy.problems import PackError, nearest

if TYPE_CHECKING:
    from avow.policy.pack import Clause, Pack

DONE, FOUND, BAD = 0, 1, 2

WITH_THE_DATABASE = {
    "propose": "propose a version; its files are kept as they are now",
    "withdraw": "take a proposal back",
    "proposals": "list what is proposed, and what became of it",
    "backtest": "try a version, or another figure, on the company's own past",
    "adopt": "let a version bind everyone from a day on, or list what was adopted",
}


class _BadInput(Exception):
    """The message is for the person at the terminal."""


def run(argv: list[str]) -> int:
    """Run one command; `argv` begins after the word `policy`."""
    parser = _parser()
    if not argv:
        parser.print_help(sys.stderr)
        return BAD
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else BAD
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except _BadInput as bad:
        return _bad(str(bad), options.json)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # the reader has gone
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="avow policy", description="Check a policy pack, run its cases, show a clause, compare, try and adopt it."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    pack = "the name of a pack, or its folder (default: corporate)"

    listed = commands.add_parser("list", help="list the packs that can be given by name")
    listed.set_defaults(command=_list)

    check = commands.add_parser(
        "check", help="read a pack, report everything that is wrong with it, count failing cases"
    )
    check.add_argument("pack", metavar="PACK", nargs="?", default="corporate", help=pack)
    check.set_defaults(command=_check)

    cases = commands.add_parser("cases", help="run the worked cases of a pack, or of one clause")
    cases.add_argument("pack", metavar="PACK", nargs="?", default="corporate", help=pack)
    cases.add_argument("clause", metavar="CLAUSE", nargs="?", help="the number of a clause, such as 4.5 (default: all)")
    cases.set_defaults(command=_cases)

    show = commands.add_parser("show", help="show one clause: words, rule, figures, cases")
    show.add_argument("clause", metavar="CLAUSE", help="the number of a clause, such as 4.5")
    show.add_argument("--policy", metavar="PACK", help=pack)
    show.set_defaults(command=_show)

    diff = commands.add_parser("diff", help="what one version says otherwise than another, in words")
    diff.add_argument("old", metavar="A", help="the old version: the name of a pack, or its folder")
    diff.add_argument("new", metavar="B", help="the new version")
    diff.add_argument("--no-cases", action="store_true", help="do not run the worked cases of A under B")
    diff.set_defaults(command=_diff)

    for name, does in WITH_THE_DATABASE.items():
        commands.add_parser(name, help=does).set_defaults(command=_with_the_database, name=name)

    for each in commands.choices.values():
        each.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _with_the_database(options: argparse.Namespace) -> int:
    # From `avow` itself these never come here.
    raise _BadInput(f"This needs the database: run it as `avow policy {options.name}`.")


def _list(options: argparse.Namespace) -> int:
    from avow.policy.listing import as_text, listed

    found = listed(os.environ.get("AVOW_POLICIES") or None)
    if options.json:
        return _json({"packs": [one.as_json() for one in found]})
    print(as_text(found))
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from avow.policy.differences import as_text, differences
    from avow.policy.loading import load

    packs = []
    for given in (options.old, options.new):
        try:
            packs.append(load(_folder(given)))
        except PackError as error:
            if not options.json:
                print(f"{given} cannot be compared:", file=sys.stderr)
            return _broken(error, options.json)
    found = differences(packs[0], packs[1], cases=not options.no_cases)
    if options.json:
        _json(found.as_json())
    else:
        print(as_text(found))
    return DONE if found.is_empty else FOUND


def _check(options: argparse.Namespace) -> int:
    from avow.policy.cases import run_cases
    from avow.policy.loading import load
    from avow.policy.odd_figures import odd_figures

    folder = _folder(options.pack)
    try:
        pack = load(folder)
    except PackError as error:
        return _broken(error, options.json)
    rules = sum(len(clause.rules) for clause in pack.clauses.values())
    cases = sum(len(clause.cases) for clause in pack.judging.values())
    failed = sum(not result.holds for result in run_cases(pack))
    odd = odd_figures(pack)
    if options.json:
        _json(
            {
                "pack": pack.name,
                "version": pack.version,
                "hash": pack.hash,
                "clauses": len(pack.clauses),
                "rules": rules,
                "cases": cases,
                "failed": failed,
                "kinds": len(pack.kinds),
                "facts": len(pack.facts),
                "problems": [],
                "worth_a_look": [one.as_json() for one in odd],
            }
        )
        return FOUND if failed else DONE
    well = f"{failed} of {cases} worked cases do not hold; `avow policy cases` names them."
    print(f"{pack.name} {pack.version}: {well if failed else 'nothing wrong.'}")
    print(f"{len(pack.clauses)} clauses, {rules} rules, {cases} worked cases, {len(pack.kinds)} kinds of disclosure.")
    print(f"hash {pack.hash}")
    if odd:
        print("\nWorth a look:")
        for one in odd:
            print(f"  {one}")
    return FOUND if failed else DONE


def _cases(options: argparse.Namespace) -> int:
    from avow.policy.cases import run_cases
    from avow.policy.loading import load

    try:
        pack = load(_folder(options.pack))
    except PackError as error:
        return _broken(error, options.json)
    results = list(run_cases(pack, _clause(pack, options.clause) if options.clause is not None else None))
    failed = [result for result in results if not result.holds]
    if options.json:
        _json(
            {
                "pack": pack.name,
                "version": pack.version,
                "hash": pack.hash,
                "cases": len(results),
                "failed": len(failed),
                "results": [result.as_json() for result in results],
            }
        )
    else:
        for result in failed:
            print(f"{result.file}:{result.line}: {result.clause} “{result.name}”")
            for sentence in result.wrong:
                print(f"    {sentence}")
        held = len(results) - len(failed)
        print(f"{held} of {len(results)} worked cases hold." if failed else f"All {held} worked cases hold.")
    return FOUND if failed else DONE


def _show(options: argparse.Namespace) -> int:
    from avow.policy.loading import load
    from avow.policy.showing import clause_as_json, clause_as_text

    try:
        pack = load(_folder("corporate" if options.policy is None else options.policy))
    except PackError as error:
        return _broken(error, options.json)
    clause = _clause(pack, options.clause, elsewhere=options.policy is None)
    if options.json:
        return _json(clause_as_json(pack, clause))
    print(clause_as_text(pack, clause))
    return DONE


def _clause(pack: Pack, number: str, *, elsewhere: bool = False) -> Clause:
    """The clause of this number; with `elsewhere`, the complaint names other packs that have it."""
    from avow.policy.listing import packs_with

    if found := pack.clauses.get(number):
        return found
    says = _no_clause(number, {each: one.title for each, one in pack.clauses.items()})
    for name in packs_with(number, os.environ.get("AVOW_POLICIES") or None) if elsewhere else ():
        says += f"\nThe pack {name} has it: avow policy show {shlex.quote(number)} --policy {shlex.quote(name)}"
    raise _BadInput(says)


def _no_clause(asked: str, titles: dict[str, str]) -> str:
    by_title = {title: number for number, title in titles.items()}
    begin_so = [number for number in titles if asked and number.startswith(asked)]
    chapter = [number for number in titles if number.split(".")[0] == asked.split(".")[0]]
    near = [nearest(asked, titles), by_title.get(nearest(asked, by_title) or "")]
    close = list(dict.fromkeys(number for number in [*begin_so, *near, *chapter] if number))[:6] or list(titles)[:6]
    listed = "".join(f"\n  {number}  {titles[number]}" for number in close)
    return f"There is no clause {asked!r} in this pack. The nearest are:{listed}"


def _folder(name: str) -> str:
    from avow.policy.loading import PackNotFound, find

    try:
        return str(find(name, os.environ.get("AVOW_POLICIES") or None))
    except PackNotFound as error:
        raise _BadInput(str(error)) from None


def _broken(error: PackError, as_json: bool) -> int:
    if as_json:
        _json({"problems": [problem.as_json() for problem in error.problems]})
    else:
        for problem in error.problems:
            print(problem)
        count = len(error.problems)
        one = "1 problem. The pack cannot be used until it is put right."
        print(one if count == 1 else f"{count} problems. The pack cannot be used until they are put right.")
    return FOUND


def _bad(message: str, as_json: bool) -> int:
    if as_json:
        _json({"error": message})
    else:
        print(message, file=sys.stderr)
    return BAD


def _json(data: dict[str, object]) -> int:
    print(json.dumps(data, indent=2, ensure_ascii=False))
    return DONE
