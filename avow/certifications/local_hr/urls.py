"""Addresses of local HR's pages, beneath /hr/. Public ids are random."""

from django.urls import path

from avow.certifications import reminding_pages
from avow.certifications.kiosk.views import slips
from avow.certifications.local_hr.views import advising, campaign, exempting, overview, returning
from avow.certifications.paper.views import capturing, printing

urlpatterns = [
    path("", overview.page, name="hr"),
    path("advice/<slug:public_id>/", advising.one, name="hr_advice"),
    path("exemptions/<slug:public_id>/", exempting.one, name="hr_exemption"),
    path("returns/<slug:public_id>/", returning.one, name="hr_return"),
    path("<slug:public_id>/", campaign.page, name="hr_campaign"),
    path("<slug:public_id>/advise/", advising.page, name="hr_advise"),
    path("<slug:public_id>/exempt/<slug:person_id>/", exempting.page, name="hr_exempt"),
    path("<slug:public_id>/slips/", slips.page, name="hr_slips"),
    path("<slug:public_id>/papers/", printing.choose, name="hr_papers"),
    path("<slug:public_id>/papers/forms.pdf", printing.print_part, name="hr_papers_part"),
    path("<slug:public_id>/people/<slug:person_id>/", slips.other_way, name="hr_person"),
    path("<slug:public_id>/people/<slug:person_id>/form.pdf", printing.print_form, name="hr_blank"),
    path("<slug:public_id>/people/<slug:person_id>/paper/", capturing.capture, name="hr_capture"),
    path("<slug:public_id>/remind/", reminding_pages.of_departments, name="hr_remind"),
    path("<slug:public_id>/return/", returning.page, name="hr_sign_return"),
]
