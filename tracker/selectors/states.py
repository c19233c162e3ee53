"""How each State stands on one commitment, by region and sub-region: two hundred States, one query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from tracker.enums import PlaceKind
from tracker.models import Commitment, Place
from tracker.models.places import name_of
from tracker.scoring import Mark
from tracker.selectors.standings import Standing


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A State's marks on the commitment, one for each horizon (None where it has no target there)."""

    code: str
    name: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, kw_only=True)
class SubregionRow:
    """The States of one sub-region, by name."""

    name: str
    states: tuple[StateRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """A region with its standings by horizon; the fictional States stand together under no region."""

    code: str
    name: str
    fictional: bool
    by_horizon: tuple[Standing | None, ...]
    subregions: tuple[SubregionRow, ...]


@dataclass(frozen=True)
class _Node:
    """A place as the query gives it, with its marks by years."""

    parent: int | None
    code: str
    kind: str
    name: str
    fictional: bool
    marks: dict[int, Mark]


Marks = Mapping[int, dict[int, Mark]]


def states_by_region(
    commitment: Commitment,
    years: Sequence[int],
    regions: dict[str, tuple[Standing | None, ...]],
    *,
    marks: Marks | None = None,
) -> tuple[RegionRow, ...]:
    """Every State by region, and each region's standings out of those given by its code. One query.

    `marks` by the State's id and the years stand in for those that are kept.
    """
    nodes = _nodes(commitment) if marks is None else _nodes_with(marks)
    groups: dict[tuple[bool, str, str], dict[str, list[StateRow]]] = {}
    for node in nodes.values():
        if node.kind == PlaceKind.COUNTRY:
            above = _above(node, nodes)
            region, subregion = (above[-1], above[0]) if above else (None, None)
            group = (node.fictional, region.name if region else "", region.code if region else "")
            row = StateRow(
                code=node.code, name=node.name, marks=tuple(node.marks.get(year) for year in years)
            )
            states = groups.setdefault(group, {})
            states.setdefault(subregion.name if subregion else "", []).append(row)
    return tuple(
        RegionRow(
            code=code,
            name=name,
            fictional=fictional,
            by_horizon=regions.get(code, ()),
            subregions=_subregions(states.items()),
        )
        for (fictional, name, code), states in sorted(groups.items())
    )


def _subregions(found: Iterable[tuple[str, list[StateRow]]]) -> tuple[SubregionRow, ...]:
    return tuple(
        SubregionRow(name=name, states=tuple(sorted(states, key=lambda state: state.name)))
        for name, states in sorted(found)
    )


def _above(node: _Node, nodes: dict[int, _Node]) -> list[_Node]:
    """The sub-region and the region a State is part of, or whichever of them there is."""
    found, parent = [], nodes.get(node.parent or 0)
    while parent and parent.kind != PlaceKind.WORLD:
        found.append(parent)
        parent = nodes.get(parent.parent or 0)
    return found


def _nodes_with(marks: Marks) -> dict[int, _Node]:
    """Every place above a local authority, with marks that are known already. One query."""
    rows = Place.objects.exclude(kind=PlaceKind.LOCAL)
    return {
        pk: _Node(parent, code, kind, name_of(names), fictional, marks.get(pk, {}))
        for pk, parent, code, kind, names, fictional in rows.values_list(
            "pk", "parent_id", "code", "kind", "names", "fictional"
        )
    }


def _nodes(commitment: Commitment) -> dict[int, _Node]:
    """Every place above a local authority, and of States the marks on the commitment. One query.

    Plain values, not models: a page with every State would otherwise spend most of its time on making them.
    """
    kept = FilteredRelation("scores", condition=Q(scores__commitment=commitment))
    rows = Place.objects.exclude(kind=PlaceKind.LOCAL).annotate(kept=kept)
    nodes: dict[int, _Node] = {}
    for pk, parent, code, kind, names, fictional, year, mark in rows.values_list(
        "pk", "parent_id", "code", "kind", "names", "fictional", "kept__horizon__years", "kept__mark"
    ):
        node = nodes.get(pk)
        if node is None:
            node = nodes[pk] = _Node(parent, code, kind, name_of(names), fictional, {})
        if year is not None:
            node.marks[year] = Mark(mark)
    return nodes
