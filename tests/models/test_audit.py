"""The database refuses to change the audit chain; with the triggers away it would not."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.seal import execute, unsealed
from tracker.actions.audit import record
from tracker.chain import BEFORE_ALL, Verdict
from tracker.models import ActorRef, AuditEvent, User
from tracker.selectors.audit import verify_audit

pytestmark = pytest.mark.django_db

ROW = "(seq, at, action, object_ref, digest, prev, hash)"
SAME = (
    "SELECT seq, at, 'report.published', object_ref, digest, prev, hash FROM tracker_auditevent WHERE seq = 2"
)
STATEMENTS = {
    "update": "UPDATE tracker_auditevent SET action = 'report.published' WHERE seq = 2",
    "update everything": "UPDATE tracker_auditevent SET hash = hash",
    "delete": "DELETE FROM tracker_auditevent WHERE seq = 3",
    "delete everything": "DELETE FROM tracker_auditevent",
}
ONLY_ON = {
    "postgresql": {"truncate": "TRUNCATE tracker_auditevent"},
    "sqlite": {
        "replace": f"INSERT OR REPLACE INTO tracker_auditevent {ROW} {SAME}",
        "upsert": f"INSERT INTO tracker_auditevent {ROW} {SAME} ON CONFLICT DO UPDATE SET action = excluded.action",
    },
}
BY_MODEL = {
    "save": lambda: AuditEvent.objects.get(seq=2).save(),
    "save one field": lambda: AuditEvent.objects.get(seq=2).save(update_fields=["action"]),
    "delete": lambda: AuditEvent.objects.get(seq=3).delete(),
    "update many": lambda: AuditEvent.objects.update(action="report.published"),
    "delete many": lambda: AuditEvent.objects.all().delete(),
    "bulk update": lambda: AuditEvent.objects.bulk_update(AuditEvent.objects.all(), ["action"]),
}


@pytest.fixture
def three():
    """A chain of three entries."""
    return [
        record("report.drafted", by=None, about=f"report-{number}", number=number) for number in (1, 2, 3)
    ]


def statements():
    return {**STATEMENTS, **ONLY_ON[connection.vendor]}


def refused(act):
    """Whether the database refuses an act."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as refusal:
        return "audit chain" in str(refusal)
    return False


def tried_and_undone(act):
    """An act that the triggers do not stop."""
    with transaction.atomic():
        with unsealed():
            act()
        transaction.set_rollback(True)


def test_statement_that_changes_the_chain_is_refused(three):
    found = {name: refused(lambda sql=sql: execute(sql)) for name, sql in statements().items()}

    assert found == dict.fromkeys(statements(), True)
    assert verify_audit() == Verdict(3, None)


@pytest.mark.parametrize("act", BY_MODEL.values(), ids=BY_MODEL)
def test_model_cannot_change_the_chain_either(three, act):
    assert refused(act)
    assert verify_audit() == Verdict(3, None)


def test_without_the_triggers_every_one_of_them_would_succeed(three):
    for sql in statements().values():
        tried_and_undone(lambda sql=sql: execute(sql))
    for act in BY_MODEL.values():
        tried_and_undone(act)

    assert verify_audit() == Verdict(3, None)


@pytest.mark.parametrize(
    ("seq", "after"),
    [(4, 2), (4, 0), (5, 3), (3, 2), (1, 0), (0, 0)],
    ids=["a fork", "a second start", "a gap", "the last again", "the first again", "before the first"],
)
def test_entry_that_does_not_follow_the_last_is_refused(three, seq, after):
    prev = three[after - 1].hash if after else BEFORE_ALL

    assert refused(lambda: appended(seq, prev))
    assert not refused(lambda: appended(4, three[2].hash))


@pytest.mark.parametrize(("seq", "after"), [(4, 2), (3, 3)], ids=["one hash twice", "one number twice"])
def test_even_without_triggers_a_fork_is_refused(three, seq, after):
    with unsealed(), pytest.raises(IntegrityError), transaction.atomic():
        appended(seq, three[after - 1].hash)


@pytest.mark.parametrize("about", ["", "Ada Person", "ada@example.org"])
def test_database_refuses_an_object_that_reads_like_a_person(three, about):
    with unsealed(), pytest.raises(IntegrityError), transaction.atomic():
        appended(4, three[2].hash, object_ref=about)


def test_person_who_is_deleted_leaves_no_name_in_the_chain():
    ada = User.objects.create_user("ada@example.org", name="Ada")
    event = record("report.drafted", by=ada, about="report-1")

    ada.delete()

    assert not ActorRef.objects.filter(ref=event.actor_ref).exists()
    assert verify_audit() == Verdict(1, None)


def test_act_is_named_in_words(three):
    assert three[0].label == "Report drafted"
    assert AuditEvent(action="something.older").label == "something.older"


def appended(seq, prev, **more):
    known = {"object_ref": "report-4", "action": "report.drafted", "digest": "d" * 64, "hash": "e" * 64}
    return AuditEvent.objects.create(seq=seq, prev=prev, at="2026-11-25T00:00:00Z", **{**known, **more})
