"""What keeps Spark from judging, as sentences for the person who asked."""

from __future__ import annotations


class SparkProblem(Exception):
    """Spark cannot be used as asked. The message says what happened, why, and what to do."""


def first_words(error: BaseException) -> str:
    """What Spark says, without the error class, the query and the stack beneath it."""
    described = getattr(error, "getMessage", None)
    text = str(described() if callable(described) else error).strip() or type(error).__name__
    line = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    if line.startswith("[") and "] " in line:
        line = line.split("] ", 1)[1]
    return line.split(" SQLSTATE: ")[0].strip().rstrip(".")[:300]
