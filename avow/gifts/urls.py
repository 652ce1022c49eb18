"""Addresses of the register of gifts."""

from django.urls import path

from avow.gifts.views import becoming, cards, recording, refusing, typing

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
    path("gifts/<slug:public_id>/became/<int:number>/take-back/", becoming.take_back, name="take_back"),
]
