from django.urls import include, path

from avow.certifications import reminding_pages, views
from avow.certifications.acknowledging import views as acknowledging
from avow.certifications.campaigns import views as campaigns
from avow.certifications.form.views import signed, signing, steps
from avow.certifications.paper.views import reading

app_name = "certifications"

urlpatterns = [
    path("policy/acknowledge/", views.acknowledge_policy, name="acknowledge"),
    path("acknowledgements/", acknowledging.listed, name="acknowledgements"),
    path("acknowledgements/export/", acknowledging.export, name="acknowledgements_export"),
    path("campaigns/", campaigns.listed, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<slug:public_id>/", campaigns.one, name="campaign"),
    path("campaigns/<slug:public_id>/preview/", campaigns.preview, name="campaign_preview"),
    path("campaigns/<slug:public_id>/change/", campaigns.change, name="campaign_change"),
    path("campaigns/<slug:public_id>/withdraw/", campaigns.withdraw, name="campaign_withdraw"),
    path("campaigns/<slug:public_id>/try/", campaigns.try_out, name="campaign_try"),
    path("campaigns/<slug:public_id>/everyone/", campaigns.everyone_counted, name="campaign_everyone"),
    path("campaigns/<slug:public_id>/remind/", reminding_pages.of_campaign, name="campaign_remind"),
    path("hr/", include("avow.certifications.local_hr.urls")),
    path("certify/", steps.mine, name="mine"),
    path("certify/forms/<slug:public_id>/", signed.page, name="form"),
    path("certify/forms/<slug:public_id>/form.pdf", signed.pdf, name="form_pdf"),
    path("certify/forms/<slug:public_id>/unlock/", signed.unlock, name="unlock"),
    path("certify/forms/<slug:public_id>/confirm/", signed.confirm, name="confirm"),
    path("certify/forms/<slug:public_id>/scan/", reading.scan, name="scan"),
    path("certify/<slug:public_id>/", steps.begin, name="begin"),
    path("certify/<slug:public_id>/check/", signing.check, name="check"),
    path("certify/<slug:public_id>/sign/", signing.sign, name="sign"),
    path("certify/<slug:public_id>/<slug:step>/", steps.step, name="step"),
    path("certify/<slug:public_id>/<slug:step>/keep/", steps.keep, name="keep"),
]
