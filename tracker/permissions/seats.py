"""Who sits where, what a seat carries, and whether a committee is made up so that it may publish."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.enums import Duty, SeatRole
from tracker.models import (
    Committee,
    Invitation,
    Seat,
    User,
)
from tracker.models.people import DEMONSTRATION_DOMAIN
from tracker.permissions.refusal import Refused

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


def check_votes(user: User, committee: Committee, *, on: date) -> None:
    """Refuse whoever has no vote on the committee."""
    if not duties(user, committee, on=on):
        raise Refused(_("Your seat on this committee does not include this."))


def check_seated(roles: Iterable[SeatRole], duty: Duty) -> None:
    """Refuse whoever holds seats in these roles alone, where none of them carries the duty."""
    if not any(duty in DUTIES[role] for role in roles):
        raise Refused(_("Your seat on this committee does not include this."))


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


def administers_everything(user: User) -> bool:
    """Whether the person may do everything at the desk, and so lets others in and keeps them out."""
    return bool(user.is_active and user.is_superuser)


def check_lets_in(user: User) -> None:
    """Refuse whoever may not decide who has an account, and who administers."""
    if not administers_everything(user):
        raise Refused(
            _("Only an administrator who may do everything here lets people in and keeps them out.")
        )


def check_invites(user: User, committee: Committee | None, *, on: date) -> None:
    """Refuse whoever may not invite people to this committee."""
    if not may_invite(user, committee, on=on):
        raise Refused(_("Only an administrator or a coordinator of this committee invites people to it."))
