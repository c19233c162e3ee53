"""The app's addresses: the public pages, the committees' workspace, the way in and out, and how all is."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from tracker.access import Access, opens_to
from tracker.public.health import health

sign_in = opens_to(Access.ENTRANCE)(LoginView.as_view(redirect_authenticated_user=True))
sign_out = opens_to(Access.MEMBER)(LogoutView.as_view())

urlpatterns = [
    path("", include("tracker.public.urls")),
    path("health/", health, name="health"),
    path("work/", include("tracker.workspace.urls")),
    path("accounts/sign-in/", sign_in, name="login"),
    path("accounts/sign-out/", sign_out, name="logout"),
]
