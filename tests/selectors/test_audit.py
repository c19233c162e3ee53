"""Where the chain has got to, and whether it is whole, read from the database."""

from datetime import UTC, date, datetime

import pytest

from tests.cast import make_user
from tests.seal import execute, unsealed
from tracker.actions.audit import forget, record
from tracker.chain import Anchor, Break, Fault, Statement, Verdict, linked
from tracker.models import AuditEvent
from tracker.selectors.audit import Done, audit_head, integrity_page, last_act_on, newest_head, verify_audit

pytestmark = pytest.mark.django_db
SWAP = [
    "UPDATE tracker_auditevent SET seq = 99 WHERE seq = 2",
    "UPDATE tracker_auditevent SET seq = 2 WHERE seq = 3",
    "UPDATE tracker_auditevent SET seq = 3 WHERE seq = 99",
]


def chained(*instants):
    """A chain with an entry at each instant."""
    last = None
    for instant in instants:
        about = f"report-{instant:%d}"
        said = Statement(
            at=instant, actor_ref=None, action="report.drafted", object_ref=about, digest="d" * 64
        )
        last = linked(said, after=last)
        AuditEvent.objects.create(seq=last.seq, prev=last.prev, hash=last.hash, **vars(said))


def five():
    return [
        record("report.drafted", by=None, about=f"report-{number}", number=number) for number in range(1, 6)
    ]


def test_untouched_chain_is_whole():
    events = five()

    verdict = verify_audit([Anchor(one.seq, one.hash, one.at.date()) for one in events])

    assert verdict == Verdict(5, None)


@pytest.mark.parametrize(
    ("statements", "what", "seq"),
    [
        (["UPDATE tracker_auditevent SET action = 'report.published' WHERE seq = 3"], Break.CHANGED, 3),
        (["UPDATE tracker_auditevent SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3"], Break.CHANGED, 3),
        (
            ["UPDATE tracker_auditevent SET actor_ref = NULL, object_ref = 'x' WHERE seq = 3"],
            Break.CHANGED,
            3,
        ),
        (["UPDATE tracker_auditevent SET digest = hash WHERE seq = 5"], Break.CHANGED, 5),
        (["DELETE FROM tracker_auditevent WHERE seq = 3"], Break.MISSING, 3),
        (["DELETE FROM tracker_auditevent WHERE seq = 1"], Break.MISSING, 1),
        (SWAP, Break.UNLINKED, 2),
        (["DELETE FROM tracker_auditevent WHERE seq > 3"], Break.CUT_OFF, 4),
        (["DELETE FROM tracker_auditevent"], Break.CUT_OFF, 1),
    ],
    ids=["act", "time", "object", "digest", "deleted", "first deleted", "reordered", "cut off", "emptied"],
)
def test_tampering_past_the_triggers_is_found(statements, what, seq):
    last = five()[-1]

    with unsealed():
        for sql in statements:
            execute(sql)

    assert verify_audit([Anchor(last.seq, last.hash, last.at.date())]).fault == Fault(what, seq)


def test_rewritten_chain_is_found_by_an_anchor():
    last = five()[-1]
    with unsealed():
        execute("DELETE FROM tracker_auditevent")
    chained(*(datetime(2026, 1, number, tzinfo=UTC) for number in range(1, 7)))

    assert verify_audit() == Verdict(6, None)
    assert verify_audit([Anchor(last.seq, last.hash, last.at.date())]).fault == Fault(Break.REWRITTEN, 5)


def test_head_is_published_only_when_its_day_is_over():
    chained(
        datetime(2026, 11, 20, 8, tzinfo=UTC),
        datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 11, 23, tzinfo=UTC),
    )
    _first, second, third = AuditEvent.objects.order_by("seq")

    heads = {day: audit_head(today=date(2026, 11, day)) for day in (20, 21, 23, 24)}

    of_second = Anchor(2, second.hash, date(2026, 11, 20))
    of_third = Anchor(3, third.hash, date(2026, 11, 23))
    assert heads == {20: None, 21: of_second, 23: of_second, 24: of_third}
    assert integrity_page(today=date(2026, 11, 21)).head == of_second
    assert newest_head() == of_third


def test_chain_without_an_entry_has_no_head():
    assert newest_head() is None
    assert audit_head(today=date(2026, 11, 25)) is None


def test_last_act_on_an_object_says_who_until_they_are_forgotten():
    ada = make_user("ada")
    record("report.drafted", by=None, about="report-1")
    last = record("report.submitted", by=ada, about="report-1")
    record("report.drafted", by=None, about="report-2")

    known = last_act_on("report-1")
    forget(ada)

    assert known == Done(action="report.submitted", by="Ada Person", at=last.at)
    assert last_act_on("report-1") == Done(action="report.submitted", by="", at=last.at)
    assert last_act_on("report-2").by == ""
    assert last_act_on("report-3") is None
