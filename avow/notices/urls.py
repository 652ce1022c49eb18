"""Addresses of what was sent to oneself, and of the outbox for officers and administrators."""

from django.urls import path

from avow.notices.views import mine, outbox

app_name = "notices"

urlpatterns = [
    path("notices/", mine.listed, name="mine"),
    path("notices/<slug:public_id>/", mine.one, name="one"),
    path("notices/<slug:public_id>/due.ics", mine.calendar_file, name="calendar"),
    path("outbox/", outbox.listed, name="outbox"),
    path("outbox/<slug:public_id>/", outbox.one, name="outbox_one"),
    path("outbox/<slug:public_id>/due.ics", outbox.calendar_file, name="outbox_calendar"),
    path("outbox/<slug:public_id>/settle/", outbox.settle, name="outbox_settle"),
]
