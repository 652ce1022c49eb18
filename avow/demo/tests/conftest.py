"""The demo company, made once for all tests of a file: making it takes seconds."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.built_once import built_once


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """What `avow demo` said."""
    with built_once(django_db_blocker):
        words = StringIO()
        call_command("demo", stdout=words)
        yield words.getvalue()
