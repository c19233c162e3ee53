"""The record of acts: in the transaction of its effect, or not at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.cast import drafted
from tracker.actions.audit import record
from tracker.models import AuditEvent, ProgressReport


def test_record_says_who_did_what_about_what_and_when(cast):
    event = record("place.renamed", by=cast.administrator, about="arcadia", older="Arcady", number=2)

    event.refresh_from_db()
    assert (event.actor, event.action, event.about) == (cast.administrator, "place.renamed", "arcadia")
    assert event.detail == {"older": "Arcady", "number": 2}
    assert timezone.now() - event.at < timedelta(minutes=1)


def test_act_of_the_product_itself_has_no_actor(db):
    assert record("series.loaded", by=None, about="a-series").actor is None


def test_record_goes_when_its_effect_is_undone(cast):
    before = AuditEvent.objects.count()

    with transaction.atomic():
        drafted(cast)
        during = AuditEvent.objects.count()
        transaction.set_rollback(True)

    assert during == before + 1
    assert (AuditEvent.objects.count(), ProgressReport.objects.count()) == (before, 0)


def test_effect_goes_when_it_cannot_be_recorded(cast):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tracker_auditevent RENAME TO mislaid")

    with pytest.raises(DatabaseError):
        drafted(cast)

    assert ProgressReport.objects.count() == 0
