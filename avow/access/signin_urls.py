"""The pages of sign-in, under the names that allauth and Django look for. Nothing else of allauth is routed."""

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.urls import path

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="access/sign_in.html"), name="account_login"),
    path("sign-out/", LogoutView.as_view(template_name="access/sign_out.html"), name="account_logout"),
    path(
        "password/",
        PasswordChangeView.as_view(template_name="access/password.html", success_url="/"),
        name="account_change_password",
    ),
]
