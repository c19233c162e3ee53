"""What stood in the audit table before it was a chain is chained, and comes back when the migration is undone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.cast import BASELINE_ON, DUE, make_user
from tests.seal import FILE, execute
from tracker.chain import Verdict, digest_of
from tracker.models import ActorRef, AuditEvent, ObjectSalt
from tracker.selectors.audit import verify_audit

CHAINED = ("tracker", FILE.stem)
BEGAN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


def migration_before():
    parents = MigrationExecutor(connection).loader.graph.node_map[CHAINED].parents
    return next(parent.key for parent in parents if parent.key[0] == "tracker")


@pytest.fixture
def unchained(transactional_db):
    """The project as it was before this migration; brought up to date again afterwards."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(migration_before())
    migrate(*latest)


def add_horizon(apps):
    """The horizon of five years, in the columns that it had then."""
    apps.get_model("tracker", "Horizon").objects.create(years=5, baseline_on=BASELINE_ON, due_on=DUE[5])


def old_rows(apps, user, number):
    """Acts as they used to be written down, most of them about the same few things."""
    model = apps.get_model("tracker", "AuditEvent")
    abouts = ["GCM10-9, 2023", "GCM10-9", "0a1b2c3d-0000-4000-8000-000000000000"]
    model.objects.bulk_create(
        model(
            at=BEGAN + timedelta(minutes=one),
            actor_id=user.pk if one % 2 else None,
            action="report.sent_back",
            about=abouts[one % 3],
            detail={"reason": f"Ask Ada, {one}"},
        )
        for one in range(number)
    )


def test_old_rows_are_chained_in_their_order(unchained):
    add_horizon(unchained)
    ada = make_user("ada")
    old_rows(unchained, ada, 2_050)

    migrate(CHAINED)

    assert verify_audit() == Verdict(2_050, None)
    second = AuditEvent.objects.get(seq=2)
    salt = ObjectSalt.objects.get(object_ref="GCM10-9").salt
    assert (second.at, second.action) == (BEGAN + timedelta(minutes=1), "report.sent_back")
    assert second.actor_ref == ActorRef.objects.get(user=ada).ref
    assert second.digest == digest_of({"reason": "Ask Ada, 1"}, salt=salt)
    assert set(ObjectSalt.objects.values_list("object_ref", flat=True)) == {
        "GCM10-9:5",
        "GCM10-9",
        "0a1b2c3d-0000-4000-8000-000000000000",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("DELETE FROM tracker_auditevent")


def test_undone_it_gives_the_rows_back_without_their_detail(unchained):
    add_horizon(unchained)
    ada = make_user("ada")
    old_rows(unchained, ada, 4)
    migrate(CHAINED)

    apps = migrate(migration_before())

    model = apps.get_model("tracker", "AuditEvent")
    assert list(model.objects.order_by("id").values_list("id", "actor_id", "about", "detail")) == [
        (1, None, "GCM10-9:5", {}),
        (2, ada.pk, "GCM10-9", {}),
        (3, None, "0a1b2c3d-0000-4000-8000-000000000000", {}),
        (4, ada.pk, "GCM10-9:5", {}),
    ]
    old_rows(apps, ada, 1)
    assert model.objects.count() == 5
