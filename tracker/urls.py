"""The app's addresses: the public pages, the committees' workspace, and the way in and out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("", include("tracker.public.urls")),
    path("work/", include("tracker.workspace.urls")),
    path("accounts/sign-in/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/sign-out/", LogoutView.as_view(), name="logout"),
]
