from django.urls import path, re_path

from avow.web import health, home, policy

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("policy/", policy.policy, name="policy"),
    re_path(r"^policy/(?P<number>[0-9][0-9A-Za-z.]{0,11})/$", policy.clause, name="clause"),
    path("healthz", health.healthz, name="health"),
]
