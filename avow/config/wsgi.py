"""What the web server runs. What every page reads is read before the first one, and left alone afterwards: looking
through the policy and the rates for garbage again and again would make a page of some now and then wait 100 ms."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.config.settings")
application = get_wsgi_application()


def read_beforehand() -> None:
    """The rates that come with Avow, and the addresses of all pages with their code."""
    from django.urls import get_resolver

    from avow.rates.current import bundled

    bundled()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


read_beforehand()
