"""Addresses of the pages on which a version of the policy is proposed, looked at, tried, adopted, and followed up."""

from django.urls import path

from avow.trials.views import adopted, adopting, listing, proposal, proposing, reviewing, trying

app_name = "trials"

VERSION = "policy/versions/<slug:public_id>/"
ADOPTED = "policy/versions/adopted/<int:entry>/"

urlpatterns = [
    path("policy/versions/", listing.versions, name="versions"),
    path("policy/versions/propose/", proposing.propose, name="propose"),
    path("policy/versions/look-again/", reviewing.listed, name="look-again"),
    path(ADOPTED, adopted.one, name="adopted"),
    path(f"{ADOPTED}resolution/", adopted.resolution, name="resolution"),
    path(f"{ADOPTED}look-again/<slug:public_id>/", reviewing.one, name="look-at"),
    path(VERSION, proposal.one, name="proposal"),
    path(f"{VERSION}files.zip", proposal.files, name="files"),
    path(f"{VERSION}withdraw/", proposing.withdraw, name="withdraw"),
    path(f"{VERSION}checked/", proposal.checked, name="checked"),
    path(f"{VERSION}compared/", proposal.compared, name="compared"),
    path(f"{VERSION}tried/", trying.tried, name="tried"),
    path(f"{VERSION}tried/<slug:test_id>/", trying.result, name="result"),
    path(f"{VERSION}tried/<slug:test_id>/records/", trying.records, name="records"),
    path(f"{VERSION}adopt/", adopting.adopt, name="adopt"),
]
