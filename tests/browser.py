"""A real browser for tests: Debian's Chromium through Playwright. Where it is absent, tests that need it are skipped.

    @pytest.mark.browser
    def test_home(page, sign_in, looks_fine):
        sign_in(page, cast().amina)
        page.goto("/")
        looks_fine(page, "home")

`page` starts at the live server's address, so `page.goto("/policy/")` is enough; `page_without_javascript` is the same
with scripts switched off. Both fail at the end if the page asked anything of another host, or broke the content
security policy. A click returns when the next page has begun: what it shows is waited for, with
`expect(…).to_be_visible()`, never asked for at once.

`looks_fine` looks at the page as it stands, at three widths, in light and dark: axe finds nothing, nothing scrolls
sideways, the page weighs less than 60 KB as the product sends it (HTML as it is, static files gzipped, htmx included).
With `AVOW_PICTURES=folder` it keeps a picture of each.
"""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

WIDTHS = {390: 844, 820: 1180, 1440: 900}
SCHEMES = ("light", "dark")
AXE = {(390, "light"), (1440, "dark")}  # colours follow the scheme, targets the width: each is looked at once
PICTURES = os.environ.get("AVOW_PICTURES")  # a folder
MOST_BYTES = 60 * 1024
PATIENCE = 40_000  # milliseconds: a busy machine or a slow disk is no fault of the page
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WANTED = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],  # not all that passes
    "preload": {"assets": ["media"]},  # no rule of these reads the style sheets' text
}
FLAGS = [
    "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """One Chromium for the whole run."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    # Playwright keeps an event loop in this thread; the ORM in the same thread is still used by one caller at a time.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or playwright.chromium.executable_path
        if not Path(program).exists():
            pytest.skip("Chromium is not installed")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server) -> Iterator:
    """A new window on the live server."""
    yield from _window(chromium, live_server.url, javascript=True)


@pytest.fixture
def page_without_javascript(chromium, live_server) -> Iterator:
    """The same with scripts switched off."""
    yield from _window(chromium, live_server.url, javascript=False)


def _window(chromium, home: str, javascript: bool) -> Iterator:
    context = chromium.new_context(base_url=home, java_script_enabled=javascript, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    outside, refused = [], []
    page.on("request", lambda request: outside.append(request.url) if _is_outside(request.url, home) else None)
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    context.close()
    assert not outside, f"asked of other hosts: {outside}"
    assert not refused, f"refused by the browser: {refused}"


def _is_outside(url: str, home: str) -> bool:
    return not url.startswith((home, "data:", "about:", "blob:"))


@pytest.fixture
def sign_in(live_server) -> Callable:
    """`sign_in(page, person)`: the window is signed in as the person, without going through the sign-in page."""
    from django.conf import settings
    from django.test import Client

    from avow.access.testing import sign_in as sign_in_client

    def signed_in(page, person) -> None:
        cookies = sign_in_client(Client(), person).cookies
        value = cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return signed_in


@pytest.fixture
def looks_fine(live_server) -> Callable:
    """`looks_fine(page, name)`: what the page shows is accessible, fits, and is light. See the top of this file."""

    def look(page, name: str) -> None:
        page.wait_for_load_state()  # a click returns when the next page has begun, perhaps before it has any content
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                if (width, scheme) not in AXE and not PICTURES:
                    continue
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                _keep_picture(page, f"{name}-{width}-{scheme}")
                if (width, scheme) in AXE:
                    assert not (found := _axe(page)), f"{name} at {width}, {scheme}:\n{found}"
            across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert across <= 0, f"{name} scrolls sideways by {across} pixels at {width}"
        weight = _weight(page, live_server.url)
        assert weight < MOST_BYTES, f"{name} weighs {weight} bytes"

    return look


def _keep_picture(page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def _axe(page) -> str:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    found = page.evaluate(
        "async wanted => (await axe.run(document, wanted)).violations.map("
        "rule => [rule.id, rule.help, rule.nodes.map(node => node.html)])",
        WANTED,
    )
    return "\n".join(f"{rule}: {said}\n    " + "\n    ".join(nodes) for rule, said, nodes in found)


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script


def _weight(page, home: str) -> int:
    """Bytes of the page as the product sends it: HTML as it is, static files gzipped as whitenoise keeps them."""
    total = len(page.content().encode())
    for url in page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)"):
        if url.startswith(f"{home}/static/"):
            if url not in _sizes:
                _sizes[url] = len(gzip.compress(page.request.get(url).body(), 9))
            total += _sizes[url]
    return total


_sizes: dict[str, int] = {}
"""Bytes of each static file, gzipped: none changes while tests run."""
