"""What stands in the slots of an address: objects of both committees, in every state, and one that is not there.

A new address with slots is one line in `SLOTS`: the start of its route, and the function that lists what to ask for.
The longest start that fits is taken. A form that needs more than nothing to be worth sending is one line in `BODIES`.
"""

import re
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType

from tests.permissions.world import STATES
from tests.workspace.typed import typed
from tracker.admin import desk
from tracker.models import Edition, PlaceTarget

MISSING = UUID("00000000-0000-4000-8000-000000000000")
NOBODY = "nowhere-1"


@dataclass(frozen=True)
class Thing:
    """What stands in the slots, under a label of table.txt; and the same with something missing in its place."""

    label: str
    slots: dict
    twins: tuple = field(default=())


def things_for(route, world):
    """What to ask an address for."""
    starts = [start for start in SLOTS if route.startswith(start)]
    if "<" not in route:
        return [Thing("-", {})]
    if not starts:
        raise LookupError(f"{route}: say in tests/permissions/objects.py what stands in its slots")
    return SLOTS[max(starts, key=len)](route, world)


def body_for(route):
    """What a form sends there."""
    return BODIES.get(route, dict)()


def filled(route, slots):
    """The address."""
    if route.endswith("(?P<url>.*)$"):
        return "/" + route.removesuffix("(?P<url>.*)$") + "nothing/here/"
    route = route.replace("^(?P<app_label>tracker)/$", "tracker/")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(slots[found[1]]), route)


def reports(route, world):
    """Reports of both committees in every state."""
    labels = [(letter, state) for letter in "AB" for state in STATES]
    twin = ({"uuid": MISSING},)
    found = [Thing(f"{one[0]} {one[1]}", {"uuid": world.reports[one].uuid}, twin) for one in labels]
    return [*found, Thing("missing", *twin)]


def committees(route, world):
    twin = ({"slug": NOBODY},)
    slugs = {"A": world.cast.committee.slug, "B": world.cast.other_committee.slug}
    return [*(Thing(name, {"slug": slug}, twin) for name, slug in slugs.items()), Thing("missing", *twin)]


def committees_targets(route, world):
    """Each committee with each one's target."""
    slugs = {"A": world.cast.committee.slug, "B": world.cast.other_committee.slug}
    targets = {"A": world.cast.place_target.uuid}
    targets["B"] = PlaceTarget.objects.get(place=world.cast.borduria).uuid
    found = []
    for name, slug in slugs.items():
        for whose, uuid in targets.items():
            slots = {"slug": slug, "place_target": uuid}
            twins = ({**slots, "slug": NOBODY}, {**slots, "place_target": MISSING})
            found.append(Thing(f"{name} with target of {whose}", slots, twins))
    return [*found, Thing("missing", {"slug": NOBODY, "place_target": MISSING})]


def rows_of_the_desk(route, world):
    """The first row of the noun, and one that is not there."""
    noun = route.split("/")[2]
    (model,) = (one for one in desk._registry if one._meta.model_name == noun)
    shown = desk.get_model_admin(model)
    row = shown.get_queryset(_request_by(world.user("administrator"))).first()
    key = "id" if "<id>" in route else "object_id"
    twin = ({key: 10**12},)
    return [Thing("one", {key: row.pk}, twin), Thing("missing", *twin)]


def _request_by(user):
    return type("Request", (), {"user": user, "method": "GET"})()


def rows_on_site(route, world):
    kind = ContentType.objects.get_for_model(world.cast.arcadia)
    return [Thing("one", {"content_type_id": kind.pk, "object_id": world.cast.arcadia.pk})]


def codes(**known):
    """Objects that are for everybody, by their codes, and one that is not there."""

    def found(route, world):
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        edition = {"slug": Edition.objects.get().slug} if route.startswith("editions/") else {}
        slots = {name: {**known, **edition}[name] for name in names}
        first = names[0]
        missing = {**slots, first: 99 if isinstance(slots[first], int) else NOBODY}
        return [Thing("one", slots), Thing("missing", missing)]

    return found


SLOTS = {
    "objectives/": codes(number=10),
    "commitments/": codes(code="GCM10-9"),
    "places/": codes(code="arcadia", place="arcadia", commitment="GCM10-9", years=5, address="all"),
    "processes/": codes(code="talks", process="talks", address="all"),
    "editions/": codes(code="arcadia"),
    "editions/<slug:slug>/processes/": codes(code="talks"),
    "editions/<slug:slug>/commitments/": codes(code="GCM10-9"),
    "reports/": reports,
    "committees/": committees,
    "work/committees/": committees,
    "work/committees/<slug:slug>/targets/": committees_targets,
    "work/reports/": reports,
    "desk/tracker/": rows_of_the_desk,
    "desk/r/": rows_on_site,
    # Two that take whatever is there.
    "desk/^": lambda route, world: [Thing("-", {})],
    "desk/(": lambda route, world: [Thing("-", {})],
}
BODIES = {
    "work/committees/<slug:slug>/targets/<uuid:place_target>/": typed,
    "work/reports/<uuid:uuid>/": lambda: typed(version="1"),
    "work/reports/<uuid:uuid>/send-back/": lambda: {"reason": "Name the page."},
}
