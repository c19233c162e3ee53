from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from tests.cast import DUE, apply_target, figure, make_place, make_source, make_target, published, rescore
from tracker.actions.targets import Wording
from tracker.models import CommitmentVersion, PlaceTargetVersion, TargetVersion
from tracker.scoring import Kind, LeftOutReason, Status
from tracker.selectors.credits import CommitteeRef
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.targets import target_page


def test_page_rests_on_the_facts_the_score_was_computed_from(cast):
    report = published(cast)

    page = target_page("arcadia", "GCM10-9", 5)

    assert page.place == PlaceRef(code="arcadia", name="Arcadia", fictional=False)
    assert page.committee == CommitteeRef(slug="arcadia", name="Committee of Arcadia")
    assert (page.assessment.status, page.assessment.share) == (Status.OVERDUE, Fraction(1, 2))
    assert (page.standing.status, page.standing.share) == (Status.OVERDUE, Fraction(1, 2))
    assert (page.used.key, page.used.value) == (str(report.pk), Decimal(7_000))
    assert page.is_past_due


def test_page_keeps_to_the_versions_of_the_score_when_newer_ones_wait(cast):
    later = TargetVersion.objects.get(target=cast.place_target.target)
    later.pk, later.number, later.goal, later.in_force_from = None, 2, Decimal(1), date(2099, 1, 1)
    later.save()
    PlaceTargetVersion.objects.create(
        place_target=cast.place_target,
        number=2,
        in_force_from=date(2099, 1, 1),
        reason="Counted anew.",
        baseline=Decimal(9_000),
        baseline_on=date(2018, 12, 31),
        source=make_source(),
    )
    rescore([cast.arcadia], as_of=timezone.localdate())

    page = target_page("arcadia", "GCM10-9", 5)

    assert (page.spec.goal, page.spec.baseline, page.version_number) == (Decimal(4_000), Decimal(10_000), 1)
    assert [(one.number, one.of_place, one.current) for one in page.versions] == [
        (2, False, False),
        (2, True, False),
        (1, False, True),
        (1, True, True),
    ]


def test_commitment_that_cannot_be_verified_is_judged_as_it_was_at_the_date_of_the_score(cast):
    CommitmentVersion.objects.create(
        commitment=cast.commitment,
        number=2,
        in_force_from=date(2099, 1, 1),
        reason="Nobody counts it any more.",
        title=cast.commitment.title,
        text=cast.commitment.text,
        weight=1,
        status=cast.commitment.status,
        verifiable=False,
        why_not_verifiable="Nobody counts it.",
    )

    assert target_page("arcadia", "GCM10-9", 5).spec.assessable


def test_readings_are_listed_by_date_with_the_reason_of_those_left_out(cast):
    published(cast, figure(8_000, 2022))
    published(cast, figure(9_000, 2020))
    published(cast, figure(7_000, 2022))

    page = target_page("arcadia", "GCM10-9", 5)

    assert [(row.on.year, row.value, row.left_out, row.replaced) for row in page.readings] == [
        (2020, Decimal(9_000), None, False),
        (2022, Decimal(8_000), LeftOutReason.WITHDRAWN, True),
        (2022, Decimal(7_000), None, False),
    ]


def test_horizons_are_those_of_the_commitment_in_the_place(cast):
    wording = Wording(title="x", kind=Kind.YES_NO, due_on=DUE[12])
    target = make_target(cast.commitment, 12, wording)
    apply_target(target, cast.arcadia)
    apply_target(target, make_place("elsewhere", parent=cast.subregion))
    rescore([cast.arcadia], as_of=timezone.localdate())

    assert [one.years for one in target_page("arcadia", "GCM10-9", 5).horizons] == [5, 12]
    assert [one.years for one in target_page("borduria", "GCM10-9", 5).horizons] == [5]


def test_what_gathers_has_no_page_of_a_target_of_its_own(cast):
    assert target_page("m49-902", "GCM10-9", 5) is None
    assert target_page("arcadia", "GCM10-9", 12) is None
    assert target_page("nowhere", "GCM10-9", 5) is None
