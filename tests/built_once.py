"""What many tests only begin with is built once for all of them; each still ends with exactly that.

    @pytest.fixture(scope="module")
    def company(django_db_setup, django_db_blocker):
        with built_once(django_db_blocker):
            yield make_a_company()

Each test marked `django_db` is rolled back to what was built; at the end all of it is. Not for tests that commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def built_once(blocker) -> Iterator[None]:
    """A transaction around several tests. What is asked of the database within it, until the first test, is allowed."""
    with blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as in Django's own tests: an act that asks to be the outermost may begin in it
        with around:
            yield
            transaction.set_rollback(True)
