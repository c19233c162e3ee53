"""Who may. A question answers yes or no; `check_…` raises what it refuses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.enums import CommitmentStatus, Duty, PlaceKind, ReportState, SeatRole
from tracker.models import (
    Committee,
    Dispute,
    Draft,
    Endorsement,
    EvidenceFile,
    FocalPoint,
    GoodPractice,
    Invitation,
    Organisation,
    Place,
    PlaceTarget,
    ProgressReport,
    Seat,
    Unlock,
    User,
)
from tracker.models.drafts import DraftQuerySet
from tracker.models.people import DEMONSTRATION_DOMAIN

DUTIES: dict[SeatRole, frozenset[Duty]] = {
    SeatRole.REPORTER: frozenset({Duty.REPORT}),
    SeatRole.REVIEWER: frozenset({Duty.DECIDE}),
    SeatRole.COORDINATOR: frozenset({Duty.REPORT, Duty.DECIDE, Duty.COORDINATE}),
    SeatRole.OBSERVER: frozenset(),
}
DECIDING = [role.value for role, carried in DUTIES.items() if Duty.DECIDE in carried]
# With fewer voting seats than this, three constituencies cannot avoid a majority by accident.
MAJORITY_COUNTS_FROM = 5
DECIDERS_NEEDED = 2
# The places that have somebody to speak for them.
MAY_REPLY = (PlaceKind.COUNTRY, PlaceKind.LOCAL)


class Refused(Exception):
    """The person may not do this; the reason is written for that person to read."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Constitution:
    """Whether a committee is made up so that it may publish, and what it still lacks.

    Beside the sentences, what they rest on: the codes of the required constituencies without a vote and of the one
    that holds a majority, how many votes there are and how many that one has, and how many people can decide.
    """

    gaps: tuple[str | Promise, ...]
    missing: frozenset[str] = frozenset()
    majority: str = ""
    of_majority: int = 0
    votes: int = 0
    deciders: int = DECIDERS_NEEDED

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


def seats_of(committee: Committee) -> QuerySet[Seat]:
    """Every seat of the committee, for whoever coordinates it."""
    return Seat.objects.filter(committee=committee).select_related("committee", "user", "constituency")


def invitations_to(committee: Committee) -> QuerySet[Invitation]:
    """Every invitation to the committee, for whoever coordinates it."""
    return Invitation.objects.filter(committee=committee)


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


def practices_seen_by(user: User, *, on: date) -> QuerySet[GoodPractice]:
    """The good practices that the person may open: one's own, and what was handed in to one's committees."""
    seen = GoodPractice.objects.filter(committee__in=committees_of(user, on=on))
    handed_in = ~Q(state=ReportState.DRAFT)
    return seen.filter(Q(author=user) | handed_in).select_related("committee__place", "author", "place")


