"""The answer as a plain text, for the person to keep. Here it is made and forgotten."""

from collections.abc import Mapping
from textwrap import fill

from avow.disclosures.showing import day

WIDE = 78


def as_text(shown: Mapping) -> str:
    """Everything the page of the answer says, in lines."""
    found, kind = shown["found"], shown["kind"]
    lines = [f"May I? {kind.title}", f"Asked on {day(shown['on'])}. {shown['policy']}.", "", found.line, *found.beside]
    for one in found.findings:
        lines += ["", f"{one.clause} {one.title}", *(f"{says} ({weight})" for says, weight in one.says), *one.more]
        if one.reading:
            lines.append(f"How we read this clause: {one.reading}")
    if found.depends:
        lines += ["", "What it depends on", *(f"- {sentence}" for sentence in found.depends)]
    for one in found.sums:
        lines += ["", f"{one.title}: {one.words} {one.days}."]
    lines += ["", "What you said", *(f"- {row['label']} {row['value'] or row['unknown']}" for row in shown["told"])]
    lines += ["", "Avow has kept neither this answer nor that you asked. It is nobody's approval."]
    return "\n".join(fill(line, WIDE, subsequent_indent="  " if line.startswith("- ") else "") for line in lines) + "\n"


def as_question(shown: Mapping) -> str:
    """What was typed, as the beginning of a question."""
    said = [f"{row['label']} {row['value']}" for row in shown["told"] if row["value"]]
    return "\n".join([f"May I? {shown['kind'].title}", "", *said, "", "My question: "])
