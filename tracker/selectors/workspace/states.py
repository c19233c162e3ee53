"""What somebody who speaks for a State finds at work: the published reports about it, and its own replies."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from tracker.enums import ReportOrigin
from tracker.models import EvidenceFile, PlaceTarget, ProgressReport, Reply, User
from tracker.models.drafts import Typed
from tracker.models.files import Holder
from tracker.permissions import reply_drafts_by, states_of
from tracker.selectors.facts import versions_in_force
from tracker.selectors.files import PublicFile, name_in_reply
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.replies import StateSide, closes_on, replies_in, state_side, with_replies
from tracker.selectors.reports import ReportPage, report_page
from tracker.selectors.workspace.files import MemberFile, member_files

# The list goes back so far; what is older can be found on the public pages.
MOST_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class AboutState:
    """A published report about a State, and how far the State's side of it has come."""

    title: str
    commitment_code: str
    years: int
    unit: str
    milestones: tuple[tuple[str, str], ...]
    reading: ReadingRow
    side: StateSide | None


@dataclass(frozen=True, kw_only=True)
class StatePage:
    """What is published about a State: what it may still reply to comes first."""

    place: PlaceRef
    open: tuple[AboutState, ...]
    others: tuple[AboutState, ...]


@dataclass(frozen=True, kw_only=True)
class ReplyPage:
    """Exactly what the public sees of a report, and beside it the reply that stands and whether one may be given.

    `typed` is what the person kept of the next one, if anything, and `files` hang on that.
    """

    report: ReportPage
    standing: UUID | None
    text: str
    links: tuple[dict[str, str], ...]
    standing_files: tuple[PublicFile, ...]
    typed: Typed | None
    files: tuple[MemberFile, ...]
    open_until: date | None


def states(user: User, *, today: date) -> tuple[PlaceRef, ...]:
    """The places the person speaks for. One query."""
    return tuple(place_ref(place) for place in states_of(user, on=today).order_by("code"))


def state_page(user: User, code: str, *, today: date) -> StatePage | None:
    """The published reports about one of the person's places, the latest first. Five queries, however many."""
    place = states_of(user, on=today).filter(code=code).first()
    if place is None:
        return None
    public = ProgressReport.objects.once_public().filter(
        place_target__place=place, origin=ReportOrigin.COMMITTEE
    )
    loaded = (
        with_replies(public)
        .select_related(
            "committee", "source", "place_target__target__commitment", "place_target__target__horizon"
        )
        .prefetch_related("evidence")
    )
    reports = list(loaded.order_by("-published_at", "-id")[:MOST_LISTED])
    versions = versions_in_force({one.place_target.target for one in reports}, as_of=today)
    rows = []
    for one in reports:
        version = versions.get(one.place_target.target_id)
        rows.append(
            AboutState(
                title=version.title if version else one.place_target.target.commitment.title,
                commitment_code=one.place_target.target.commitment.code,
                years=one.place_target.target.horizon.years,
                unit=version.unit if version else "",
                milestones=_steps(version.milestones) if version else (),
                reading=reading_row(one),
                side=state_side(one, place, replies_in(one), on=today),
            )
        )
    may = [row for row in rows if row.side and row.side.may_reply_until]
    return StatePage(
        place=place_ref(place), open=tuple(may), others=tuple(row for row in rows if row not in may)
    )


def reply_page(user: User, code: str, uuid: UUID, *, today: date) -> ReplyPage | None:
    """One published report about one of the person's places, as everybody sees it."""
    place = states_of(user, on=today).filter(code=code).first()
    found = report_page(uuid) if place else None
    if place is None or found is None or found.place.code != place.code or found.state is None:
        return None
    standing = Reply.objects.filter(report__uuid=uuid, ended_at=None).first()
    draft = reply_drafts_by(user, on=today).filter(report__uuid=uuid).first()
    closes = closes_on(found.reading.published_on)
    is_open = found.replaced_on is None and today <= closes
    number = len(found.state.earlier) + bool(found.state.standing) + 1
    named = partial(_name, uuid, number)
    return ReplyPage(
        report=found,
        standing=standing.uuid if standing else None,
        text=standing.text if standing else "",
        links=tuple(standing.links) if standing else (),
        standing_files=found.state.standing.files if found.state.standing else (),
        typed=draft.typed or None if draft else None,
        files=member_files(EvidenceFile.objects.of(Holder(reply=draft.uuid)), named) if draft else (),
        open_until=closes if is_open else None,
    )


def _name(report: UUID, reply: int, file: EvidenceFile) -> str:
    return name_in_reply(report, reply, number=file.number, kind=file.kind)


def reply_of(user: User, code: str, uuid: UUID, *, today: date) -> Reply | None:
    """The reply that stands to a report about one of the person's places."""
    places = states_of(user, on=today).filter(code=code)
    about = PlaceTarget.objects.filter(place__in=places)
    found = Reply.objects.filter(report__uuid=uuid, report__place_target__in=about, ended_at=None)
    return found.select_related("report").first()


def report_to_reply(user: User, code: str, uuid: UUID, *, today: date) -> ProgressReport | None:
    """The report itself, for the act."""
    about = PlaceTarget.objects.filter(place__in=states_of(user, on=today).filter(code=code))
    return ProgressReport.objects.once_public().filter(uuid=uuid, place_target__in=about).first()


def _steps(milestones: list[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((step["code"], step["title"]) for step in milestones)
