from django.urls import path

from avow.certifications import views

app_name = "certifications"

urlpatterns = [
    path("policy/acknowledge/", views.acknowledge_policy, name="acknowledge"),
]
