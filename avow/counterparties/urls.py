"""Addresses of the counterparties room."""

from django.urls import path

from avow.counterparties import views

app_name = "counterparties"

urlpatterns = [path("counterparties/search/", views.find, name="search")]
