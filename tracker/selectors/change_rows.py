"""A mark that became another, as pages, feeds and letters tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.enums import MARK_LABELS, STATUS_LABELS, ChangeReason, CommitmentStatus
from tracker.models import MarkChange
from tracker.scoring import Mark, Status
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.standings import address_of

NEEDED = ("place", "process", "commitment", "objective", "horizon", "report")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A mark in words, with what it is drawn as."""

    mark: Mark
    word: str | Promise


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One mark that became another. `code` and `years` name a commitment and its horizon.

    `address` is where the mark is explained, and `linked` whether it still is.
    """

    uuid: UUID
    on: date
    place: PlaceRef | None
    process: tuple[str, str] | None
    code: str
    years: int | None
    due_year: int | None
    title: str
    objective: int | None
    address: str
    of_target: bool
    linked: bool
    before: Shown | None
    after: Shown | None
    reason: ChangeReason
    report: UUID | None

    @property
    def holder(self) -> str:
        """Whose mark it is."""
        return self.place.name if self.place else self.process[1] if self.process else ""


def change_rows(found: Iterable[MarkChange]) -> tuple[ChangeRow, ...]:
    """Rows of the log as pages show them; they have `NEEDED` loaded."""
    return tuple(_row(one) for one in found)


def _row(one: MarkChange) -> ChangeRow:
    place, process, commitment = one.place, one.process, one.commitment
    title = commitment.title if commitment else one.objective.label if one.objective else ""
    return ChangeRow(
        uuid=one.uuid,
        on=one.on,
        place=PlaceRef(code=place.code, name=place.name, fictional=place.fictional) if place else None,
        process=(process.code, process.name) if process else None,
        code=commitment.code if commitment else "",
        years=one.horizon.years if one.horizon else None,
        due_year=one.horizon.due_on.year if one.horizon else None,
        title=title,
        objective=one.objective.number if one.objective else None,
        address=address_of(one.key),
        of_target=one.of_target,
        linked=bool(one.mark) and not (commitment and commitment.status == CommitmentStatus.RETIRED),
        before=_shown(one.mark_before, one.status_before),
        after=_shown(one.mark, one.status),
        reason=ChangeReason(one.reason),
        report=one.report.uuid if one.report else None,
    )


def _shown(mark: str, status: str) -> Shown | None:
    """The mark as a reader met it, under its status where it was that of one target."""
    if not mark:
        return None
    return Shown(mark=Mark(mark), word=STATUS_LABELS[Status(status)] if status else MARK_LABELS[Mark(mark)])


def about_of(row: ChangeRow) -> str:
    """What the mark is about, in words."""
    what = " ".join(filter(None, (row.code, row.title))) or _("everything together")
    return _("%(what)s, by %(year)s") % {"what": what, "year": row.due_year} if row.due_year else what


def explained_at(row: ChangeRow) -> str:
    """The page that explains the mark; where there is no mark any more, that of its holder."""
    if row.process:
        name = "public:process_why" if row.linked else "public:process"
        return reverse(name, args=[row.process[0], row.address] if row.linked else [row.process[0]])
    if row.place is None:
        return reverse("public:home")
    if not row.linked:
        return reverse("public:place", args=[row.place.code])
    if row.of_target:
        return reverse("public:target", args=[row.place.code, row.code, row.years])
    return reverse("public:place_why", args=[row.place.code, row.address])
