"""What stands in the slots of an address: objects of both committees, in every state, and one that is not there.

A new address with slots is one line in `SLOTS`: the start of its route, and the function that lists what to ask for.
The longest start that fits is taken. A form that needs more than nothing to be worth sending is one line in `BODIES`.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.contrib.contenttypes.models import ContentType

from tests import practices as proposals
from tests.permissions.world import STATES
from tests.workspace.typed import typed
from tracker.admin import desk
from tracker.models import Edition, PlaceTarget
from tracker.workspace.topics import Topic, topic_of

MISSING = UUID("00000000-0000-4000-8000-000000000000")
NOBODY = "nowhere-1"
STATES_OF = {"X": "arcadia", "Y": "borduria"}


@dataclass(frozen=True)
class Thing:
    """What stands in the slots, under a label of table.txt; and the same with something missing in its place."""

    label: str
    slots: dict
    twins: tuple = field(default=())


# The files of a page are asked for as the page is, in one form that stands for all four.
FILES, FORM = "data.<form:form>", "csv"


def things_for(route, world):
    """What to ask an address for."""
    if route.endswith(FILES):
        return [_file_of(thing) for thing in things_for(route.removesuffix(FILES), world)]
    starts = [start for start in SLOTS if route.startswith(start)]
    if "<" not in route:
        return [Thing("-", {})]
    if not starts:
        raise LookupError(f"{route}: say in tests/permissions/objects.py what stands in its slots")
    return SLOTS[max(starts, key=len)](route, world)


def _file_of(page):
    return Thing(page.label, {**page.slots, "form": FORM}, tuple({**one, "form": FORM} for one in page.twins))


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


def tables(route, world):
    """What is stored of one kind, and a kind that is none."""
    at = {"kind": "baselines", "what": "export", "form": FORM}
    twins = ({**at, "kind": NOBODY}, {**at, "what": "all"})
    return [Thing("one", at, twins), Thing("missing", twins[0])]


def imports(route, world):
    """A table that was brought in, and one that was not."""
    at, missing = ({"uuid": uuid, "form": FORM} for uuid in (world.slots["import"], MISSING))
    return [Thing("one", at, (missing,)), Thing("missing", missing)]


def rows_on_site(route, world):
    kind = ContentType.objects.get_for_model(world.cast.arcadia)
    return [Thing("one", {"content_type_id": kind.pk, "object_id": world.cast.arcadia.pk})]


def files(route, world):
    """The one file of each report, and another number."""
    found = reports(route, world)
    slots = [{**one.slots, "number": 1} for one in found]
    missing = Thing("no such file", {**found[0].slots, "number": 2})
    return [
        *(
            Thing(one.label, at, ({**at, "uuid": MISSING}, {**at, "number": 2}))
            for one, at in zip(found[:-1], slots[:-1], strict=True)
        ),
        missing,
        Thing("missing", slots[-1]),
    ]


def replies_files(route, world):
    """The file of the one reply to each published report, another number of either, and a reply that is prepared."""
    found = []
    for one in reports(route, world)[:-1]:
        at = {**one.slots, "reply": 1, "number": 1}
        twins = ({**at, "uuid": MISSING}, {**at, "reply": 9}, {**at, "number": 9})
        found.append(Thing(one.label, at, twins))
    at = {"uuid": world.reports["A", "published"].uuid, "reply": 1, "number": 1}
    return [
        *found,
        Thing("A prepared", {**at, "reply": 2}),
        Thing("no such file", {**at, "number": 2}),
        Thing("missing", {**at, "uuid": MISSING}),
    ]


def states_files(route, world):
    """The one file of the reply that each State prepares to its published report, and another number."""
    found = states_reports(route, world)
    slots = [{**one.slots, "number": 1} for one in found]
    labelled = [
        Thing(one.label, at, ({**at, "code": NOBODY}, {**at, "uuid": MISSING}, {**at, "number": 2}))
        for one, at in zip(found[:-1], slots[:-1], strict=True)
    ]
    prepared = next(at for one, at in zip(found, slots, strict=True) if one.label == "A published")
    return [*labelled, Thing("no such file", {**prepared, "number": 2}), Thing("missing", slots[-1])]


def practices(route, world):
    """Good practices of both committees in every state."""
    twin = ({"uuid": MISSING},)
    found = [
        Thing(f"{one[0]} {one[1]}", {"uuid": practice.uuid}, twin)
        for one, practice in world.practices.items()
    ]
    return [*found, Thing("missing", *twin)]


def disputes(route, world):
    """Disputes about reports of both committees, one that waits and one that was taken up."""
    twin = ({"uuid": MISSING},)
    labels = [(letter, state) for letter in "AB" for state in ("raised", "taken up")]
    found = [Thing(f"{one[0]} {one[1]}", {"uuid": world.slots["dispute", *one]}, twin) for one in labels]
    return [*found, Thing("missing", *twin)]


def unlock_requests(route, world):
    twin = ({"uuid": MISSING},)
    found = [Thing(letter, {"uuid": world.slots["unlock", letter]}, twin) for letter in "AB"]
    return [*found, Thing("missing", *twin)]


def states(route, world):
    """Two States, and a place for which nobody replies."""
    twin = ({"code": NOBODY},)
    found = [Thing(name, {"code": code}, twin) for name, code in STATES_OF.items()]
    return [*found, Thing("missing", *twin)]


def states_reports(route, world):
    """Each State with its reports in every state, and with a report about the other."""
    labels = [(letter, state) for letter in "AB" for state in STATES]
    found = [
        _state_report(STATES_OF["XY"["AB".index(one[0])]], f"{one[0]} {one[1]}", world.reports[one])
        for one in labels
    ]
    other = _state_report(STATES_OF["X"], "X with report of B", world.reports["B", "published"])
    return [*found, other, Thing("missing", {"code": NOBODY, "uuid": MISSING})]


def _state_report(code, label, report):
    slots = {"code": code, "uuid": report.uuid}
    return Thing(label, slots, ({**slots, "code": NOBODY}, {**slots, "uuid": MISSING}))


def of_committees(name, made, missing):
    """Something of each committee at the address of each, by the name of its slot."""

    def found(route, world):
        things = []
        for letter, slug in _slugs(world).items():
            for whose in "AB":
                slots = {"slug": slug, name: made(world, whose)}
                twins = ({**slots, "slug": NOBODY}, {**slots, name: missing})
                things.append(Thing(f"{letter} with one of {whose}", slots, twins))
        return [*things, Thing("missing", {"slug": NOBODY, name: missing})]

    return found


def rounds(route, world):
    """A round at each committee's address."""
    found = []
    for letter, slug in _slugs(world).items():
        slots = {"slug": slug, "round_slug": world.slots["round"]}
        twins = ({**slots, "slug": NOBODY}, {**slots, "round_slug": NOBODY})
        found.append(Thing(letter, slots, twins))
    return [*found, Thing("missing", {"slug": NOBODY, "round_slug": world.slots["round"]})]


