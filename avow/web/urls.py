from django.urls import path

from avow.web import home, policy

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("policy/", policy.policy, name="policy"),
    path("policy/<str:number>/", policy.clause, name="clause"),
]
