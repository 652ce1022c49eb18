"""Answering a question to the past: for a proposal in the background, for any pack on the command line."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import islice

from django.db import DatabaseError, transaction

from avow.adoptions.current import NoPolicyInForce, pack_by_hash, policy_in_force, proposed_pack
from avow.ledger.acts import Doc, record
from avow.policy.changed_figures import NoSuchFigure, as_if_always, changed, with_figures
from avow.policy.pack import Pack
from avow.trials import groups
from avow.trials.checks import root_of
from avow.trials.groups import Membership
from avow.trials.models import BackTest, JudgedOtherwise, Tried
from avow.trials.question import NotAsked, Question
from avow.trials.records import BEFORE, judgements

log = logging.getLogger("avow.trials")

KEY = "register"
CHUNK = 1000
Groups = Callable[[list[str]], Iterable[Membership]]


def run(
    back_test: BackTest,
    pack: Pack,
    *,
    today: date,
    now: Callable[[], datetime],
    file_groups: Groups | None = None,
    watch: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> BackTest:
    """Judge the past under both sides and keep what came of it; begun again, it begins from the start. `watch` is told
    what is being done, and how many of how many records were read.

    Raises NotAsked, NoSuchFigure, and what loading a pack raises.
    """
    from avow.policy.many import TooWide, Unfit
    from avow.trials import judging
    from avow.trials.tried import tried

    question = Question.from_json(back_test.question)
    found = judgements(None, question.until)
    _update(back_test, stage="reading the past", begun_at=now(), total=found.count(), done=0)
    JudgedOtherwise.objects.filter(back_test=back_test).delete()
    sides = sides_of(question, pack, today)
    leave_out = {}
    if question.since is not None:
        leave_out[BEFORE] = lambda record: record.on < question.since
    asked = _groups(question, today, file_groups)

    def told(stage: str, done: int) -> None:
        _update(back_test, stage=stage, done=done)
        watch(stage, done, back_test.total)

    try:
        with tried(found, sides, new_groups=asked, leave_out=leave_out, told=told) as came:
            told("writing down what came of it", came.judged)
            _write(back_test, came)
            cells, hashes = judging.cells(came.past), came.hashes
            otherwise = judging.records_otherwise(came.past)
    except (TooWide, Unfit) as error:
        raise NotAsked(f"The past cannot be judged by this version: {error}")
    with transaction.atomic():
        mine = BackTest.objects.select_for_update(of=("self",)).get(pk=back_test.pk)
        if mine.finished_at is not None:
            return mine
        mine.judged, mine.otherwise, mine.cells, mine.left_out = came.judged, otherwise, cells, came.left_out
        mine.against_hashes = hashes if question.against == "in_force_then" else [sides.present_hash]
        mine.root = root_of(mine)
        mine.finished_at, mine.stage, mine.done = now(), "", mine.total
        mine.save()
        if mine.proposal is not None:
            _attest(mine)
    return mine


def sides_of(question: Question, pack: Pack, today: date):
    """Both sides' rules. Raises NotAsked, NoSuchFigure."""
    from avow.trials.judging import Rules
    from avow.trials.tried import Sides

    try:
        present: Pack | None = policy_in_force(today)
    except NoPolicyInForce:
        present = None
    new = pack
    if present is not None and not question.as_dated:
        new = as_if_always(new, changed(present, new))
    new = with_figures(new, question.figures)
    if question.against == "now":
        if present is None:
            raise NotAsked("No policy is in force today, so there is nothing to compare with.")
        packs, old = {present.hash: present}, [Rules(present)]
    else:
        packs = {hash_: pack_by_hash(hash_) for hash_ in _hashes()}
        old = [Rules(one, f"pack_hash = '{hash_}'") for hash_, one in packs.items()]
    return Sides(packs, old, [Rules(new)], new, present.hash if present else "")


def _hashes() -> list[str]:
    """The packs by which anything was ever judged."""
    from avow.disclosures.models import Version

    return sorted(set(Version.objects.order_by().values_list("pack_hash", flat=True).distinct()))


def _groups(question: Question, today: date, file_groups: Groups | None) -> Groups | None:
    if question.groups == "file":
        if file_groups is None:
            raise NotAsked("The file of groups is missing. Name it with --groups.")
        return file_groups
    return (lambda parties: groups.now(parties, today)) if question.groups == "now" else None


def _write(back_test: BackTest, came) -> None:
    """The records judged otherwise, some thousand at a time."""
    from avow.trials import judging

    own = came.past.connection.cursor()
    given = judging.otherwise(came.past)
    while some := list(islice(given, CHUNK)):
        keys = ", ".join(str(one.disclosure) for one in some)
        found = own.execute(
            f'SELECT row, number, "on", kind, grade FROM past WHERE row IN ({keys})'  # noqa: S608  # numbers of ours
        ).fetchall()
        about = {row[0]: row[1:] for row in found}
        rows = []
        for one in some:
            number, on, kind, grade = about[one.disclosure]
            rows.append(
                JudgedOtherwise(
                    back_test=back_test, disclosure_id=one.disclosure, number=number, on=on, kind=kind,
                    grade=grade or "", clause=one.clause, rule=one.rule, change=one.change, was=one.was, now=one.now,
                )
            )  # fmt: skip
        JudgedOtherwise.objects.bulk_create(rows, batch_size=CHUNK)


def _attest(done: BackTest) -> None:
    """The result of a back-test for a proposal goes into the ledger."""
    proposal = done.proposal
    body = {
        "back_test": done.public_id,
        "proposal": proposal.public_id,
        "pack_hash": done.pack_hash,
        "against": done.against_hashes,
        "question": done.question,
        "judged": done.judged,
        "otherwise": done.otherwise,
        "left_out": done.left_out,
        "cells": done.cells,
        "root": done.root,
    }
    by = done.asked_by if done.asked_by is not None else "system"
    entry = record(
        "version tried",
        actor=by,
        subject=proposal.subject,
        at=done.finished_at,
        docs=[Doc(Tried.schema, body, key=KEY)],
    )
    Tried.objects.create(
        attested=entry.documents[0], back_test=done, proposal=proposal, pack_hash=done.pack_hash,
        judged=done.judged, otherwise=done.otherwise, root=done.root,
    )  # fmt: skip


def run_waiting(today: date, now: Callable[[], datetime]) -> int:
    """Answer what officers asked and nobody has answered; gives how many. One that cannot be answered says why."""
    done = 0
    for waiting in BackTest.objects.unfinished().filter(in_background=True, proposal__isnull=False).order_by("pk"):
        try:
            run(waiting, proposed_pack(waiting.proposal), today=today, now=now)
            done += 1
        except DatabaseError:
            raise
        except (NotAsked, NoSuchFigure) as error:
            _update(waiting, failure=str(error)[:500], stage="")
        except Exception:
            log.exception("the back-test %s could not be made", waiting.public_id)
            _update(waiting, failure="This could not be tried. The log of the service says why; ask again.", stage="")
    return done


def _update(back_test: BackTest, **values: object) -> None:
    for name, value in values.items():
        setattr(back_test, name, value)
    BackTest.objects.filter(pk=back_test.pk).update(**values)
