from collections.abc import Iterable

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "avow.retention"
    label = "retention"
    verbose_name = "Retention"

    def ready(self) -> None:
        from avow.jobs import starting

        starting.register(erase_again)


def erase_again() -> Iterable[str]:
    """At every start, before anything is served: what a restored copy brought back goes again. Never a problem."""
    import logging

    from avow.config import clock

    from . import acts

    for sentence in acts.replay(clock.now()):
        logging.getLogger("avow.retention").warning(sentence)
    return ()
