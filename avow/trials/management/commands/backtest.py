"""`avow policy backtest PACK [--figure 5.2.limit_12m=100] [--since DATE] …`: what would it have meant?"""

import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.access import reads
from avow.adoptions import words_of_commands as words
from avow.adoptions.copies import check, files_of
from avow.adoptions.current import NeverAdopted, proposed_pack
from avow.config.clock import now, today
from avow.policy.changed_figures import NoSuchFigure
from avow.policy.loading import find
from avow.policy.pack import Pack
from avow.trials import groups, reading
from avow.trials.models import BackTest
from avow.trials.models.back_test import AGAINST, CHANGES, added_up
from avow.trials.question import NotAsked, Question
from avow.trials.running import run
from avow.trials.visibility import may_see

COLUMNS = ("disclosure", "person", "on", "kind", "grade", "clause", "rule", "change", "was", "now")
MOST = 20
MOST_MONTHS = 36


class Command(BaseCommand):
    help = (
        "Judge the company's own past by another version, or with other figures, and say what would have come out "
        "otherwise. Nothing that was decided changes. Exit status 1 when something would."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", nargs="?", metavar="PACK", help="the name of a pack, or its folder")
        parser.add_argument(
            "--proposal", metavar="ID", help="in place of a pack: what was proposed; kept in the ledger"
        )
        parser.add_argument("--by", metavar="NUMBER", help="the officer who asks; without it there are only counts")
        parser.add_argument(
            "--figure", action="append", default=[], metavar="CLAUSE.NAME=VALUE", help="such as 5.2.limit_12m=100"
        )
        parser.add_argument("--since", metavar="DATE", help="the first judged day, as 2016-11-22")
        parser.add_argument("--until", metavar="DATE", help="the last judged day")
        parser.add_argument(
            "--against", choices=list(AGAINST), default="in_force_then",
            help="compare with the version each record was judged by, or with the one in force today",
        )  # fmt: skip
        parser.add_argument("--as-dated", action="store_true", help="take changed figures only from their first day on")
        parser.add_argument(
            "--groups", metavar="FILE", help="corporate groups from a CSV file: party, group[, since, until]"
        )
        parser.add_argument(
            "--groups-of-today", action="store_true", help="take the register's groups of today for all days"
        )
        parser.add_argument("--out", metavar="FILE", help="write the records judged otherwise: .csv, else JSON Lines")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args, **options) -> int:
        by = words.person(options["by"]) if options["by"] else None
        if by is not None and not may_see(by, today()):
            raise CommandError(
                f"{by.number} is neither compliance officer nor a deputy, who alone see what comes of it."
            )
        if by is None and (options["out"] or options["proposal"]):
            raise CommandError("Say with --by which officer asks: records, and trials for a proposal, are theirs.")
        if bool(options["pack"]) == bool(options["proposal"]):
            raise CommandError("Name a pack, or a proposal with --proposal.")
        with words.refusals("tried"):
            proposal = words.proposal(options["proposal"]) if options["proposal"] else None
            pack = proposed_pack(proposal) if proposal else check(files_of(find_pack(options["pack"])))
        try:
            question = self._question(options)
            asked = BackTest.objects.create(
                proposal=proposal, pack_hash=pack.hash, name=pack.name, version=pack.version,
                question=question.as_json(), asked_by=by, asked_at=now(), in_background=False,
            )  # fmt: skip
            done = self._run(asked, pack, options)
        except (NotAsked, NoSuchFigure, groups.NoGroups, NeverAdopted) as error:
            raise CommandError(str(error))
        return self._tell(done, by, options)

    def _question(self, options: dict[str, Any]) -> Question:
        figures = {}
        for given in options["figure"]:
            name, sign, value = given.partition("=")
            if not sign:
                raise CommandError(f"--figure {given!r}: write it as 5.2.limit_12m=100.")
            figures[name.strip()] = value.strip()
        if options["groups"] and options["groups_of_today"]:
            raise CommandError("Give --groups or --groups-of-today, not both.")
        return Question(
            against=options["against"],
            since=words.day("--since", options["since"]) if options["since"] else None,
            until=words.day("--until", options["until"]) if options["until"] else None,
            groups="file" if options["groups"] else "now" if options["groups_of_today"] else "then",
            as_dated=options["as_dated"],
            figures=figures,
        )

    def _run(self, asked: BackTest, pack: Pack, options: dict[str, Any]) -> BackTest:
        """Answered at once, in this process; a question that cannot be answered leaves no row."""
        file = Path(options["groups"]) if options["groups"] else None
        try:
            return run(
                asked, pack, today=today(), now=now,
                file_groups=(lambda parties: groups.from_file(file, parties, today())) if file else None,
                watch=_watched if sys.stderr.isatty() else lambda stage, done, total: None,
            )  # fmt: skip
        except OSError as error:
            asked.delete()
            raise CommandError(f"{error.filename or 'a file'} cannot be read: {error.strerror}.")
        except BaseException:
            asked.delete()
            raise

    def _tell(self, done: BackTest, by, options: dict[str, Any]) -> int:
        seen = reading.cells(done, by, today()) if by else done.cells
        many = reading.how_many(done, by, today()) if by else done.otherwise
        if by:
            reads.note(by, done.subject, "back-test", now())
        if options["out"]:
            _write(done, by, Path(options["out"]))
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(done, seen, many), indent=2, ensure_ascii=False))
        else:
            self._in_words(done, seen, many, by, options["out"])
        if many:
            sys.exit(1)
        return 0

    def _in_words(self, done: BackTest, seen: list[dict[str, Any]], many: int, by, out: str | None) -> None:
        say = self.stdout.write
        say(f"{done.name} {done.version} ({done.pack_hash[:12]}), tried on the past:")
        say(f"{_count(done.judged, 'record')} judged, {many:,} of them otherwise.")
        for why, number in done.left_out.items():
            say(f"{_count(number, 'record')} left out: {why}.")
        for title, keys in (("By clause", ("clause", "change")), ("By kind", ("kind",)), ("By grade", ("grade",))):
            if seen:
                say(f"\n{title}")
                for key, number in added_up(seen, *keys).items():
                    say(f"  {number:>7,}  {'  '.join(CHANGES.get(part, part) or 'not known' for part in key)}")
        by_month = added_up(seen, "month")
        if len(by_month) > MOST_MONTHS:
            by_month = added_up([{**cell, "month": cell["month"][:4]} for cell in seen], "month")
        if by_month:
            say("\nBy year" if len(next(iter(by_month))[0]) == 4 else "\nBy month")
            for (when,), number in by_month.items():
                say(f"  {number:>7,}  {when}")
        if many and by is None:
            say("\nWhich records they are is told to an officer: add --by NUMBER.")
        elif many and not out:
            rows = reading.rows(done, by, today())
            say("\nThe latest")
            for row in rows[:MOST]:
                say(
                    f"  {row.on}  {row.disclosure.person.number}  {row.kind}  {row.disclosure.public_id}  "
                    f"{row.clause} {row.get_change_display()}"
                )
            if rows.count() > MOST:
                say(f"  … and {rows.count() - MOST:,} more. --out FILE writes them all.")
        if out:
            say(f"\nThe records are in {out}.")


