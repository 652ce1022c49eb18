"""Addresses of the shared device, beneath /kiosk/. The pages of the form are here once more under their own names, so
that each link on them stays here; what is no page of this form has no address here."""

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.certifications.form.views import signing as form_signing
from avow.certifications.form.views import steps
from avow.certifications.kiosk.seated import seated
from avow.certifications.kiosk.views import entering, signing

forms = require_http_methods(["GET", "HEAD", "POST"])

app_name = "certifications"

urlpatterns = [
    path("", entering.enter, name="enter"),
    path("alive/", entering.alive, name="alive"),
    path("end/", entering.end, name="end"),
    path("ended/", entering.ended, name="ended"),
    path("later/", entering.ended, name="mine"),
    path("policy/", entering.policy, name="policy"),
    path("forms/<slug:public_id>/", signing.receipt, name="form"),
    path("forms/<slug:public_id>/scan/", signing.scan, name="scan"),
    path("forms/<slug:public_id>/confirm/", signing.confirm, name="confirm"),
    path("forms/<slug:public_id>/unlock/", signing.unlock, name="unlock"),
    path("<slug:public_id>/", forms(seated(steps.begin)), name="begin"),
    path("<slug:public_id>/check/", require_GET(seated(form_signing.check)), name="check"),
    path("<slug:public_id>/sign/", signing.sign, name="sign"),
    path("<slug:public_id>/<slug:step>/", forms(seated(steps.step)), name="step"),
    path("<slug:public_id>/<slug:step>/keep/", require_POST(seated(steps.keep)), name="keep"),
]
