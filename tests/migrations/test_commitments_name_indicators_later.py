"""What every version of a commitment named before it could name another, and the way back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.cast import make_cast, make_commitment, make_indicator
from tracker.models import ChangeRequest, Commitment, CommitmentVersion

BEFORE, AFTER = (
    [("tracker", "0034_horizons_added_and_desk_invited")],
    [("tracker", "0035_commitments_name_indicators_later")],
)


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def another_version(commitment, **says):
    """One more version, as it was stored before."""
    version = commitment.versions.latest("number")
    version.pk, version.number = None, version.number + 1
    version.in_force_from += timedelta(days=1)
    for name, value in says.items():
        setattr(version, name, value)
    version.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_every_version_takes_what_its_commitment_names_and_forgets_it_backwards():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("tracker")
    cast = make_cast()
    named = make_commitment("GCM10-7", objective=cast.objective, indicator=make_indicator("IND-7"))
    for commitment in (cast.commitment, named):
        another_version(commitment, title="Said better")
    said = {"weight": 3, "indicator": named.indicator_id}
    request = ChangeRequest.objects.create(
        changes=[{"commitment": named.pk, "after": 2, "saying": said}, {"target": 1, "after": 1}],
        reason="Agreed.",
        from_on=timezone.localdate(),
        asked_by=cast.administrator,
        asked_at=timezone.now(),
    )
    # Whatever they say by now, they said what the commitment does when there was nothing else to say.
    CommitmentVersion.objects.update(indicator=None)
    try:
        before = migrate(BEFORE).get_model("tracker", "CommitmentVersion")
        columns = {field.name for field in before._meta.concrete_fields}
        waiting = migrate(BEFORE).get_model("tracker", "ChangeRequest").objects.get(pk=request.pk).changes
        kept = before.objects.count()
        migrate(AFTER)
        after = list(
            CommitmentVersion.objects.order_by("commitment__code", "number").values_list(
                "commitment__code", "number", "title", "indicator__code"
            )
        )
    finally:
        migrate(latest)

    assert "indicator" not in columns
    assert waiting == [
        {"commitment": named.pk, "after": 2, "saying": {"weight": 3}},
        {"target": 1, "after": 1},
    ]
    assert kept == 4
    assert after == [
        ("GCM10-7", 1, "Commitment GCM10-7", "IND-7"),
        ("GCM10-7", 2, "Said better", "IND-7"),
        ("GCM10-9", 1, "Commitment GCM10-9", None),
        ("GCM10-9", 2, "Said better", None),
    ]
    assert set(Commitment.objects.values_list("code", "indicator__code")) == {
        ("GCM10-7", "IND-7"),
        ("GCM10-9", None),
    }
