from django.urls import path, re_path

from avow.policy import numbering
from avow.web import health, home
from avow.web.counterparties import merging as merging_counterparties
from avow.web.counterparties import pages as counterparties
from avow.web.policy import pages as policy

app_name = "web"

DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
CLAUSE = rf"(?P<number>{numbering.PATTERN})"

urlpatterns = [
    path("", home.home, name="home"),
    path("policy/", policy.policy, name="policy"),
    path("policy/changes/", policy.changes, name="policy-changes"),
    re_path(rf"^policy/as-of/{DAY}/$", policy.policy_as_of, name="policy-as-of"),
    re_path(rf"^policy/as-of/{DAY}/{CLAUSE}/$", policy.clause_as_of, name="clause-as-of"),
    path("counterparties/", counterparties.listed, name="counterparties"),
    path("counterparties/<slug:public_id>/", counterparties.one, name="counterparty"),
    path("counterparties/<slug:public_id>/merge/", merging_counterparties.merge, name="counterparty-merge"),
    path("counterparties/<slug:public_id>/separate/", merging_counterparties.separate, name="counterparty-separate"),
    path("healthz", health.healthz, name="health"),
    re_path(rf"^policy/{CLAUSE}/$", policy.clause, name="clause"),
]
