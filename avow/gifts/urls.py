"""Addresses of the register of gifts and invitations. Public ids are random."""

from django.urls import path

from avow.gifts.views import (
    anew,
    becoming,
    cards,
    inspecting,
    party,
    party_resolving,
    rates,
    recording,
    refusing,
    register,
    register_export,
    register_views,
    typing,
)

app_name = "gifts"

urlpatterns = [
    path("gifts/record/", recording.record, name="record"),
    path("gifts/record/typing/", typing.typing, name="typing"),
    path("gifts/record/keep/", recording.keep, name="keep"),
    path("gifts/record/<slug:public_id>/", recording.resume, name="resume"),
    path("gifts/refuse/", refusing.refuse, name="refuse"),
    path("gifts/what-now/", refusing.what_now, name="what_now"),
    path("gifts/cards/", cards.cards, name="cards"),
    path("gifts/cards/<slug:public_id>/", cards.card, name="card"),
    path("gifts/<slug:public_id>/became/", becoming.become, name="became"),
    path("gifts/<slug:public_id>/became/<int:number>/<slug:becoming>/take-back/", becoming.take_back, name="take_back"),
    path("gifts/", register.listed, name="register"),
    path("gifts/views/", register_views.views, name="views"),
    path("gifts/export/", register_export.file, name="export"),
    path("gifts/inspections/", inspecting.listed, name="inspections"),
    path("gifts/inspections/new/", inspecting.new, name="inspect"),
    path("gifts/inspections/<slug:public_id>/", inspecting.one, name="inspection"),
    path("gifts/rates/", rates.rates, name="rates"),
    path("gifts/anew/", anew.listed, name="anew"),
    path("gifts/anew/<slug:public_id>/read/", anew.read, name="anew-read"),
    path("gifts/party/<slug:public_id>/", party.one, name="party"),
    path("gifts/as-written/", party.as_written, name="as-written"),
    path("gifts/as-written/resolve/", party_resolving.resolve, name="resolve"),
    path("gifts/other-side/<slug:public_id>/", party_resolving.other_side, name="other-side"),
]