def _slugs(world):
    return {"A": world.cast.committee.slug, "B": world.cast.other_committee.slug}


def one_or_none(name, made, missing):
    """One that is there, and one that is not, by the name of the only slot."""

    def found(route, world):
        twin = ({name: missing},)
        return [Thing("one", {name: made(world)}, twin), Thing("missing", *twin)]

    return found


def letters_of_reset(route, world):
    """A link of a letter that was never sent."""
    return [Thing("missing", {"uidb36": "1", "key": "abc-def"})]


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
    "horizons/": codes(years=5),
    "benchmarks/": codes(code="SDG-10-7"),
    "terms/": codes(code="term"),
    "populations/": codes(code="women"),
    "processes/": codes(code="talks", process="talks", address="all"),
    "editions/": codes(code="arcadia"),
    "editions/<slug:slug>/processes/": codes(code="talks"),
    "editions/<slug:slug>/commitments/": codes(code="GCM10-9"),
    "endorsements/": one_or_none("token", lambda world: world.slots["letter"], "0" * 64),
    "subscriptions/confirm/": one_or_none("token", lambda world: world.slots["to confirm"], "0" * 64),
    "subscriptions/<": one_or_none("uuid", lambda world: world.slots["subscription"], MISSING),
    "reports/": reports,
    "reports/<uuid:uuid>/files/<": files,
    "reports/<uuid:uuid>/replies/": replies_files,
    "disputes/": disputes,
    "practices/": practices,
    "committees/": committees,
    "data/": one_or_none("name", lambda world: "readings", "nothing"),
    "accounts/invitation/": one_or_none(
        "token", lambda world: world.slots["invitation", "A"].token, "0" * 64
    ),
    "accounts/password/reset/": letters_of_reset,
    "work/committees/": committees,
    "work/committees/<slug:slug>/targets/": committees_targets,
    "work/committees/<slug:slug>/rounds/": rounds,
    "work/committees/<slug:slug>/invitations/": of_committees(
        "invitation", lambda world, letter: world.slots["invitation", letter].uuid, MISSING
    ),
    "work/committees/<slug:slug>/seats/": of_committees(
        "seat", lambda world, letter: world.slots["seat", letter], 10**12
    ),
    "work/reports/": reports,
    "work/reports/<uuid:uuid>/files/<": files,
    "work/states/": states,
    "work/states/<slug:code>/reports/": states_reports,
    "work/states/<slug:code>/reports/<uuid:uuid>/files/<": states_files,
    "work/disputes/": disputes,
    "work/unlocks/": unlock_requests,
    "work/practices/": practices,
    "work/endorsements/": one_or_none("pk", lambda world: world.slots["endorsement"], 10**12),
    "desk/tracker/": rows_of_the_desk,
    "desk/tables/<": tables,
    "desk/tables/imports/": imports,
    "desk/r/": rows_on_site,
    # Two that take whatever is there.
    "desk/^": lambda route, world: [Thing("-", {})],
    "desk/(": lambda route, world: [Thing("-", {})],
}


def topic_typed(topic, **more):
    """A whole answer, but only what the page of one topic sends of it."""
    sent = typed(**more)
    names = {"token", "version"} | {name for name in sent if topic_of(name) == topic}
    return {name: value for name, value in sent.items() if name in names}


TARGET, REPORT = "work/committees/<slug:slug>/targets/<uuid:place_target>/", "work/reports/<uuid:uuid>/"
BODIES = {
    **{f"{TARGET}{topic}/": partial(topic_typed, topic) for topic in Topic},
    **{f"{REPORT}{topic}/": partial(topic_typed, topic, version="1") for topic in Topic},
    f"{TARGET}keep/": typed,
    f"{REPORT}keep/": lambda: typed(version="1"),
    "work/committees/<slug:slug>/practices/propose/": proposals.typed,
    "work/practices/<uuid:uuid>/": lambda: proposals.typed(version="1"),
    TARGET: typed,
    REPORT: lambda: typed(version="1"),
    "work/reports/<uuid:uuid>/send-back/": lambda: {"reason": "Name the page."},
    "work/practices/<uuid:uuid>/send-back/": lambda: {"reason": "Name the year."},
    "work/disputes/<uuid:uuid>/take-up/": lambda: {"version": "1"},
}
# What an address shows to whoever has the secret link that it is.
SHOWN = {"accounts/invitation/<slug:token>/": {b"a.invited@example.org"}}
