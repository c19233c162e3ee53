"""Changes as JSON, so that they can wait for a second administrator; and back again, of what is there by then."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.actions.changes.kinds import (
    Change,
    FirstCommitment,
    FirstTarget,
    PlaceChange,
    SayingChange,
    TargetChange,
)
from tracker.actions.commitments import Saying
from tracker.actions.targets import Local
from tracker.actions.wordings import Wording, columns_of
from tracker.enums import CommitmentStatus, Origin
from tracker.models import Commitment, Horizon, Indicator, Place, Source, Target
from tracker.scoring import Better, ChangeIn, Kind, Path

Packed = dict[str, Any]


def packed(changes: Sequence[Change]) -> list[Packed]:
    """The changes, to be kept. A commitment that is new changes no mark, and waits for nobody: ValueError."""
    return [_packed(one) for one in changes]


def unpacked(kept: Sequence[Packed]) -> list[Change]:
    """The changes that were kept. A fixed number of queries."""
    known = _Known(kept)
    return [known.change(one) for one in kept]


def _packed(change: Change) -> Packed:
    match change:
        case TargetChange():
            about: Packed = {"target": change.target.pk, "after": change.after, "change_in": change.change_in}
            return {**about, "wording": _plain(columns_of(change.wording))}
        case FirstTarget():
            horizon, change_in = change.horizon.pk, change.change_in
            about = {"commitment": change.commitment.pk, "horizon": horizon, "change_in": change_in}
            return {**about, "wording": _plain(columns_of(change.wording))}
        case PlaceChange():
            about = {"target": change.target.pk, "place": change.place.pk, "after": change.after}
            source = change.local.source
            return {**about, "local": _plain({**vars(change.local), "source": source.pk if source else None})}
        case SayingChange():
            about = {"commitment": change.commitment.pk, "after": change.after}
            indicator = change.saying.indicator
            values = {**vars(change.saying), "indicator": indicator.pk if indicator else None}
            return {**about, "saying": _plain(values)}
        case FirstCommitment():
            raise ValueError("a commitment that is new changes no mark")


def _plain(values: dict[str, Any]) -> Packed:
    return {name: _as_text(value) for name, value in values.items()}


def _as_text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


class _Known:
    """What packed changes are about, read at once."""

    def __init__(self, kept: Sequence[Packed]) -> None:
        targets = Target.objects.select_related("commitment", "horizon")
        self.targets = targets.in_bulk({one["target"] for one in kept if "target" in one})
        commitments = {one["commitment"] for one in kept if "commitment" in one}
        about = Commitment.objects.select_related("objective", "indicator")
        self.commitments = about.in_bulk(commitments)
        indicators = {one["saying"].get("indicator") for one in kept if "saying" in one}
        self.indicators = Indicator.objects.in_bulk(indicators - {None})
        self.horizons = Horizon.objects.in_bulk({one["horizon"] for one in kept if "horizon" in one})
        self.places = Place.objects.in_bulk({one["place"] for one in kept if "place" in one})
        sources = {one["local"]["source"] for one in kept if "local" in one}
        self.sources = Source.objects.in_bulk(sources - {None})

    def change(self, one: Packed) -> Change:
        """One of them."""
        if "saying" in one:
            commitment = self.commitments[one["commitment"]]
            saying = self._saying(one["saying"], of=commitment)
            return SayingChange(commitment=commitment, saying=saying, after=one["after"])
        if "local" in one:
            return PlaceChange(
                target=self.targets[one["target"]],
                place=self.places[one["place"]],
                local=self._local(one["local"]),
                after=one["after"],
            )
        wording, change_in = _wording(one["wording"]), one["change_in"] and ChangeIn(one["change_in"])
        if "horizon" in one:
            commitment, horizon = self.commitments[one["commitment"]], self.horizons[one["horizon"]]
            return FirstTarget(commitment=commitment, horizon=horizon, wording=wording, change_in=change_in)
        return TargetChange(
            target=self.targets[one["target"]], wording=wording, change_in=change_in, after=one["after"]
        )

    def _saying(self, kept: Packed, *, of: Commitment) -> Saying:
        """What was asked for before an indicator could change leaves the one that is there."""
        indicator = self._indicator(kept["indicator"]) if "indicator" in kept else of.indicator
        return Saying(**{**kept, "status": CommitmentStatus(kept["status"]), "indicator": indicator})

    def _indicator(self, pk: int | None) -> Indicator | None:
        return None if pk is None else self.indicators[pk]

    def _local(self, kept: Packed) -> Local:
        numbers = {name: _number(kept[name]) for name in ("baseline", "goal")}
        source = None if kept["source"] is None else self.sources[kept["source"]]
        return Local(**{**kept, **numbers, "baseline_on": _day(kept["baseline_on"]), "source": source})


def _wording(kept: Packed) -> Wording:
    numbers = {name: _number(kept[name]) for name in ("goal", "change", "tolerance")}
    words = {
        "kind": Kind(kept["kind"]),
        "better": Better(kept["better"]) if kept["better"] else None,
        "path": Path(kept["path"]),
        "origin": Origin(kept["origin"]),
        "steps": tuple(kept["steps"]),
        "milestones": tuple(kept["milestones"]),
        "due_on": date.fromisoformat(kept["due_on"]),
    }
    return Wording(**{**kept, **numbers, **words})


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
