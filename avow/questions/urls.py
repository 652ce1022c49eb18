"""Addresses of May I?: one for everything, as an address would tell what is asked about."""

from django.urls import path

from avow.questions.views import may_i

app_name = "questions"

urlpatterns = [
    path("may-i/", may_i.may_i, name="may_i"),
    path("may-i/asked/", may_i.asked, name="asked"),
]