def practices_by(user: User, *, on: date) -> QuerySet[GoodPractice]:
    """The good practices that the person proposed, for the committees where the person still sits."""
    return practices_seen_by(user, on=on).filter(author=user)


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations that the person may speak for."""
    if not user.is_active:
        return Organisation.objects.none()
    return Organisation.objects.filter(spokespeople__user=user)


def endorsements_of(user: User) -> QuerySet[Endorsement]:
    """What those organisations stand behind or have withdrawn."""
    own = Endorsement.objects.filter(organisation__in=organisations_of(user))
    return own.select_related("organisation")


def check_speaks_for(user: User, organisation: Organisation) -> None:
    """Refuse whoever may not speak for the organisation."""
    if not organisations_of(user).filter(pk=organisation.pk).exists():
        raise Refused(_("Your account does not speak for this organisation."))


def files_seen_by(user: User, *, on: date) -> QuerySet[EvidenceFile]:
    """The files that the person may open: one's own, and those of reports handed in to one's committees."""
    handed_in = reports_seen_by(user, on=on).values("uuid")
    seen = EvidenceFile.objects.filter(committee__in=committees_of(user, on=on))
    return seen.filter(Q(uploader=user) | Q(report__in=handed_in))


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
    votes = Counter(seat.constituency.code for seat in voting)
    missing = frozenset(required) - set(votes)
    if missing:
        gaps.append(_("Civil society, the private sector and migrants must each hold a seat."))
    most, held = votes.most_common(1)[0] if votes else ("", 0)
    majority = most if len(voting) >= MAJORITY_COUNTS_FROM and held * 2 > len(voting) else ""
    if majority:
        gaps.append(_("No constituency may hold a majority of the voting seats."))
    deciders = {seat.user_id for seat in voting if Duty.DECIDE in DUTIES[SeatRole(seat.role)]}
    if len(deciders) < DECIDERS_NEEDED:
        gaps.append(_("Two people must be able to decide on reports."))
    return Constitution(
        tuple(gaps), missing, majority, held if majority else 0, len(voting), deciders=len(deciders)
    )


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


def decides_or_administers(user: User, *, on: date) -> bool:
    """Whether the person decides on reports of any committee, or is an administrator."""
    return user.is_staff or Seat.objects.held_on(on).filter(user=user, role__in=DECIDING).exists()


def lacking_second_factor(*, on: date) -> Q:
    """Of people: whether they decide or administer and have no second factor. To be asked beside other questions.

    An installation for trying things out, and no other, may spare the people of the demonstration it.
    """
    seats = Seat.objects.held_on(on).filter(user=OuterRef("pk"), role__in=DECIDING)
    codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    lacking = (Q(is_staff=True) | Exists(seats)) & ~Exists(codes)
    if not settings.SECOND_FACTOR:
        lacking &= ~Q(email__endswith=f"@{DEMONSTRATION_DOMAIN}")
    return lacking


def states_of(user: User, *, on: date) -> QuerySet[Place]:
    """The places the person speaks for on that day; nobody speaks for a place and sits on its committee."""
    if not user.is_active:
        return Place.objects.none()
    speaks = FocalPoint.objects.held_on(on).filter(user=user)
    sits = Seat.objects.held_on(on).filter(user=user)
    assessed = Place.objects.filter(kind__in=MAY_REPLY, pk__in=speaks.values("place"))
    return assessed.exclude(pk__in=sits.values("committee__place"))


def check_speaks_for_state(user: User, place: Place, *, on: date) -> None:
    """Refuse everyone who does not speak for the place."""
    if not states_of(user, on=on).filter(pk=place.pk).exists():
        raise Refused(_("You do not speak for this State."))


def may_redact(user: User) -> bool:
    """Whether the person may take personal data out of a reply: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.change_reply")


def disputes_seen_by(user: User, *, on: date) -> QuerySet[Dispute]:
    """The disputes that the person may open: those about reports of the committees where the person decides.

    A figure of a published series has no committee: an administrator decides on disputes about it.
    """
    if not user.is_active:
        return Dispute.objects.none()
    deciding = [role for role, carried in DUTIES.items() if Duty.DECIDE in carried]
    seats = Seat.objects.held_on(on).filter(user=user, role__in=deciding)
    theirs = Q(report__committee__in=seats.values("committee"))
    if user.is_staff and user.has_perm("tracker.change_dispute"):
        theirs |= Q(report__committee=None)
    return Dispute.objects.filter(theirs)


def may_decide_dispute(user: User, dispute: Dispute) -> bool:
    """Whether the disputed report is another person's."""
    return dispute.report.author_id != user.pk


def check_decides_dispute(user: User, dispute: Dispute, *, on: date) -> None:
    """Refuse who does not decide for that committee, and the author of the report."""
    if not disputes_seen_by(user, on=on).filter(pk=dispute.pk).exists():
        raise Refused(_("Your seat on this committee does not include this."))
    if not may_decide_dispute(user, dispute):
        raise Refused(_("You wrote this report: another member must decide on what is said against it."))


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


def check_constituted(found: Constitution) -> None:
    """Refuse a committee that is not constituted."""
    if not found.complete:
        raise Refused(_("This committee is not fully constituted, so it cannot publish yet."))


def may_invite(user: User, committee: Committee | None, *, on: date) -> bool:
    """Whether the person may invite others: an administrator with that permission, or a coordinator there."""
    if not user.is_active:
        return False
    if user.is_staff and user.has_perm("tracker.add_invitation"):
        return True
    seats = Seat.objects.held_on(on).filter(user=user, committee=committee, role=SeatRole.COORDINATOR)
    return committee is not None and seats.exists()


def check_invites(user: User, committee: Committee | None, *, on: date) -> None:
    """Refuse whoever may not invite people to this committee."""
    if not may_invite(user, committee, on=on):
        raise Refused(_("Only an administrator or a coordinator of this committee invites people to it."))


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


def may_freeze(user: User) -> bool:
    """Whether the person may close rounds and freeze editions: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.add_edition")


def check_freezes(user: User) -> None:
    """Refuse everyone but an administrator."""
    if not may_freeze(user):
        raise Refused(_("Only an administrator freezes an edition."))
