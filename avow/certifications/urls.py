from django.urls import include, path

from avow.certifications import views
from avow.certifications.campaigns import views as campaigns

app_name = "certifications"

urlpatterns = [
    path("policy/acknowledge/", views.acknowledge_policy, name="acknowledge"),
    path("campaigns/", campaigns.listed, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<slug:public_id>/", campaigns.one, name="campaign"),
    path("campaigns/<slug:public_id>/preview/", campaigns.preview, name="campaign_preview"),
    path("campaigns/<slug:public_id>/change/", campaigns.change, name="campaign_change"),
    path("campaigns/<slug:public_id>/withdraw/", campaigns.withdraw, name="campaign_withdraw"),
    path("campaigns/<slug:public_id>/try/", campaigns.try_out, name="campaign_try"),
    path("campaigns/<slug:public_id>/everyone/", campaigns.everyone_counted, name="campaign_everyone"),
    path("hr/", include("avow.certifications.local_hr.urls")),
]
