"""A world with two commitments that figures answer, for tables of readings."""

from decimal import Decimal

import pytest

from tests.cast import LEVEL, apply_target, make_commitment, make_source, make_target
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.models import Place


@pytest.fixture
def world(cast):
    """Two commitments that figures answer, in two States with three letters."""
    Place.objects.filter(pk=cast.arcadia.pk).update(iso3="ARC", m49="901")
    Place.objects.filter(pk=cast.borduria.pk).update(iso3="BOR", m49="902")
    other = make_commitment("GCM10-8", objective=cast.objective)
    target = make_target(other, 5, Wording(**LEVEL))
    apply_target(target, cast.arcadia, baseline=Decimal(1_000))
    apply_target(target, cast.borduria, baseline=Decimal(1_000))
    make_source("agency", url="https://agency.example")
    recompute()
    return cast
