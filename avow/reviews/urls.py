"""Addresses of the pages of reviews. Public ids are random."""

from django.urls import path

from avow.reviews.views import acting, case, consulting, desk, person, waivers

app_name = "reviews"

urlpatterns = [
    path("desk/", desk.page, name="desk"),
    path("desk/consult/", desk.consult, name="consult_many"),
    path("cases/<slug:public_id>/", case.page, name="case"),
    path("cases/<slug:public_id>/<slug:act>/", acting.act, name="act"),
    path("consultations/", consulting.mine, name="consultations"),
    path("consultations/<slug:public_id>/", consulting.one, name="consultation"),
    path("consultations/<slug:public_id>/say/", consulting.say, name="consultation_say"),
    path("waivers/", waivers.page, name="waivers"),
    path("disclosures/<slug:public_id>/instruction/", person.acknowledge, name="acknowledge"),
    path("disclosures/<slug:public_id>/conversation/", person.conversation, name="conversation"),
    path("disclosures/<slug:public_id>/conditions/", person.agree, name="agree"),
    path("disclosures/<slug:public_id>/letter/", person.letter, name="letter"),
]
