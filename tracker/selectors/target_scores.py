"""How one place stands on its targets of one commitment, each score with what its page must know beside it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from tracker.models import Commitment, CommitmentVersion, Committee, Place, PlaceTarget, ProgressReport, Score
from tracker.selectors.credits import OF_A_CREDIT
from tracker.selectors.replies import with_replies
from tracker.selectors.said import put_on
from tracker.selectors.scores_at import Found, as_kept, on_one

OF_A_COMMITTEE = ["slug", "name", "label", "credit"]


def scores_here(place_code: str, commitment_code: str, *, as_of: date | None) -> list[Found]:
    """A place's scores on a commitment, by horizon and over all, kept or of a past date. Of today one query.

    Those of a target that the place has itself have a `place_target`; the others are rolled up.
    """
    if as_of:
        return scores_on(place_code, commitment_code, as_of=as_of)
    return scores_kept(place_code, commitment_code)


def scores_kept(place_code: str, commitment_code: str) -> list[Found]:
    """The scores of the commitment in the place, each target's with the committee that leads there. One query."""
    leading = Committee.objects.filter(place=OuterRef("place"), leads=True)
    then = CommitmentVersion.objects.filter(
        commitment=OuterRef("commitment"), in_force_from__lte=OuterRef("as_of")
    )
    rows = Score.objects.filter(place__code=place_code, commitment__code=commitment_code).select_related(
        "horizon",
        "place__parent",
        "commitment__objective",
        "place_target__place__parent",
        "place_target__target__horizon",
        "place_target__target__commitment__objective",
        "place_target__target__commitment__indicator",
    )
    found = as_kept(
        rows.annotate(
            **{f"leading_{name}": Subquery(leading.values(name)[:1]) for name in OF_A_COMMITTEE},
            verifiable=Subquery(then.order_by("-number").values("verifiable")[:1]),
        )
    )
    for score in found:
        score.row.leading = _leading(score.row)
    return sorted(found, key=_by_date)


def _leading(row: Any) -> Committee | None:
    """The committee that leads in the place of a row, as far as its credit asks for it."""
    known = {name: getattr(row, f"leading_{name}") for name in OF_A_COMMITTEE}
    return Committee(**known, place=row.place) if known["slug"] else None


def scores_on(place_code: str, commitment_code: str, *, as_of: date) -> list[Found]:
    """The same for a past date, without who leads there now."""
    place = Place.objects.select_related("parent").filter(code=place_code).first()
    commitment = Commitment.objects.filter(code=commitment_code).first()
    if place is None or commitment is None:
        return []
    targets = PlaceTarget.objects.filter(place=place, target__commitment=commitment)
    about = targets.select_related("place", "target__horizon", "target__commitment__objective")
    found = {one.pk: one for one in about}
    scores = on_one(commitment, [place], as_of=as_of)
    for row in (score.row for score in scores):
        if row.place_target_id is not None:
            row.place_target = found[row.place_target_id]
            put_on(row.place_target.target.commitment, row.commitment)
        row.verifiable, row.leading = None, None
    return sorted(scores, key=_by_date)


def _by_date(score: Found) -> tuple[date, int]:
    """The nearest horizon first, and before it what is over all."""
    horizon = score.row.horizon
    return (horizon.due_on, horizon.years) if horizon else (date.min, 0)


def reports_about(place_targets: Iterable[PlaceTarget], *, as_of: date | None) -> Iterable[ProgressReport]:
    """All that was ever published about these targets, or by the end of a day, in the order of what it is about."""
    reports = ProgressReport.objects.filter(place_target__in=place_targets)
    loaded = reports.select_related(OF_A_CREDIT, "source")
    public = loaded.published_by(as_of) if as_of else loaded.once_public().prefetch_related("evidence")
    return with_replies(public.order_by("reference_on", "id"))


def grouped(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by what they belong to."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found
