"""Acts of the desk about changes that two decide on: how each is prepared, and what it leaves in the chain."""

from dataclasses import replace

from django.utils import timezone

from tests.cast import make_administrator
from tracker.actions import changes
from tracker.actions.wordings import wording_of

WHY = "Agreed in Quito."


def edit(cast, **says):
    """A change of the target of the cast."""
    target = cast.place_target.target
    wording = replace(wording_of(target.versions.latest("number")), **says)
    return changes.TargetChange(target=target, wording=wording, after=target.versions.count())


def asked(cast, **says):
    """A request about the target of the cast, which needs a second administrator whatever it says."""
    told = changes.Foreseen(needs_second=True)
    made = [edit(cast, **(says or {"weight": 3}))]
    today = timezone.localdate()
    return changes.make(made, told, by=cast.administrator, reason=WHY, from_on=today)


def ask(cast):
    make_administrator("second")
    return lambda: asked(cast)


def make_at_once(cast):
    today = timezone.localdate()
    told = changes.Foreseen()
    return lambda: changes.make(
        [edit(cast, weight=3)], told, by=cast.administrator, reason=WHY, from_on=today
    )


def confirm(cast):
    request = asked(cast)
    second = make_administrator("second")
    return lambda: changes.confirm(request, by=second)


def refuse(cast):
    request = asked(cast)
    second = make_administrator("second")
    return lambda: changes.refuse(request, answer="Not agreed.", by=second)


def take_back(cast):
    request = asked(cast)
    return lambda: changes.take_back(request, by=cast.administrator)


CHANGE_ACTS = {
    "changes.deciding.make": [(ask, ["change.asked"]), (make_at_once, ["target.revised"])],
    "changes.deciding.confirm": [(confirm, ["target.revised", "change.confirmed"])],
    "changes.deciding.refuse": [(refuse, ["change.refused"])],
    "changes.deciding.take_back": [(take_back, ["change.taken_back"])],
}
