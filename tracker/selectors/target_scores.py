"""How one place stands on its targets of one commitment, each score with what its page must know beside it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from tracker.models import CommitmentVersion, Committee, PlaceTarget, Score
from tracker.selectors.said import put_on
from tracker.selectors.scores_at import Found, as_kept, on_one

OF_A_COMMITTEE = ["slug", "name", "label", "credit"]


def scores_kept(place_code: str, commitment_code: str) -> list[Found]:
    """The scores of the commitment's targets in the place, each with the committee that leads there. One query."""
    leading = Committee.objects.filter(place=OuterRef("place"), leads=True)
    then = CommitmentVersion.objects.filter(
        commitment=OuterRef("commitment"), in_force_from__lte=OuterRef("as_of")
    )
    rows = Score.objects.filter(
        place__code=place_code, commitment__code=commitment_code, place_target__isnull=False
    ).select_related(
        "horizon",
        "place_target__place__parent",
        "place_target__target__horizon",
        "place_target__target__commitment__objective",
        "place_target__target__commitment__indicator",
    )
    found = as_kept(
        rows.order_by("horizon__years").annotate(
            **{f"leading_{name}": Subquery(leading.values(name)[:1]) for name in OF_A_COMMITTEE},
            verifiable=Subquery(then.order_by("-number").values("verifiable")[:1]),
        )
    )
    for score in found:
        score.row.leading = _leading(score.row)
    return found


def _leading(row: Any) -> Committee | None:
    """The committee that leads in the place of a row, as far as its credit asks for it."""
    known = {name: getattr(row, f"leading_{name}") for name in OF_A_COMMITTEE}
    return Committee(**known, place=row.place_target.place) if known["slug"] else None


def scores_on(place_code: str, commitment_code: str, *, as_of: date) -> list[Found]:
    """The same for a past date, without who leads there now."""
    targets = PlaceTarget.objects.filter(place__code=place_code, target__commitment__code=commitment_code)
    about = targets.select_related(
        "place", "target__horizon", "target__commitment__objective", "target__commitment__indicator"
    )
    found = {one.pk: one for one in about}
    if not found:
        return []
    one = next(iter(found.values()))
    scores = [
        score
        for score in on_one(one.target.commitment, [one.place], as_of=as_of)
        if score.row.place_target_id is not None
    ]
    for row in (score.row for score in scores):
        row.place_target = found[row.place_target_id]
        put_on(row.place_target.target.commitment, row.commitment)
        row.verifiable, row.leading = None, None
    return sorted(scores, key=lambda score: score.row.horizon.years)
