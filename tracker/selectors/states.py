"""How each State stands on one commitment, by region and sub-region: two hundred States, one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.enums import PlaceKind
from tracker.models import Place
from tracker.models.places import name_of
from tracker.selectors.standings import Told

ByHorizon = tuple[Told | None, ...]


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A State's standings on the commitment, one for each horizon (None where it has no target there)."""

    code: str
    name: str
    by_horizon: ByHorizon


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
    by_horizon: ByHorizon
    subregions: tuple[SubregionRow, ...]


@dataclass(frozen=True)
class _Node:
    """A place as the query gives it."""

    pk: int
    parent: int | None
    code: str
    kind: str
    name: str
    fictional: bool


def states_by_region(found: Mapping[int, ByHorizon], *, nothing: ByHorizon) -> tuple[RegionRow, ...]:
    """Every State by region with its standings, found by the id of the place, or else with `nothing`. One query."""
    nodes = _nodes()
    ids = {node.code: node.pk for node in nodes.values()}
    groups: dict[tuple[bool, str, str], dict[str, list[StateRow]]] = {}
    for node in nodes.values():
        if node.kind == PlaceKind.COUNTRY:
            above = _above(node, nodes)
            region, subregion = (above[-1], above[0]) if above else (None, None)
            group = (node.fictional, region.name if region else "", region.code if region else "")
            row = StateRow(code=node.code, name=node.name, by_horizon=found.get(node.pk, nothing))
            states = groups.setdefault(group, {})
            states.setdefault(subregion.name if subregion else "", []).append(row)
    return tuple(
        RegionRow(
            code=code,
            name=name,
            fictional=fictional,
            by_horizon=found.get(ids.get(code, 0), ()),
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


def _nodes() -> dict[int, _Node]:
    """Every place above a local authority. One query.

    Plain values, not models: a page with every State would otherwise spend most of its time on making them.
    """
    rows = Place.objects.exclude(kind=PlaceKind.LOCAL).values_list(
        "pk", "parent_id", "code", "kind", "names", "fictional"
    )
    return {
        pk: _Node(pk, parent, code, kind, name_of(names), fictional)
        for pk, parent, code, kind, names, fictional in rows
    }
