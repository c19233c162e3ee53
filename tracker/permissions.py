"""Who may. A question answers yes or no; `check_…` raises what it refuses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.enums import CommitmentStatus, Duty, ReportState, SeatRole
from tracker.models import Committee, Draft, PlaceTarget, ProgressReport, Seat, User
from tracker.models.drafts import DraftQuerySet

DUTIES: dict[SeatRole, frozenset[Duty]] = {
    SeatRole.REPORTER: frozenset({Duty.REPORT}),
    SeatRole.REVIEWER: frozenset({Duty.DECIDE}),
    SeatRole.COORDINATOR: frozenset({Duty.REPORT, Duty.DECIDE}),
    SeatRole.OBSERVER: frozenset(),
}
# With fewer voting seats than this, three constituencies cannot avoid a majority by accident.
MAJORITY_COUNTS_FROM = 5
DECIDERS_NEEDED = 2


class Refused(Exception):
    """The person may not do this; the reason is written for that person to read."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Constitution:
    """Whether a committee is made up so that it may publish, and what it still lacks."""

    gaps: tuple[str | Promise, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.gaps


def committees_of(user: User, *, on: date) -> QuerySet[Committee]:
    """The committees the person sits on that day; another's is as good as not there."""
    if not user.is_active:
        return Committee.objects.none()
    seats = Seat.objects.held_on(on).filter(user=user)
    return Committee.objects.filter(pk__in=seats.values("committee")).select_related("place")


def targets_of(committee: Committee) -> QuerySet[PlaceTarget]:
    """The targets the committee reports on: those of its place, but for retired commitments, which count nowhere."""
    own = PlaceTarget.objects.filter(place=committee.place_id)
    return own.exclude(target__commitment__status=CommitmentStatus.RETIRED)


def reports_seen_by(user: User, *, on: date) -> QuerySet[ProgressReport]:
    """The reports that the person may open: one's own, and what was handed in to one's committees."""
    own = Q(author=user)
    handed_in = ~Q(state=ReportState.DRAFT)
    seen = ProgressReport.objects.filter(committee__in=committees_of(user, on=on))
    loaded = seen.select_related("committee", "author", "place_target__place", "typed_draft")
    return loaded.prefetch_related("evidence").filter(own | handed_in)


def reports_by(user: User, *, on: date) -> QuerySet[ProgressReport]:
    """The reports that the person wrote, for the committees where the person still sits."""
    return reports_seen_by(user, on=on).filter(author=user)


def drafts_by(user: User, *, on: date) -> DraftQuerySet:
    """What the person typed and has not handed in, for the committees where the person still sits."""
    return Draft.objects.filter(author=user, committee__in=committees_of(user, on=on))


def duties(user: User, committee: Committee, *, on: date) -> frozenset[Duty]:
    """What the person may do on the committee on that day, by the seats held."""
    if not user.is_active:
        return frozenset()
    roles = Seat.objects.held_on(on).filter(user=user, committee=committee).values_list("role", flat=True)
    return frozenset().union(*(DUTIES[SeatRole(role)] for role in roles))


def constitution(seats: Iterable[Seat], required: Iterable[str]) -> Constitution:
    """What a committee with these seats lacks; `required` are the codes of the constituencies it must have.

    Seats need `user` and `constituency` loaded. An observer's seat has no vote.
    """
    voting = [seat for seat in seats if DUTIES[SeatRole(seat.role)] and seat.user.is_active]
    gaps: list[str | Promise] = []
    if set(required) - {seat.constituency.code for seat in voting}:
        gaps.append(_("Civil society, the private sector and migrants must each hold a seat."))
    votes = Counter(seat.constituency_id for seat in voting)
    if len(voting) >= MAJORITY_COUNTS_FROM and max(votes.values()) * 2 > len(voting):
        gaps.append(_("No constituency may hold a majority of the voting seats."))
    deciders = {seat.user_id for seat in voting if Duty.DECIDE in DUTIES[SeatRole(seat.role)]}
    if len(deciders) < DECIDERS_NEEDED:
        gaps.append(_("Two people must be able to decide on reports."))
    return Constitution(tuple(gaps))


def check_duty(user: User, committee: Committee, duty: Duty, *, on: date) -> None:
    """Refuse a person whose seats on the committee do not carry the duty."""
    if duty not in duties(user, committee, on=on):
        raise Refused(_("Your seat on this committee does not include this."))


def check_seated(roles: Iterable[SeatRole], duty: Duty) -> None:
    """Refuse whoever holds seats in these roles alone, where none of them carries the duty."""
    if not any(duty in DUTIES[role] for role in roles):
        raise Refused(_("Your seat on this committee does not include this."))


def check_follows(committee: Committee, place_target: PlaceTarget) -> None:
    """Refuse a target that the committee does not report on."""
    if not targets_of(committee).filter(pk=place_target.pk).exists():
        raise Refused(_("This committee does not report on this target."))


def committee_of(report: ProgressReport) -> Committee:
    """The committee that answers for the report; a reading of a published series has none, and no steps to take."""
    if report.committee is None:
        raise Refused(_("This reading comes from a published series: nobody decides on it."))
    return report.committee


def check_wrote(user: User, report: ProgressReport) -> None:
    """Refuse everyone but the author."""
    if report.author_id != user.pk:
        raise Refused(_("Only the person who wrote this report can change it."))


def may_decide(user: User, report: ProgressReport) -> bool:
    """Whether the report is another person's; the author never decides, whatever the seat."""
    return report.author_id != user.pk


def check_decides(user: User, report: ProgressReport) -> None:
    """Refuse the author."""
    if not may_decide(user, report):
        raise Refused(_("You wrote this report: another member must decide on it."))


def check_constituted(found: Constitution) -> None:
    """Refuse a committee that is not constituted."""
    if not found.complete:
        raise Refused(_("This committee is not fully constituted, so it cannot publish yet."))


def may_freeze(user: User) -> bool:
    """Whether the person may close rounds and freeze editions: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.add_edition")


def check_freezes(user: User) -> None:
    """Refuse everyone but an administrator."""
    if not may_freeze(user):
        raise Refused(_("Only an administrator freezes an edition."))
