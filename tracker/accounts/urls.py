"""The addresses about accounts."""

from django.urls import path

from tracker.accounts import invitations

urlpatterns = [
    path("invitation/<slug:token>/", invitations.invitation, name="invitation"),
]
