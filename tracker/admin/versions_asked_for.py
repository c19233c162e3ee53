"""The versions that an address names: one to restore, two to compare."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from tracker.admin.words import Said, said_differences
from tracker.forms.fields import PageNumber
from tracker.models.versions import Version
from tracker.selectors.history import differences


@dataclass(frozen=True)
class Compared:
    """Two versions side by side, the earlier one first."""

    before: int
    after: int
    differences: tuple[Said, ...]


def version_asked_for(request: HttpRequest, name: str, versions: QuerySet[Any]) -> Any | None:
    """The version of that number in the address, if one is named; a number that is none is a plain 404."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        number = PageNumber().clean(text)
    except ValidationError:
        raise Http404 from None
    found = versions.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def compared(request: HttpRequest, versions: QuerySet[Any]) -> Compared | None:
    """What two versions say otherwise, where the address names two."""
    asked = [version_asked_for(request, name, versions) for name in ("compare", "with")]
    chosen: list[Version] = [one for one in asked if one]
    if len(chosen) < len(asked):
        return None
    before, after = sorted(chosen, key=lambda one: one.number)
    return Compared(before.number, after.number, said_differences(differences(before, after)))
