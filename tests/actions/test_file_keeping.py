"""What is kept how long: originals for two years, what nobody needs for a month, and nothing that no row knows."""

import os
import time
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import drafted, figure, make_user, published, submitted
from tests.handed_in import clean_file, clean_file_of_reply
from tests.protected import protect
from tests.recorded import acts_since
from tracker import tasks
from tracker.actions import file_keeping, files, replies, reports
from tracker.actions.file_keeping import drop_unsafe_originals, tidy
from tracker.actions.reply_drafts import forget_old_replies, keep_reply
from tracker.actions.sweep import sweep
from tracker.enums import Credit
from tracker.models import AuditEvent, EvidenceFile, FocalPoint, ReplyDraft
from tracker.selectors.files import store

MONTH, YEARS = timedelta(days=31), timedelta(days=731)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def kept_file(report, number=1, *, ago=timedelta(), **more):
    """A file with its bytes, handed in so long ago."""
    file = clean_file(report, number=number, **more)
    EvidenceFile.objects.filter(pk=file.pk).update(received_at=timezone.now() - ago)
    for path in (store().clean(file.stored_name), store().sealed(file.stored_name)):
        path.write_bytes(b"bytes")
    return file


def later(monkeypatch, length):
    """The sweep comes so much later."""
    now = timezone.now() + length
    monkeypatch.setattr("tracker.actions.file_keeping.timezone.now", lambda: now)


def numbers():
    return sorted(EvidenceFile.objects.values_list("number", flat=True))


def aged(path, hours=2):
    then = time.time() - hours * 3_600
    os.utime(path, (then, then))


def test_kept_original_is_deleted_after_two_years_and_its_copy_stays(cast):
    report = submitted(cast)
    old = kept_file(report, 1, ago=YEARS, original_kept=True)
    young = kept_file(report, 2, ago=YEARS - timedelta(days=2), original_kept=True)

    tidied = tidy()

    assert tidied == 1
    assert list(EvidenceFile.objects.values_list("number", "original_kept")) == [(1, False), (2, True)]
    assert [store().sealed(one.stored_name).exists() for one in (old, young)] == [False, True]
    assert store().clean(old.stored_name).exists()
    assert AuditEvent.objects.order_by("-seq").first().action == "file.original_deleted"


def kept_originals():
    return list(EvidenceFile.objects.filter(original_kept=True).values_list("number", flat=True))


def test_originals_sealed_before_the_protection_are_deleted_by_the_next_sweep_and_copies_stay(cast):
    files = [kept_file(published(cast, figure(7_000, 2021)), number, original_kept=True) for number in (1, 2)]
    before = drop_unsafe_originals()
    protect(cast, Credit.PSEUDONYM)

    with acts_since() as acts:
        sweep()
    again = drop_unsafe_originals()

    assert (before, kept_originals(), again) == (0, [], 0)
    assert [store().sealed(one.stored_name).exists() for one in files] == [False, False]
    assert [store().clean(one.stored_name).exists() for one in files] == [True, True]
    deleted = [("file.original_deleted", str(one), None) for one in files]
    assert [one for one in acts if one in deleted] == deleted


def test_other_committees_keep_their_originals(cast):
    kept_file(published(cast), 1, original_kept=True)
    protect(replace(cast, committee=cast.other_committee, coordinator=cast.stranger))

    assert (drop_unsafe_originals(), kept_originals()) == (0, [1])


@pytest.mark.parametrize("credit", [Credit.PSEUDONYM, Credit.REGION])
def test_original_of_a_report_that_shall_not_name_its_committee_is_deleted(cast, credit):
    named, unnamed = submitted(cast, figure(7_000, 2021)), drafted(cast, figure(6_000, 2022, credit=credit))
    kept_file(named, 1, original_kept=True)
    kept_file(unnamed, 2, original_kept=True)

    assert (drop_unsafe_originals(), kept_originals()) == (1, [1])


def test_original_of_a_report_made_safer_by_its_reviewer_is_deleted(cast):
    report = submitted(cast)
    kept_file(report, 1, original_kept=True)
    EvidenceFile.objects.update(confirmed_at=timezone.now())
    reports.publish(report, by=cast.reviewer, at_least=Credit.REGION)

    assert (drop_unsafe_originals(), kept_originals()) == (1, [])


def test_deletion_that_was_cut_off_is_taken_up_where_it_stopped(cast, monkeypatch):
    files = [kept_file(published(cast), number, original_kept=True) for number in (1, 2)]
    protect(cast)
    record, calls = file_keeping.record, iter([True])

    def cut_off_at_the_second(*args, **more):
        if next(calls, None) is None:
            raise ConnectionError
        return record(*args, **more)

    monkeypatch.setattr(file_keeping, "record", cut_off_at_the_second)
    with pytest.raises(ConnectionError):
        drop_unsafe_originals()
    between = len(kept_originals())
    monkeypatch.setattr(file_keeping, "record", record)

    assert (between, drop_unsafe_originals(), kept_originals()) == (1, 1, [])
    assert [store().sealed(one.stored_name).exists() for one in files] == [False, False]


@pytest.mark.parametrize("refused", [{"state": "refused", "refusal": "unreadable"}, {"state": "quarantined"}])
def test_file_that_was_not_taken_is_forgotten_after_a_month(cast, refused):
    report = submitted(cast)
    old = kept_file(report, 1, ago=MONTH, copy_size=None, copy_sha256="", **refused)
    kept_file(report, 2, ago=timedelta(days=29), copy_size=None, copy_sha256="", **refused)

    tidy()

    assert numbers() == [2]
    assert not store().clean(old.stored_name).exists()


