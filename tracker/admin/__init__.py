"""The door of the administrators: Django's own admin, in which every change of a target is an act with a reason."""

from tracker.admin import (
    change_requests,
    commitments,
    committees,
    compact,
    editions,
    files,
    frameworks,
    horizons,
    invitations,
    people,
    places,
    records,
    replies,
    targets,
)
from tracker.admin.site import desk

__all__ = [
    "change_requests",
    "commitments",
    "committees",
    "compact",
    "desk",
    "editions",
    "files",
    "frameworks",
    "horizons",
    "invitations",
    "people",
    "places",
    "records",
    "replies",
    "targets",
]