def find_pack(name: str) -> Path:
    """The folder of a pack, by its name or path. Raises PackNotFound."""
    from django.conf import settings

    return find(name, settings.AVOW_POLICIES)


def _watched(stage: str, done: int, total: int) -> None:
    """One line on a terminal, written over and over."""
    sys.stderr.write(f"\r\x1b[K{stage} ({done:,} of {total:,})" if done < total else f"\r\x1b[K{stage}")
    sys.stderr.flush()


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _as_json(done: BackTest, seen: list[dict[str, Any]], many: int) -> dict[str, Any]:
    return {
        "back_test": done.public_id, "name": done.name, "version": done.version, "hash": done.pack_hash,
        "against": done.against_hashes, "question": done.question, "judged": done.judged, "otherwise": many,
        "left_out": done.left_out, "cells": seen,
    }  # fmt: skip


def _write(done: BackTest, by, path: Path) -> None:
    rows = reading.rows(done, by, today()).iterator(chunk_size=2000)
    lines = (
        (row.disclosure.public_id, row.disclosure.person.number, row.on, row.kind, row.grade, row.clause, row.rule,
         row.change, row.was, row.now)
        for row in rows
    )  # fmt: skip
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            if path.suffix.lower() == ".csv":
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                writer.writerows(lines)
            else:
                for line in lines:
                    said = {
                        name: part.isoformat() if isinstance(part, date) else part
                        for name, part in zip(COLUMNS, line, strict=True)
                    }
                    file.write(json.dumps(said, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.")