def test_files_of_a_draft_that_nobody_touches_are_deleted_after_a_month(cast, monkeypatch):
    file = kept_file(drafted(cast))

    tidy()
    soon = numbers()
    later(monkeypatch, MONTH)
    tidy()

    assert (soon, numbers()) == ([1], [])
    assert not store().clean(file.stored_name).exists()


def test_files_of_a_draft_that_is_worked_on_stay(cast):
    report = drafted(cast)
    kept_file(report, 1, ago=MONTH)

    tidy()

    assert numbers() == [1]


def test_files_of_a_draft_that_got_a_new_file_stay(cast, monkeypatch):
    report = drafted(cast)
    kept_file(report, 1)
    kept_file(report, 2, ago=-timedelta(days=20))
    later(monkeypatch, MONTH)

    tidy()

    assert numbers() == [1, 2]


def test_files_of_a_draft_that_is_gone_are_deleted_after_a_month(cast):
    old = kept_file(drafted(cast), ago=MONTH)
    EvidenceFile.objects.filter(pk=old.pk).update(report_id=uuid4())

    tidy()

    assert numbers() == []


def test_files_of_what_was_handed_in_or_published_stay(cast, monkeypatch):
    kept_file(submitted(cast), 1)
    kept_file(published(cast), 2)
    later(monkeypatch, YEARS)

    tidy()

    assert numbers() == [1, 2]


def test_what_no_row_knows_is_swept_up_once_it_is_old(cast):
    kept = kept_file(drafted(cast), original_kept=True)
    aged(store().clean(kept.stored_name))
    aged(store().sealed(kept.stored_name))
    orphan, young, odd = (
        store().coming(uuid4()),
        store().coming(uuid4()),
        store().clean(uuid4()).with_name("odd"),
    )
    for path in (orphan, young, odd):
        path.write_bytes(b"bytes")
    aged(orphan)
    aged(odd)

    tidied = tidy()

    assert tidied == 2
    assert [path.exists() for path in (orphan, odd, young)] == [False, False, True]
    assert store().clean(kept.stored_name).exists()
    assert store().sealed(kept.stored_name).exists()


def test_original_that_was_cleaned_already_is_swept_up(cast):
    """The process died between the commit and the deletion."""
    file = kept_file(drafted(cast))
    left = store().coming(file.stored_name)
    left.write_bytes(b"bytes")
    aged(left)
    aged(store().sealed(file.stored_name))

    tidy()

    assert (left.exists(), store().sealed(file.stored_name).exists()) == (False, False)
    assert store().clean(file.stored_name).exists()


def replying(cast):
    """Somebody who speaks for the State that the committee reports on."""
    user = make_user("focal")
    FocalPoint.objects.create(user=user, place=cast.arcadia, starts_on=date(2020, 1, 1))
    return user


def kept_file_of_reply(uuid, *, by, number=1):
    """A file of a reply with its bytes, handed in a month ago."""
    file = clean_file_of_reply(uuid, by=by, number=number, confirmed_at=timezone.now())
    EvidenceFile.objects.filter(pk=file.pk).update(received_at=timezone.now() - MONTH)
    store().clean(file.stored_name).write_bytes(b"bytes")
    return file


def test_files_of_a_reply_that_nobody_works_on_are_deleted_after_a_month(cast):
    draft = keep_reply(published(cast), by=replying(cast))
    file = kept_file_of_reply(draft.uuid, by=draft.author)

    tidy()
    soon = numbers()
    ReplyDraft.objects.update(saved_at=timezone.now() - MONTH)
    tidy()

    assert (soon, numbers()) == ([1], [])
    assert not store().clean(file.stored_name).exists()


def test_files_of_a_reply_that_was_given_stay_and_those_of_a_draft_that_is_gone_do_not(cast):
    report, by = published(cast), replying(cast)
    given = replies.reply(report, "So.", by=by, token=uuid4())
    kept_file_of_reply(given.uuid, by=by, number=1)
    kept_file_of_reply(uuid4(), by=by, number=2)

    tidy()

    assert numbers() == [1]


def test_reply_that_nobody_goes_on_with_is_forgotten_once_its_time_is_over(cast):
    report, by = published(cast), replying(cast)
    old, young = keep_reply(report, {"text": ["A name."]}, by=by), timezone.now()

    found = [forget_old_replies(now=young + length) for length in (timedelta(days=30), timedelta(days=32))]
    again = forget_old_replies(now=young + timedelta(days=32))

    assert (found, again, ReplyDraft.objects.count()) == ([0, 1], 0, 0)
    event = AuditEvent.objects.order_by("-seq").first()
    assert (event.action, event.object_ref) == ("reply.forgotten", str(old.uuid))


def test_work_on_a_file_keeps_the_draft_of_its_reply(cast):
    draft = keep_reply(published(cast), by=replying(cast))
    file = kept_file_of_reply(draft.uuid, by=draft.author)
    EvidenceFile.objects.update(confirmed_at=None)
    ReplyDraft.objects.update(saved_at=timezone.now() - MONTH)

    files.confirm(file, by=draft.author)
    tidy()

    assert numbers() == [1]


def test_clock_forgets_old_drafts_of_replies(cast):
    keep_reply(published(cast), by=replying(cast))
    ReplyDraft.objects.update(saved_at=timezone.now() - timedelta(days=32))

    tasks.forget_drafts()

    assert ReplyDraft.objects.count() == 0
