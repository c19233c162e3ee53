"""Four eyes: what changes a mark of a closed round, or restores a version, waits until another person confirms it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.actions.change_acts import asked, edit
from tests.cast import make_administrator, make_indicator, make_user, named_by_all, published
from tests.rounds import closed_round
from tracker.actions.changes import (
    DecidedAlready,
    FirstTarget,
    Foreseen,
    PlaceChange,
    SayingChange,
    TargetChange,
    confirm,
    foreseen,
    keep,
    make,
    packed,
    refuse,
    take_back,
    unpacked,
)
from tracker.actions.commitments import saying_of
from tracker.actions.drain import drain
from tracker.actions.entries import BadEntry
from tracker.actions.targets import Local
from tracker.actions.versions import Overtaken
from tracker.actions.wordings import Wording, wording_of
from tracker.enums import ChangeRequestState, MailKind
from tracker.models import ChangeRequest, Outbox, Score, Source, TargetVersion
from tracker.permissions import Refused
from tracker.scoring import Better, ChangeIn, Kind

REASON = "Agreed in Quito."


def made(cast, change):
    """What comes of a change that is asked for as the desk asks."""
    told = foreseen([change], from_on=timezone.localdate())
    return make([change], told, by=cast.administrator, reason=REASON, from_on=timezone.localdate())


@pytest.fixture
def second():
    return make_administrator("second")


def test_mark_of_a_closed_round_changes_once_another_confirms(cast, second):
    published(cast)
    closed_round()
    before = Score.objects.get(place_target=cast.place_target).score

    request = made(cast, edit(cast, goal=Decimal(2_000)))
    drain()
    waiting = Score.objects.get(place_target=cast.place_target).score
    confirm(request, by=second)
    drain()

    version = cast.place_target.target.versions.latest("number")
    request = ChangeRequest.objects.get()
    assert (request.state, request.decided_by, request.restores) == (
        ChangeRequestState.CONFIRMED,
        second,
        False,
    )
    assert (version.number, version.goal) == (2, 2_000)
    assert (version.author, version.reason) == (cast.administrator, REASON)
    assert request.made == [["target", version.target_id, 2, False]]
    after = Score.objects.get(place_target=cast.place_target).score
    assert (before, waiting) == (50, 50)
    assert after == Decimal("37.5")


def test_change_of_an_open_round_is_stored_at_once(cast):
    published(cast)

    stored = made(cast, edit(cast, goal=Decimal(2_000)))

    assert [one.number for one in stored] == [2]
    assert not ChangeRequest.objects.exists()


def test_what_an_earlier_version_said_is_restored_by_two(cast, second):
    target = cast.place_target.target
    old = wording_of(target.versions.get())
    made(cast, edit(cast, weight=3))

    request = made(cast, TargetChange(target=target, wording=old, after=2))
    confirm(request, by=second)

    assert request.restores
    assert wording_of(target.versions.get(number=3)) == old


def test_old_figure_typed_again_in_a_place_restores_it(cast):
    old, new = (
        Local(baseline=Decimal(figure), baseline_on=date(2018, 12, 31)) for figure in (10_000, 12_000)
    )
    about = {"target": cast.place_target.target, "place": cast.arcadia}

    first = made(cast, PlaceChange(**about, local=new, after=1))
    again = made(cast, PlaceChange(**about, local=old, after=2))

    assert [one.number for one in first] == [2]
    assert again.restores


def say(cast, **says):
    """A change of the commitment of the cast."""
    cast.commitment.refresh_from_db()
    saying = replace(saying_of(cast.commitment), **says)
    return SayingChange(commitment=cast.commitment, saying=saying, after=cast.commitment.versions.count())


def indicators(cast):
    """What each version of the commitment of the cast names."""
    return list(cast.commitment.versions.order_by("number").values_list("indicator__code", flat=True))


def test_indicator_that_was_named_before_comes_back_by_two(cast, second):
    first = named_by_all(code="IND-1")
    made(cast, say(cast, indicator=make_indicator("IND-2")))

    request = made(cast, say(cast, indicator=first))
    waiting = indicators(cast)
    confirm(request, by=second)

    cast.commitment.refresh_from_db()
    assert request.restores
    assert waiting == ["IND-1", "IND-2"]
    assert (indicators(cast), cast.commitment.indicator) == (["IND-1", "IND-2", "IND-1"], first)


@pytest.mark.parametrize("named", [True, False])
def test_request_from_before_indicators_could_change_leaves_the_one_that_is_there(cast, second, named):
    indicator = named_by_all() if named else None
    (kept,) = packed([say(cast, weight=4)])
    del kept["saying"]["indicator"]
    request = asked(cast)
    ChangeRequest.objects.update(changes=[kept])

    (change,) = unpacked([kept])
    confirm(request, by=second)

    cast.commitment.refresh_from_db()
    version = cast.commitment.versions.latest("number")
    assert change.saying.indicator == indicator
    assert (version.number, version.weight, version.indicator) == (2, 4, indicator)
    assert cast.commitment.indicator == indicator


def test_nobody_confirms_or_refuses_what_they_asked_for(cast, second):
    clerk = make_user("clerk", is_staff=True)
    request = asked(cast)

    for person in (cast.administrator, clerk, cast.coordinator):
        with pytest.raises(Refused):
            confirm(request, by=person)
        with pytest.raises(Refused):
            refuse(request, answer="No.", by=person)
    with pytest.raises(Refused):
        take_back(request, by=second)

    request.refresh_from_db()
    assert request.state == ChangeRequestState.WAITING
    assert TargetVersion.objects.count() == 1


def test_request_is_decided_once(cast, second):
    third = make_administrator("third")
    request = asked(cast)
    with pytest.raises(BadEntry):
        refuse(request, answer="  ", by=second)
    refuse(request, answer="Not agreed.", by=second)

    with pytest.raises(DecidedAlready):
        confirm(request, by=third)
    with pytest.raises(DecidedAlready):
        take_back(request, by=cast.administrator)

    request = ChangeRequest.objects.get()
    assert (request.state, request.answer, request.made) == (ChangeRequestState.REFUSED, "Not agreed.", [])
    assert TargetVersion.objects.count() == 1


def test_what_was_changed_meanwhile_is_not_overwritten(cast, second):
    request = asked(cast)
    today = timezone.localdate()
    keep([edit(cast, weight=9)], by=cast.administrator, reason=REASON, from_on=today)

    with pytest.raises(Overtaken):
        confirm(request, by=second)

    request.refresh_from_db()
    assert request.state == ChangeRequestState.WAITING
    assert cast.place_target.target.versions.latest("number").weight == 9


def test_day_that_has_passed_is_today_by_then(cast, second):
    request = asked(cast)
    ChangeRequest.objects.update(from_on=timezone.localdate() - timedelta(days=3))

    confirm(ChangeRequest.objects.get(pk=request.pk), by=second)

    assert cast.place_target.target.versions.latest("number").in_force_from == timezone.localdate()


def test_the_others_are_written_to_and_so_is_who_asked(cast, second):
    make_user("clerk", is_staff=True)

    request = asked(cast)
    confirm(request, by=second)

    mails = Outbox.objects.filter(kind__startswith="change").order_by("pk").values_list("kind", "user")
    assert list(mails) == [
        (MailKind.CHANGE_ASKED, second.pk),
        (MailKind.CHANGE_DECIDED, cast.administrator.pk),
    ]


def test_changes_come_out_as_they_went_in(cast):
    named_by_all()
    source = Source.objects.create(code="census", title="Census")
    target, horizon = cast.place_target.target, cast.place_target.target.horizon
    wording = Wording(
        title="60 % less",
        kind=Kind.RELATIVE_CHANGE,
        due_on=date(2023, 12, 31),
        better=Better.LOWER,
        change=Decimal("-60.5"),
        unit="% of births",
        steps=({"on": "2020-12-31", "value": "9000"},),
        milestones=({"code": "law", "title": "It is law", "weight": 2},),
    )
    local = Local(
        baseline=Decimal("10.25"), baseline_on=date(2018, 12, 31), source=source, vintage="2020", note="n"
    )
    changes = [
        TargetChange(target=target, wording=wording, after=3, change_in=ChangeIn.PER_CENT),
        FirstTarget(commitment=cast.commitment, horizon=horizon, wording=wording),
        PlaceChange(target=target, place=cast.arcadia, local=local, after=1),
        PlaceChange(target=target, place=cast.borduria, local=Local(applies=False, why_not="No."), after=0),
        SayingChange(commitment=cast.commitment, saying=saying_of(cast.commitment), after=2),
        say(cast, indicator=make_indicator("IND-7")),
        say(cast, indicator=None),
    ]
    request = ChangeRequest.objects.create(
        changes=packed(changes),
        reason=REASON,
        from_on=timezone.localdate(),
        asked_by=cast.administrator,
        asked_at=timezone.now(),
    )

    request.refresh_from_db()
    assert unpacked(request.changes) == changes


def test_nothing_foreseen_is_asked_for(cast):
    stored = make(
        [edit(cast, weight=3)],
        Foreseen(),
        by=cast.administrator,
        reason=REASON,
        from_on=timezone.localdate(),
    )

    assert [one.number for one in stored] == [2]
