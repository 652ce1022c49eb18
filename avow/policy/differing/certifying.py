"""The yearly form (6.5): which of its words and questions are otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, list_changes, paired, told
from avow.policy.pack import Pack

CALLED = {
    "title": "the title", "says": "the words at its beginning", "complied": "the statement that one complied",
    "not_complied": "the other answer to it", "not_complied_signed": "the other answer as it is signed",
    "explain": "what one is asked then", "nothing": "the statement that there is nothing to report",
    "who_reads": "who reads it", "hr_sees": "what HR sees",
}  # fmt: skip


def certifying(old: Pack, new: Pack) -> Iterator[Change]:
    """Each text and question that is added, left out, or worded otherwise."""
    was, now = old.certifying, new.certifying
    for name in (one.name for one in fields(now) if one.name in CALLED):
        what = f"The yearly form: {CALLED[name]}"
        yield from told("", "wording", f"certifying.{name}", what, getattr(was, name), getattr(now, name))
    if was.leave_out != now.leave_out:
        says = f"The yearly form does not ask about other kinds: {list_changes(was.leave_out, now.leave_out)}."
        texts = ", ".join(was.leave_out), ", ".join(now.leave_out)
        yield Change("", "wording", CHANGED, "certifying.leave_out", says, *texts)
    for name, before, after in paired(was.questions, now.questions):
        key = f"certifying.questions.{name}"
        if before is None or after is None:
            one = before or after
            words, says = (REMOVED, "no longer asks") if after is None else (ADDED, "also asks")
            if one is not None:
                texts = (one.question, "") if after is None else ("", one.question)
                yield Change("", "wording", words, key, f"The yearly form {says}: “{one.question}”", *texts)
            continue
        for part, called in (("question", "a question"), ("help", "the help to a question"), ("title", "a title")):
            what = f"The yearly form: {called} ({name})"
            yield from told("", "wording", key, what, getattr(before, part), getattr(after, part))
        for part, called in (("kinds", "what a yes becomes"), ("asks", "what is asked at once")):
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                says = f"The yearly form: {called} ({name}): {list_changes(one, other)}."
                yield Change("", "wording", CHANGED, key, says, ", ".join(one), ", ".join(other))
