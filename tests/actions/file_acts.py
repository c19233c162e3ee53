"""Acts on files that hang on replies, or are taken over, each with the entries that it leaves."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from tests.cast import drafted, published
from tests.handed_in import clean_file, clean_file_of_reply
from tracker.actions import file_redaction, replies, reply_drafts, reports
from tracker.models import FocalPoint
from tracker.selectors.files import store


def state_replies(cast):
    """A report, and who speaks for the State that it is about."""
    FocalPoint.objects.get_or_create(user=cast.stranger, place=cast.arcadia, starts_on=date(2020, 1, 1))
    return published(cast), cast.stranger


def begin_reply(cast):
    report, focal = state_replies(cast)
    return lambda: reply_drafts.keep_reply(report, {"text": ["We"]}, by=focal)


def with_a_file(cast):
    """The same, and a file that goes along with the next reply."""
    report, focal = state_replies(cast)
    draft = reply_drafts.keep_reply(report, by=focal)
    file = clean_file_of_reply(draft.uuid, by=focal, confirmed_at=timezone.now())
    store().clean(file.stored_name).write_bytes(b"bytes")
    return report, focal, file


def reply(cast):
    report, focal, _file = with_a_file(cast)
    return lambda: replies.reply(report, "We count otherwise.", by=focal, token=uuid4())


def replied(cast):
    report, focal, file = with_a_file(cast)
    given = replies.reply(report, "We count otherwise.", by=focal, token=uuid4())
    return report, focal, given, [file.copy_sha256]


def reply_again(cast):
    report, focal, first, keeps = replied(cast)
    again = {"replaces": first.uuid, "keeps": keeps}
    return lambda: replies.reply(report, "We do.", by=focal, token=uuid4(), **again)


def withdraw_reply(cast):
    _report, focal, given, _keeps = replied(cast)
    return lambda: replies.withdraw_reply(given, by=focal)


def redact(cast):
    _report, _focal, given, without = replied(cast)
    return lambda: replies.redact(given, "We.", by=cast.administrator, reason="A name.", without=without)


def redact_twice_given(cast):
    _report, _focal, first, without = replied(cast)
    replies.reply(first.report, "We do.", by=first.author, token=uuid4(), replaces=first.uuid, keeps=without)
    return lambda: replies.redact(first, "We.", by=cast.administrator, reason="A name.", without=without)


def submit_a_correction(cast):
    file = clean_file(published(cast), confirmed_at=timezone.now())
    store().clean(file.stored_name).write_bytes(b"bytes")
    made, keeps = drafted(cast), [file.copy_sha256]
    return lambda: reports.submit(made, by=cast.reporter, correction="Two digits.", keeps=keeps)


def redact_a_published_file(cast):
    file = clean_file(published(cast), confirmed_at=timezone.now())
    return lambda: file_redaction.redact_file(file, by=cast.administrator, reason="A face.")


FILE_ACTS = {
    "file_redaction.redact_file": [(redact_a_published_file, ["file.redacted"])],
    "reply_drafts.keep_reply": [(begin_reply, ["reply.begun"])],
    "replies.reply": [
        (reply, ["reply.given"]),
        (reply_again, ["file.carried", "reply.replaced", "reply.given"]),
    ],
    "replies.withdraw_reply": [(withdraw_reply, ["file.removed", "reply.withdrawn"])],
    "replies.redact": [
        (redact, ["file.removed", "reply.redacted"]),
        (redact_twice_given, ["file.removed", "file.removed", "reply.redacted", "reply.redacted"]),
    ],
    "reports.submit": [(submit_a_correction, ["file.carried", "report.submitted"])],
}
