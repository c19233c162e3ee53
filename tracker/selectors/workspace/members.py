"""Who sits on a committee, for those who seat them: the seats by constituency, and whether they make a committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from tracker.enums import Duty, SeatRole
from tracker.models import Committee, Constituency, Invitation, Round, Seat, User
from tracker.permissions import DUTIES, Constitution, constitution
from tracker.selectors.place_refs import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """A seat as coordinators see it, with its term; `mine` where the reader holds it."""

    pk: int
    person: str
    constituency: str
    organisation: str
    role: SeatRole
    starts_on: date
    ends_on: date | None
    can_sign_in: bool
    mine: bool


@dataclass(frozen=True, kw_only=True)
class OpenRound:
    """A round whose work can be shared out."""

    slug: str
    name: str
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation that nobody has used yet; `over` where its time has passed."""

    uuid: UUID
    address: str
    role: SeatRole
    constituency: str
    until: datetime
    over: bool


@dataclass(frozen=True, kw_only=True)
class MembersPage:
    """The seats of a committee: held today by constituency, those to come, those that are over.

    `vacant` are the required constituencies that hold no seat today; `names` are all constituencies by code.
    """

    slug: str
    name: str
    place: PlaceRef
    constitution: Constitution
    held: tuple[tuple[str, tuple[SeatRow, ...]], ...]
    rounds: tuple[OpenRound, ...]
    invited: tuple[Invited, ...]
    coming: tuple[SeatRow, ...]
    over: tuple[SeatRow, ...]
    names: dict[str, str]
    coordinators: int

    @property
    def vacant(self) -> tuple[str, ...]:
        """The required constituencies without a voting seat, by name."""
        return tuple(sorted(self.names[code] for code in self.constitution.missing))

    @property
    def majority(self) -> str:
        """The constituency that holds a majority, by name; usually none."""
        return self.names.get(self.constitution.majority, "")


def members_page(committee: Committee, reader: User, *, today: date) -> MembersPage:
    """Every seat of a committee there ever was, who is invited, and the rounds. Four queries; needs its place."""
    seats = list(
        Seat.objects.filter(committee=committee)
        .select_related("user", "constituency", "organisation")
        .order_by("constituency__code", "starts_on", "pk")
    )
    constituencies = list(Constituency.objects.all())
    held = [seat for seat in seats if seat.starts_on <= today and not _is_over(seat, today)]
    rows: dict[str, list[SeatRow]] = {}
    for seat in held:
        rows.setdefault(seat.constituency.name, []).append(_row(seat, reader))
    required = [one.code for one in constituencies if one.required]
    return MembersPage(
        slug=committee.slug,
        name=committee.name,
        place=place_ref(committee.place),
        constitution=constitution(held, required),
        held=tuple((name, tuple(found)) for name, found in sorted(rows.items())),
        rounds=tuple(
            OpenRound(slug=one.slug, name=one.name, closes_on=one.closes_on)
            for one in Round.objects.filter(closed_at=None)
        ),
        invited=_invited(committee),
        coming=tuple(_row(seat, reader) for seat in seats if seat.starts_on > today),
        over=tuple(_row(seat, reader) for seat in seats if _is_over(seat, today)),
        names={one.code: one.name for one in constituencies},
        coordinators=_coordinators(held),
    )


def constituency_choices() -> list[tuple[str, str]]:
    """The constituencies a seat can be held for: those that a committee must have first. One query."""
    found = sorted(Constituency.objects.all(), key=lambda one: (not one.required, one.name))
    return [(one.code, one.name) for one in found]


def constituency_of(code: str) -> Constituency:
    """The constituency with this code, which the form let through."""
    return Constituency.objects.get(code=code)


def _invited(committee: Committee) -> tuple[Invited, ...]:
    """The invitations to the committee that are neither used nor taken back, the latest first. One query."""
    waiting = Invitation.objects.filter(committee=committee, used_at=None, withdrawn_at=None)
    now = timezone.now()
    return tuple(
        Invited(
            uuid=one.uuid,
            address=one.address,
            role=SeatRole(one.role),
            constituency=one.constituency.name if one.constituency else "",
            until=one.expires_at,
            over=one.expires_at <= now,
        )
        for one in waiting.select_related("constituency")
    )


def _row(seat: Seat, reader: User) -> SeatRow:
    return SeatRow(
        pk=seat.pk,
        person=str(seat.user),
        constituency=seat.constituency.name,
        organisation=seat.organisation.name if seat.organisation else "",
        role=SeatRole(seat.role),
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        can_sign_in=seat.user.is_active,
        mine=seat.user_id == reader.pk,
    )


def _is_over(seat: Seat, today: date) -> bool:
    return seat.ends_on is not None and seat.ends_on <= today


def _coordinators(held: Sequence[Seat]) -> int:
    return len(
        {
            seat.user_id
            for seat in held
            if Duty.COORDINATE in DUTIES[SeatRole(seat.role)] and seat.user.is_active
        }
    )
