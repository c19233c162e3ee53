"""What is only ever read: versions, reports, scores, acts."""

from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.admin.site import desk
from tracker.enums import ReportState
from tracker.models import (
    ActorRef,
    AuditEvent,
    CommitmentVersion,
    DirtyScore,
    Evidence,
    GoodPractice,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
)
from tracker.models.report_rows import ONCE_PUBLIC

SAID_BY = ("reason", "author__name")


class VersionAdmin(ReadOnlyAdmin):
    """What changed when: the newest first, with who and why."""

    date_hierarchy = "recorded_at"
    ordering = ("-recorded_at", "-id")


@admin.register(CommitmentVersion, site=desk)
class CommitmentVersionAdmin(VersionAdmin):
    """What commitments said."""

    list_display = ("commitment", "number", "recorded_at", "author", "reason", "in_force_from")
    list_filter = ("status", "commitment__objective")
    list_select_related = ("commitment", "author")
    search_fields = (*SAID_BY, "commitment__code", "title")
    search_help_text = _("A code, words of the title or the reason, or the name of a person.")


@admin.register(TargetVersion, site=desk)
class TargetVersionAdmin(VersionAdmin):
    """What targets asked for."""

    list_display = ("target", "number", "title", "recorded_at", "author", "reason", "in_force_from")
    list_filter = ("kind", "origin", "target__horizon")
    list_select_related = ("target__commitment", "target__horizon", "author")
    search_fields = (*SAID_BY, "target__commitment__code", "title")
    search_help_text = _("A code, words of the target or the reason, or the name of a person.")


@admin.register(PlaceTargetVersion, site=desk)
class PlaceTargetVersionAdmin(VersionAdmin):
    """What targets meant in places."""

    list_display = ("place_target", "number", "baseline", "recorded_at", "author", "reason", "in_force_from")
    list_filter = ("applies", "place_target__target__horizon")
    list_select_related = (
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
        "author",
    )
    search_fields = (
        *SAID_BY,
        "place_target__place__code",
        "place_target__target__commitment__code",
    )
    search_help_text = _("The code of a place or a commitment, words of the reason, or the name of a person.")


@admin.register(ProgressReport, site=desk)
class ProgressReportAdmin(ReadOnlyAdmin):
    """What was reported. A draft is its author's alone until it is handed in."""

    exclude = ("submit_token",)
    # A label is not shown: whoever looks over a shoulder would know whose it is.
    readonly_fields = ("credit",)
    list_display = ("uuid", "place_target", "answer", "value", "reference_on", "state", "committee", "origin")
    list_filter = ("state", "origin", "answer", "grade", "committee")
    list_select_related = (
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
        "committee",
    )
    search_fields = ("uuid", "place_target__place__code", "place_target__target__commitment__code", "series")
    search_help_text = _("The number of a report, or the code of a place or a commitment.")

    def view_on_site(self, obj: ProgressReport) -> str | None:
        """Its page, where it is or was public."""
        return reverse("public:report", args=[obj.uuid]) if obj.state in ONCE_PUBLIC else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Everything that was handed in."""
        return super().get_queryset(request).exclude(state=ReportState.DRAFT)


@admin.register(Evidence, site=desk)
class EvidenceAdmin(ReadOnlyAdmin):
    """What reports rest on."""

    list_display = ("title", "kind", "url", "report")
    list_filter = ("kind",)
    list_select_related = ("report",)
    search_fields = ("title", "url", "report__uuid")
    search_help_text = _("Words of the title, a web address, or the number of a report.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """The evidence of everything that was handed in."""
        return super().get_queryset(request).exclude(report__state=ReportState.DRAFT)


@admin.register(GoodPractice, site=desk)
class GoodPracticeAdmin(ReadOnlyAdmin):
    """What was proposed as a good practice. A draft is its author's alone until it is handed in."""

    exclude = ("submit_token",)
    list_display = ("title", "place", "committee", "state", "submitted_at", "published_at")
    list_filter = ("state", "language", "committee")
    list_select_related = ("place", "committee")
    search_fields = ("title", "place__code")
    search_help_text = _("Words of the title, or the code of a place.")

    def view_on_site(self, obj: GoodPractice) -> str | None:
        """Its page, once it is published."""
        return reverse("public:practice", args=[obj.uuid]) if obj.state == ReportState.PUBLISHED else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Everything that was handed in."""
        return super().get_queryset(request).exclude(state=ReportState.DRAFT)


@admin.register(Score, site=desk)
class ScoreAdmin(ReadOnlyAdmin):
    """What was computed, and from which versions."""

    list_display = ("place", "key", "mark", "status", "as_of", "computed_at", "method_version")
    list_filter = ("subject", "mark", "status")
    list_select_related = ("place",)
    search_fields = ("place__code", "key")
    search_help_text = _("The code of a place, or a key such as GCM10-1:5.")
    show_full_result_count = False


@admin.register(AuditEvent, site=desk)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what, and when."""

    list_display = ("at", "act", "object_ref", "person")
    list_filter = ("action",)
    search_fields = ("object_ref", "action")
    search_help_text = _("A code, or an act such as target.revised.")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        """Each act with the name of who did it, where that person still has an account."""
        named = ActorRef.objects.filter(ref=OuterRef("actor_ref")).values("user__name")
        found: QuerySet[AuditEvent] = super().get_queryset(request)
        return found.annotate(person_name=Subquery(named))

    @admin.display(description=_("act"), ordering="action")
    def act(self, event: AuditEvent) -> str:
        """The act in words."""
        return event.label

    @admin.display(description=_("by"))
    def person(self, event: AuditEvent) -> str:
        """The person's name, or a hyphen where the product itself acted or the account is gone."""
        return getattr(event, "person_name", None) or "-"


@admin.register(DirtyScore, site=desk)
class DirtyScoreAdmin(ReadOnlyAdmin):
    """What must be computed anew: empty, but for a moment, unless something is wrong."""

    list_display = ("at", "place", "process", "commitment", "cause", "attempts", "quarantined_at", "error")
    list_filter = ("cause", ("quarantined_at", admin.EmptyFieldListFilter))
    list_select_related = ("place", "process", "commitment")
    search_fields = ("place__code", "process__code", "commitment__code")
    search_help_text = _("The code of a place, a process or a commitment.")
