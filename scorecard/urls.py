"""The addresses of the whole site; the app brings its own."""

from django.conf import settings
from django.urls import include, path

from tracker.admin import desk

urlpatterns = [
    path(settings.ADMIN_PATH, desk.urls),
    path("", include("tracker.urls")),
]

handler400 = "tracker.public.errors.bad_request"
handler403 = "tracker.public.errors.forbidden"
handler404 = "tracker.public.errors.not_found"
handler429 = "tracker.public.errors.too_many"
handler500 = "tracker.public.errors.server_error"
