"""One mail of all that one person is to be told on one day, in their language."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from avow.notices.frame import MOST_NAMES, frame, written
from avow.notices.models import Mail, Notice
from avow.notices.naming import bare, mark
from avow.notices.sources import SOURCES, Said
from avow.people.models import Person

LONGEST_SUBJECT = 200


def contents(to: Person, notices: Sequence[Notice], on: date, repeats: Mail | None = None) -> dict[str, object]:
    """What the mail says: `subject`, `text`, `language`, `address`, `events` for a calendar, `names` of others by their
    marks, and `told`, what it tells of whom. `after` is the Message-ID of the one it may repeat, "" where it is the
    first. JSON; the notices are those of one reader, and some."""
    record = to.record(on)
    language = record.language if record else ""
    parts = [(group, SOURCES[group[0].source].says(group, language, on)) for group in _groups(notices)]
    words = frame(parts[0][1].language)
    blocks = [parts[0][1].first] if len(parts) == 1 and parts[0][1].first else []
    blocks.append(words.hello.format(name=to.name))
    if repeats is not None:
        blocks.append(words.again.format(day=written(repeats.on, parts[0][1].language)))
    for group, said in parts:
        blocks += [said.first] if said.first and len(parts) > 1 else []
        blocks += _block(group, said)
    blocks.append(words.why.format(url=f"{settings.ADDRESS}{reverse('notices:mine')}"))
    subject = parts[0][1].subject if len(parts) == 1 else words.several.format(count=len(parts))
    others = {one.about.public_id: f"{one.about.name} ({one.about.number})" for one in notices if one.about_id != to.pk}
    return {
        "subject": one_line(subject),
        "text": "\n\n".join(blocks) + "\n",
        "language": parts[0][1].language,
        "address": to.email,
        "events": list(_events(to, parts)),
        "names": others,
        "after": repeats.message_id if repeats else "",
        "told": [[one.topic, one.step, one.audience, one.about.public_id, one.instead] for one in notices],
    }


def _groups(notices: Sequence[Notice]) -> list[list[Notice]]:
    """Those of one topic, audience and reason together; what the reader has to do first."""
    together = sorted(notices, key=_group)
    found = [sorted(group, key=lambda one: (one.about.name, one.pk)) for _, group in groupby(together, key=_group)]
    return sorted(found, key=lambda group: (group[0].audience != "person", group[0].deadline, _group(group[0])))


def _group(one: Notice) -> tuple[str, str, str, str, date]:
    return one.source, one.topic, one.audience, one.instead, one.deadline


def _block(group: Sequence[Notice], said: Said) -> Iterable[str]:
    words = frame(said.language)
    instead = group[0].instead
    if instead == "paper":
        yield f"{said.subject}\n{words.instead[instead]}"
    else:
        yield bare(said.text)
    if said.places:
        yield "\n".join(f"  {bare(place) or words.nowhere}: {count}" for place, count in said.places)
    if group[0].audience != "person":
        lines = [f"  - {mark(one.about.public_id)}" for one in group[:MOST_NAMES]]
        if len(group) > MOST_NAMES:
            lines.append(f"  {words.more.format(count=len(group) - MOST_NAMES)}")
        yield "\n".join(lines)
    if instead and instead != "paper":
        yield words.instead[instead]
    if said.path:
        yield words.here.format(url=f"{settings.ADDRESS}{said.path}")


def _events(to: Person, parts: Iterable[tuple[Sequence[Notice], Said]]) -> Iterable[dict[str, str]]:
    for group, said in parts:
        if said.event:
            yield {
                "uid": f"{group[0].topic}:{to.public_id}",
                "summary": said.event,
                "day": group[0].deadline.isoformat(),
                "url": f"{settings.ADDRESS}{said.path}",
            }


def one_line(text: str) -> str:
    """A text without line breaks and anything that cannot be printed, not longer than a subject should be."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in bare(text)).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"
