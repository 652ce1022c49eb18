"""Addresses of the pages about disclosures. Public ids are random; steps are named as the pack names them."""

from django.urls import path

from avow.disclosures.views import checking, choosing, listing, one, papers, receipts, steps, telling

app_name = "disclosures"

urlpatterns = [
    path("disclose/", choosing.choose, name="choose"),
    path("disclose/new/<slug:kind>/", choosing.begin, name="begin"),
    path("disclose/<slug:public_id>/", steps.resume, name="resume"),
    path("disclose/<slug:public_id>/files/", papers.files, name="files"),
    path("disclose/<slug:public_id>/files/<slug:file_id>/remove/", papers.remove, name="remove_file"),
    path("disclose/<slug:public_id>/check/", checking.check, name="check"),
    path("disclose/<slug:public_id>/discard/", checking.discard, name="discard"),
    path("disclose/<slug:public_id>/candidates/", steps.candidates, name="candidates"),
    path("disclose/<slug:public_id>/<slug:step_id>/", steps.step, name="step"),
    path("disclose/<slug:public_id>/<slug:step_id>/keep/", steps.keep, name="keep"),
    path("disclosures/", listing.mine, name="mine"),
    path("disclosures/<slug:public_id>/", one.one, name="one"),
    path("disclosures/<slug:public_id>/sent/", one.sent, name="sent"),
    path("disclosures/<slug:public_id>/versions/<int:number>/", one.version, name="version"),
    path("disclosures/<slug:public_id>/change/", checking.change, name="change"),
    path("disclosures/<slug:public_id>/withdraw/", telling.withdraw, name="withdraw"),
    path("disclosures/<slug:public_id>/started/", telling.started, name="started"),
    path("disclosures/<slug:public_id>/ended/", telling.ended, name="ended"),
    path("disclosures/<slug:public_id>/receipt/", receipts.page, name="receipt"),
    path("disclosures/<slug:public_id>/receipt.pdf", receipts.pdf, name="receipt_pdf"),
    path("disclosures/<slug:public_id>/versions/<int:number>/receipt/", receipts.page, name="version_receipt"),
    path("disclosures/<slug:public_id>/versions/<int:number>/receipt.pdf", receipts.pdf, name="version_receipt_pdf"),
    path("attachments/<slug:file_id>/", papers.download, name="attachment"),
]
