"""Whether a report's committee led the place, filled in for what was public before anyone kept it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import drafted, make_cast, published
from tracker.models import Committee, ProgressReport

BEFORE, AFTER = (
    [("tracker", "0005_audit_is_a_chain")],
    [("tracker", "0006_reports_keep_their_standing")],
)


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_public_reports_take_their_committees_flag_and_drafts_none():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("tracker")
    cast = make_cast()
    leading, draft = published(cast), drafted(cast)
    Committee.objects.filter(pk=cast.committee.pk).update(leads=False)
    try:
        migrate(BEFORE)
        migrate(AFTER)
    finally:
        migrate(latest)

    assert dict(ProgressReport.objects.values_list("pk", "led")) == {leading.pk: False, draft.pk: None}
