"""Every address; each room names its own pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("avow.web.urls")),
    path("", include("avow.access.signin_urls")),
    path("", include("avow.access.urls")),
    path("", include("avow.disclosures.urls")),
    path("", include("avow.gifts.urls")),
    path("", include("avow.leave.urls")),
    path("", include("avow.local_rules.urls")),
    path("", include("avow.certifications.urls")),
    path("", include("avow.notices.urls")),
    path("kiosk/", include("avow.certifications.kiosk.urls", namespace="kiosk")),
    path("", include("avow.questions.urls")),
    path("", include("avow.reviews.urls")),
    path("", include("avow.breaches.urls")),
    path("", include("avow.trials.urls")),
]
handler400 = "avow.web.errors.bad_request"
handler403 = "avow.web.errors.forbidden"
handler404 = "avow.web.errors.not_found"
handler500 = "avow.web.errors.server_error"
