"""Addresses of the pages about possible breaches."""

from django.urls import path

from avow.breaches.views import pages

app_name = "breaches"

urlpatterns = [
    path("breaches/", pages.listed, name="list"),
    path("breaches/<slug:public_id>/", pages.one, name="one"),
]
