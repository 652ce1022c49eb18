"""What the console shows of requests, and how."""

import logging

from django.conf import settings


def test_what_was_asked_wrongly_is_not_logged_and_what_breaks_is():
    log = logging.getLogger("django.request")
    assert not log.isEnabledFor(logging.WARNING)
    assert log.isEnabledFor(logging.ERROR)


def test_a_line_begins_with_its_time():
    form = settings.LOGGING["formatters"]["timed"]
    record = logging.LogRecord("avow.jobs", logging.WARNING, "", 0, "The roof leaks.", (), None)
    record.created = 0.0
    line = logging.Formatter(form["format"], style=form["style"]).format(record)
    assert line[:2] == "19" and line.endswith("WARNING avow.jobs: The roof leaks.")
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "timed"
