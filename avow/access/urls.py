from django.urls import path

from avow.access import views

app_name = "access"

urlpatterns = [
    path("administration/", views.administration, name="administration"),
    path("administration/roles/propose/", views.propose, name="propose"),
    path("administration/roles/end/", views.end, name="end"),
    path("administration/proposals/", views.proposals, name="proposals"),
    path("administration/people/", views.people, name="people"),
]
