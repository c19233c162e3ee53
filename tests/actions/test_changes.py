"""A batch of changes: what is foreseen is what happens, it is stored whole or not at all, and it can be undone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import (
    BASELINE_ON,
    DUE,
    LEVEL,
    make_horizon,
    make_indicator,
    make_place,
    make_target,
    named_by_all,
    published,
)
from tests.rounds import closed_round
from tracker.actions.changes import (
    BadChanges,
    ChangedSince,
    FirstCommitment,
    FirstTarget,
    Made,
    PlaceChange,
    SayingChange,
    TargetChange,
    back,
    foreseen,
    keep,
)
from tracker.actions.commitments import Proposal, saying_of
from tracker.actions.drain import drain
from tracker.actions.targets import Local
from tracker.actions.versions import Overtaken
from tracker.actions.wordings import Wording, wording_of
from tracker.enums import CommitmentStatus, Versioned
from tracker.models import (
    AuditEvent,
    Commitment,
    CommitmentVersion,
    DirtyScore,
    Indicator,
    PlaceTarget,
    PlaceTargetVersion,
    Publication,
    Score,
    Target,
    TargetVersion,
)
from tracker.scoring import Mark, Status
from tracker.selectors.marks_on import MarkNow

REASON = "The office revised the series."
TABLES = (
    AuditEvent,
    Commitment,
    CommitmentVersion,
    DirtyScore,
    PlaceTarget,
    PlaceTargetVersion,
    Target,
    TargetVersion,
)


def rows():
    """How many rows every table that a change can touch has, and the version of what is public."""
    return [model.objects.count() for model in TABLES] + list(Publication.objects.values_list("version"))


def marks_stored():
    """What every stored score of a commitment says, by whose it is and its key."""
    found = Score.objects.filter(commitment__isnull=False).select_related("place", "process")
    return {
        (one.place or one.process, one.key): MarkNow(
            mark=Mark(one.mark),
            status=Status(one.status) if one.status else None,
            score=one.score,
            coverage=one.coverage,
            published=one.published,
        )
        for one in found
    }


def key_of(mark):
    return f"{mark.commitment}:{mark.years}" if mark.years else mark.commitment


def kept(changes, cast, **more):
    made = keep(changes, by=cast.administrator, reason=REASON, **{"from_on": timezone.localdate(), **more})
    drain()
    return made


def change_of(target, **says):
    wording = replace(wording_of(target.versions.latest("number")), **says)
    return TargetChange(target=target, wording=wording, after=target.versions.count())


def in_place(target, place, **says):
    number = PlaceTargetVersion.objects.filter(place_target__target=target, place_target__place=place).count()
    return PlaceChange(target=target, place=place, local=Local(**says), after=number)


def measured(figure):
    return {"baseline": Decimal(figure), "baseline_on": BASELINE_ON}


@pytest.fixture
def world(cast):
    """Two targets of a commitment in three States, with one figure reported, and two indicators to choose from."""
    # Without one none that was retired could be adopted again.
    named_by_all(code="IND-1")
    make_indicator("IND-2")
    published(cast)
    make_place("syldavia", parent=cast.subregion)
    make_target(
        cast.commitment, 12, Wording(**{**LEVEL, "goal": Decimal(2_000), "due_on": DUE[12], "weight": 3})
    )
    first = Target.objects.get(horizon__years=12)
    kept([in_place(first, cast.arcadia, **measured(10_000))], cast)
    return cast


TARGET_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "goal": st.integers(0, 9_999).map(Decimal),
        "weight": st.integers(1, 9),
        "due_on": st.dates(date(2019, 6, 1), date(2033, 1, 1)),
        "tolerance": st.sampled_from([Decimal("0.02"), Decimal("0.3")]),
        "grace_months": st.sampled_from([0, 12, 120]),
    },
)
PLACE_EDITS = st.one_of(
    st.just({}),
    st.just({"applies": False, "why_not": "No border."}),
    st.integers(10_000, 40_000).map(measured),
)
SAYING_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "weight": st.integers(1, 9),
        "status": st.sampled_from([CommitmentStatus.ADOPTED, CommitmentStatus.RETIRED]),
        "indicator": st.sampled_from(["IND-1", "IND-2"]),
    },
)


@given(
    targets=st.lists(st.tuples(st.sampled_from([5, 12]), TARGET_EDITS), max_size=2, unique_by=lambda e: e[0]),
    places=st.lists(
        st.tuples(st.sampled_from(["arcadia", "borduria", "syldavia"]), PLACE_EDITS),
        max_size=3,
        unique_by=lambda e: e[0],
    ),
    says=st.one_of(st.none(), SAYING_EDITS),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_preview_equals_what_happens(world, targets, places, says):
    drain()
    by_years = {one.horizon.years: one for one in Target.objects.select_related("horizon", "commitment")}
    by_code = {one.code: one for one in type(world.arcadia).objects.all()}
    changes = [change_of(by_years[years], **edit) for years, edit in targets]
    changes += [in_place(by_years[5], by_code[code], **edit) for code, edit in places]
    if says is not None:
        commitment = Commitment.objects.get()
        saying = replace(saying_of(commitment), **named(says))
        changes.append(SayingChange(commitment=commitment, saying=saying, after=commitment.versions.count()))
    before, stored = marks_stored(), rows()

    told = foreseen(changes, from_on=timezone.localdate())
    assert rows() == stored
    if told.faults:
        with pytest.raises(BadChanges) as refusal:
            kept(changes, world)
        assert refusal.value.faults == told.faults
        assert rows() == stored
        return
    made = kept(changes, world)

    after = marks_stored()
    happened = {
        key: after.get(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
    assert {(one.holder, key_of(one)): one.after for one in told.marks} == happened
    assert {(one.holder, key_of(one)): one.before for one in told.marks} == {
        key: before.get(key) for key in happened
    }

    # And what undoes it brings every mark back, but for a place that had no target before; and the indicator.
    fresh = any(one.fresh for one in made)
    kept(back(made), world)
    assert fresh or marks_stored() == before
    assert Commitment.objects.get().indicator.code == "IND-1"


def named(says):
    """The edit with its indicator as a row."""
    return {
        name: Indicator.objects.get(code=value) if name == "indicator" else value
        for name, value in says.items()
    }


def test_batch_with_one_fault_stores_nothing(cast):
    target = cast.place_target.target
    changes = [
        in_place(target, cast.arcadia, **measured(12_000)),
        change_of(target, weight=2),
        in_place(target, cast.borduria, **measured(3_000)),
    ]
    before = rows()

    told = foreseen(changes, from_on=timezone.localdate())
    with pytest.raises(BadChanges) as refusal:
        keep(changes, by=cast.administrator, reason=REASON, from_on=timezone.localdate())

    (fault,) = told.faults
    assert (fault.index, fault.field, fault.place) == (2, "goal", cast.borduria)
    assert "wrong side" in str(fault.message)
    assert refusal.value.faults == told.faults
    assert (told.marks, told.needs_second) == ((), False)
    assert rows() == before


def test_change_of_what_has_another_version_by_now_is_refused(cast):
    stale = change_of(cast.place_target.target, weight=2)
    place = in_place(cast.place_target.target, cast.arcadia, **measured(12_000))
    kept([stale, place], cast)
    before = rows()

    for changes in ([stale], [place]):
        with pytest.raises(Overtaken):
            foreseen(changes, from_on=timezone.localdate())
        with pytest.raises(Overtaken):
            kept(changes, cast)
    assert rows() == before


def test_versions_are_named_in_the_order_of_the_changes(cast):
    target, horizon = cast.place_target.target, make_horizon(12)
    saying = replace(saying_of(cast.commitment), weight=4)
    proposal = Proposal(
        code="GCM10-8", objective=cast.objective, area=cast.commitment.area, scope=cast.commitment.scope
    )
    made = kept(
        [
            in_place(target, cast.borduria, **measured(12_000)),
            FirstCommitment(proposal=proposal, saying=saying),
            change_of(target, weight=2),
            SayingChange(commitment=cast.commitment, saying=saying, after=1),
            FirstTarget(commitment=cast.commitment, horizon=horizon, wording=twelve_years()),
        ],
        cast,
    )

    borduria = PlaceTarget.objects.get(target=target, place=cast.borduria)
    new, first = Commitment.objects.get(code="GCM10-8"), Target.objects.get(horizon=horizon)
    assert made == (
        Made(what=Versioned.PLACE_TARGET, of=borduria.pk, number=2),
        Made(what=Versioned.COMMITMENT, of=new.pk, number=1, fresh=True),
        Made(what=Versioned.TARGET, of=target.pk, number=2),
        Made(what=Versioned.COMMITMENT, of=cast.commitment.pk, number=2),
        Made(what=Versioned.TARGET, of=first.pk, number=1, fresh=True),
    )
    assert tuple(Made.from_json(one.as_json()) for one in made) == made
    assert list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))[-5:] == [
        "place_target.revised",
        "commitment.proposed",
        "target.revised",
        "commitment.revised",
        "target.added",
    ]


def test_what_was_new_is_undone_without_deleting_anything(cast):
    saying = saying_of(cast.commitment)
    proposal = Proposal(
        code="GCM10-8", objective=cast.objective, area=cast.commitment.area, scope=cast.commitment.scope
    )
    syldavia = make_place("syldavia")
    target = cast.place_target.target
    first = FirstTarget(commitment=cast.commitment, horizon=make_horizon(12), wording=twelve_years())
    made = kept(
        [
            FirstCommitment(proposal=proposal, saying=saying),
            first,
            in_place(target, syldavia, **measured(9_000)),
        ],
        cast,
    )
    kept(back(made), cast)

    new = Target.objects.get(horizon__years=12)
    assert Commitment.objects.get(code="GCM10-8").status == CommitmentStatus.RETIRED
    assert {one.versions.latest("number").applies for one in new.place_targets.all()} == {False}
    version = PlaceTarget.objects.get(target=target, place=syldavia).versions.latest("number")
    assert (version.applies, version.baseline) == (False, None)
    assert version.why_not == "The change that brought this target was undone."
    assert not Score.objects.filter(key="GCM10-9:12").exclude(mark=Mark.NOT_APPLICABLE).exists()


def test_what_was_changed_since_is_not_undone(cast):
    target = cast.place_target.target
    made = kept([change_of(target, weight=2), in_place(target, cast.arcadia, **measured(12_000))], cast)
    kept([change_of(target, weight=3)], cast)
    before = rows()

    with pytest.raises(ChangedSince) as refusal:
        back(made)

    assert refusal.value.rows == (made[0],)
    assert rows() == before


def test_change_of_a_mark_that_rests_on_a_closed_round_needs_a_second(cast):
    published(cast)
    target = cast.place_target.target
    edit, title = change_of(target, goal=Decimal(2_000)), change_of(target, title="Said better.")
    heavier = SayingChange(
        commitment=cast.commitment, saying=replace(saying_of(cast.commitment), weight=4), after=1
    )
    elsewhere = in_place(target, cast.borduria, applies=False, why_not="No border.")
    today = timezone.localdate()

    before = [foreseen([one], from_on=today).needs_second for one in (edit, title, heavier, elsewhere)]
    closed_round()
    after = [foreseen([one], from_on=today).needs_second for one in (edit, title, heavier, elsewhere)]

    assert before == [False, False, False, False]
    assert after == [True, False, True, False]


def test_change_to_come_is_foreseen_on_its_own_day(cast):
    published(cast)
    later = timezone.localdate() + timedelta(days=30)
    edit = change_of(cast.place_target.target, goal=Decimal(2_000))

    told = foreseen([edit], from_on=later)
    kept([edit], cast, from_on=later)

    assert {key_of(one) for one in told.marks if one.holder == cast.arcadia} == {"GCM10-9:5", "GCM10-9"}
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").score == 50


def twelve_years():
    return Wording(**{**LEVEL, "goal": Decimal(2_000), "due_on": DUE[12]})
