"""The app's addresses: the public pages, the committees' workspace, the way in and out, and how all is."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from tracker.public.health import health

urlpatterns = [
    path("", include("tracker.public.urls")),
    path("health/", health, name="health"),
    path("work/", include("tracker.workspace.urls")),
    path("accounts/", include("tracker.accounts.urls")),
    path("accounts/sign-in/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/sign-out/", LogoutView.as_view(), name="logout"),
]
