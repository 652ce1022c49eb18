"""Behind a proxy that speaks TLS, forms are taken; without AVOW_SECURE nobody's word for TLS counts."""

import os
import re
import subprocess
import sys

import pytest
from django.test import Client

HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(("secure", "trusted"), [("1", HEADER), ("0", None)])
def test_the_proxys_word_counts_only_where_the_operator_says_so(secure, trusted, tmp_path):
    shown = "from avow.config import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    told = {**os.environ, "AVOW_SECURE": secure, "AVOW_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", shown], env=told, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(trusted)


@pytest.mark.parametrize(("header", "title"), [(HEADER, "Sign in"), (None, "Please send that again")])
def test_a_form_sent_over_tls(db, settings, header, title):
    settings.SECURE_PROXY_SSL_HEADER = header
    settings.ALLOWED_HOSTS = ["avow.example.com"]
    browser = Client(enforce_csrf_checks=True)
    over_tls = {"HTTP_HOST": "avow.example.com", "HTTP_X_FORWARDED_PROTO": "https"}
    page = browser.get("/sign-in/", **over_tls).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    typed = {"csrfmiddlewaretoken": token, "login": "nobody", "password": "wrong"}
    answer = browser.post("/sign-in/", typed, **over_tls, HTTP_ORIGIN="https://avow.example.com")
    assert f"<h1>{title}</h1>" in answer.content.decode()
