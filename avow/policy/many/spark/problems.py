"""What keeps Spark from judging, as sentences for the person who asked."""

from __future__ import annotations


class SparkProblem(Exception):
    """Spark cannot be used as asked. The message says what happened, why, and what to do."""


def innermost(error: BaseException) -> str:
    """What Spark says is the cause, without its error class, the query and the stack beneath it."""
    java = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    if java is not None:
        text = str(java.getMessage() or java.getClass().getSimpleName())
    else:
        described = getattr(error, "getMessage", None)
        text = str(described() if callable(described) else error)
    line = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    if line.startswith("[") and "] " in line:
        line = line.split("] ", 1)[1]
    return line.split(" SQLSTATE: ")[0].strip().rstrip(".")[:300]
