"""Addresses of the pages of leave to give. Public ids are random."""

from django.urls import path

from avow.leave.views import asked, away, own

app_name = "leave"

urlpatterns = [
    path("leave/", asked.mine, name="mine"),
    path("leave/deputy/", away.page, name="deputy"),
    path("leave/deputy/end/", away.end, name="deputy_end"),
    path("leave/<slug:public_id>/", asked.one, name="one"),
    path("disclosures/<slug:public_id>/given/", own.given, name="given"),
    path("disclosures/<slug:public_id>/not-given/", own.not_given, name="not_given"),
]
