"""What the list of committees says of each: whether it may publish, and what would help it on."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.models import Committee
from tracker.selectors.desk_lists import MadeUp, made_up


class Constituted(admin.SimpleListFilter):
    """Committees that may publish as they are made up today, and those that may not."""

    title = _("may publish")
    parameter_name = "constituted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Yes or no."""
        return [("yes", _("Yes")), ("no", _("No, something is lacking"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Committee]) -> QuerySet[Committee]:
        """Narrowed down to them."""
        if self.value() not in {"yes", "no"}:
            return queryset
        every = list(Committee.objects.values_list("pk", flat=True))
        found = made_up(every, today=timezone.localdate())
        asked = self.value() == "yes"
        return queryset.filter(pk__in=[pk for pk, one in found.items() if one.constitution.complete is asked])


def next_thing(committee: Any) -> tuple[str, str]:
    """What would help a committee on, and the address where that is done; the address is empty where nothing is."""
    found: MadeUp = committee.made_up
    invite = reverse("admin:tracker_invitation_add") + f"?committee={committee.pk}"
    seats = reverse("admin:tracker_seat_changelist") + f"?committee__id__exact={committee.pk}"
    if found.missing:
        return now("Invite somebody for: %(names)s") % {"names": ", ".join(found.missing)}, invite
    if found.constitution.majority:
        return now("Balance the seats: one constituency holds the majority"), seats
    if found.constitution.gaps:
        return now("Invite one more who can decide: a reviewer or a coordinator"), invite
    if found.waiting:
        words = ngettext(
            "%(number)s report waits for its decision",
            "%(number)s reports wait for its decision",
            found.waiting,
        )
        return words % {"number": found.waiting}, _reports(committee)
    return now("Nothing"), ""


def _reports(committee: Committee) -> str:
    listed = reverse("admin:tracker_progressreport_changelist")
    return f"{listed}?committee__id__exact={committee.pk}&state__exact=submitted"
