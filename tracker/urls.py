"""The app's addresses: the public pages, the committees' workspace, and the way in and out."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
