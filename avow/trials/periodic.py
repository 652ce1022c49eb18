"""What this room does in the background: answer what officers asked of the past, and make the lists of adoptions."""

from avow.config.clock import now, today

SECONDS = 5
MINUTE = 60


def answer() -> None:
    """Try proposals on the past."""
    from avow.trials.running import run_waiting

    run_waiting(today(), now)


def list_what_is_otherwise() -> None:
    """List what an adopted version would judge otherwise."""
    from avow.trials.lists import make_all

    make_all(today(), now)


def start() -> None:
    """Be run by the worker."""
    from avow.jobs.periodic import every

    every(SECONDS)(answer)
    every(MINUTE)(list_what_is_otherwise)
