"""Style sheets, scripts and drawings, collected and compressed into `AVOW_HOME/static` at each start of the service.

What is sent is then about a quarter in weight. Where nothing was collected, whitenoise serves the files as they lie.
"""

from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command


def collect() -> Iterator[str]:
    """Collect them; gives a sentence when that cannot be done."""
    if not settings.STATIC_ROOT:
        return
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except OSError as error:
        where = settings.STATIC_ROOT
        yield f"The style sheets cannot be written to {where}: {error.strerror}. Free that folder, or allow it."
