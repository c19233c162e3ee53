"""Filters of the desk's lists that ask about today."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HeldToday(admin.SimpleListFilter):
    """What runs from one day until another: today, over, or to come."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In the order in which one asks."""
        return [("held", _("Runs today")), ("over", _("Over")), ("later", _("To come"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed down to them."""
        today = timezone.localdate()
        asked = {
            "held": Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today)),
            "over": Q(ends_on__lte=today),
            "later": Q(starts_on__gt=today),
        }
        found = asked.get(self.value() or "")
        return queryset.filter(found) if found else queryset


class RoundState(admin.SimpleListFilter):
    """Where a round stands today."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In the order of a round's life."""
        return list(ROUND_STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed down to them."""
        today = timezone.localdate()
        asked = {
            "later": Q(closed_at=None, opens_on__gt=today),
            "open": Q(closed_at=None, opens_on__lte=today, closes_on__gte=today),
            "overdue": Q(closed_at=None, closes_on__lt=today),
            "closed": Q(closed_at__isnull=False),
        }
        found = asked.get(self.value() or "")
        return queryset.filter(found) if found else queryset


ROUND_STATES = {
    "later": _("To come"),
    "open": _("Open"),
    "overdue": _("Overdue: to be closed"),
    "closed": _("Closed"),
}


def state_of(row: Any) -> str:
    """Where a round stands today, as `RoundState` calls it."""
    today = timezone.localdate()
    if row.closed_at is not None:
        return "closed"
    if row.closes_on < today:
        return "overdue"
    return "open" if row.opens_on <= today else "later"
