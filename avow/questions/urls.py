"""Addresses of May I? (one for everything, as an address would tell what is asked about), questions and guidance."""

from django.urls import path

from avow.questions.views import asking, guidance, may_i

app_name = "questions"

urlpatterns = [
    path("may-i/", may_i.may_i, name="may_i"),
    path("may-i/asked/", may_i.asked, name="asked"),
    path("questions/", asking.listed, name="list"),
    path("questions/ask/", asking.ask, name="ask"),
    path("questions/<slug:public_id>/", asking.one, name="one"),
    path("questions/<slug:public_id>/guidance/", guidance.publish, name="publish"),
    path("questions/<slug:public_id>/files/<slug:file_id>/", asking.paper, name="paper"),
    path("guidance/", guidance.listed, name="guidance"),
    path("guidance/<slug:public_id>/", guidance.one, name="guidance_one"),
    path("guidance/<slug:public_id>/change/", guidance.change, name="guidance_change"),
    path("guidance/<slug:public_id>/withdraw/", guidance.withdraw, name="guidance_withdraw"),
]
