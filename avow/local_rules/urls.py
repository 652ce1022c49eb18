"""Addresses of the pages about rules of sites."""

from django.urls import path

from avow.local_rules import views

app_name = "local_rules"

urlpatterns = [
    path("local-rules/", views.listed, name="list"),
    path("local-rules/new/", views.new, name="new"),
    path("local-rules/<slug:public_id>/", views.one, name="one"),
]
