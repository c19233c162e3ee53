"""Reports, their files and drafts, and good practices: what a person sees of them, and may do."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.enums import CommitmentStatus, ReportState, SeatRole
from tracker.models import (
    Committee,
    Draft,
    EvidenceFile,
    GoodPractice,
    PlaceTarget,
    ProgressReport,
    Seat,
    Unlock,
    User,
)
from tracker.models.drafts import DraftQuerySet
from tracker.models.files import FileQuerySet
from tracker.permissions.refusal import Refused
from tracker.permissions.seats import committees_of


def targets_of(committee: Committee) -> QuerySet[PlaceTarget]:
    """The targets the committee reports on: those of its place, but for retired commitments, which count nowhere."""
    own = PlaceTarget.objects.filter(place=committee.place_id)
    return own.exclude(target__commitment__status=CommitmentStatus.RETIRED)


def reports_seen_by(user: User, *, on: date) -> QuerySet[ProgressReport]:
    """The reports that the person may open: one's own, and what was handed in to one's committees."""
    own = Q(author=user)
    handed_in = ~Q(state=ReportState.DRAFT)
    seen = ProgressReport.objects.filter(committee__in=committees_of(user, on=on))
    loaded = seen.select_related("committee__place__parent", "author", "place_target__place", "typed_draft")
    return loaded.prefetch_related("evidence").filter(own | handed_in)


def reports_by(user: User, *, on: date) -> QuerySet[ProgressReport]:
    """The reports that the person wrote, for the committees where the person still sits."""
    return reports_seen_by(user, on=on).filter(author=user)


def practices_seen_by(user: User, *, on: date) -> QuerySet[GoodPractice]:
    """The good practices that the person may open: one's own, and what was handed in to one's committees."""
    seen = GoodPractice.objects.filter(committee__in=committees_of(user, on=on))
    handed_in = ~Q(state=ReportState.DRAFT)
    return seen.filter(Q(author=user) | handed_in).select_related("committee__place", "author", "place")


def practices_by(user: User, *, on: date) -> QuerySet[GoodPractice]:
    """The good practices that the person proposed, for the committees where the person still sits."""
    return practices_seen_by(user, on=on).filter(author=user)


def files_seen_by(user: User, *, on: date) -> FileQuerySet:
    """The files that the person may open: one's own, and those of reports handed in to one's committees."""
    handed_in = reports_seen_by(user, on=on).values("uuid")
    seen = EvidenceFile.objects.filter(committee__in=committees_of(user, on=on))
    return seen.filter(Q(uploader=user) | Q(report__in=handed_in))


def drafts_by(user: User, *, on: date) -> DraftQuerySet:
    """What the person typed and has not handed in, for the committees where the person still sits."""
    return Draft.objects.filter(author=user, committee__in=committees_of(user, on=on))


def check_follows(committee: Committee, place_target: PlaceTarget) -> None:
    """Refuse a target that the committee does not report on."""
    if not targets_of(committee).filter(pk=place_target.pk).exists():
        raise Refused(_("This committee does not report on this target."))


def committee_of(report: ProgressReport) -> Committee:
    """The committee that answers for the report; a reading of a published series has none, and no steps to take."""
    if report.committee is None:
        raise Refused(_("This reading comes from a published series: nobody decides on it."))
    return report.committee


def check_wrote(user: User, report: ProgressReport | GoodPractice) -> None:
    """Refuse everyone but the author."""
    if report.author_id != user.pk:
        raise Refused(_("Only the person who wrote this report can change it."))


def may_decide(user: User, report: ProgressReport | GoodPractice) -> bool:
    """Whether the report is another person's; the author never decides, whatever the seat."""
    return report.author_id != user.pk


def check_decides(user: User, report: ProgressReport | GoodPractice) -> None:
    """Refuse the author."""
    if not may_decide(user, report):
        raise Refused(_("You wrote this report: another member must decide on it."))


def unlocks_decided_by(user: User, *, on: date) -> QuerySet[Unlock]:
    """The requests that the person may decide on: those of others, to whom one coordinates or as an administrator."""
    if not user.is_active:
        return Unlock.objects.none()
    coordinated = Seat.objects.held_on(on).filter(user=user, role=SeatRole.COORDINATOR)
    of_others = Unlock.objects.exclude(asked_by=user).select_related(
        "round", "committee__place", "asked_by", "decided_by", "place_target__target__commitment"
    )
    if user.is_superuser:
        return of_others
    return of_others.filter(committee__in=coordinated.values("committee"))


def check_decides_unlock(user: User, request: Unlock, *, on: date) -> None:
    """Refuse whoever asked, and everybody who neither coordinates the committee nor administers."""
    if not unlocks_decided_by(user, on=on).filter(pk=request.pk).exists():
        raise Refused(_("Another coordinator of the committee or an administrator decides on this."))
