"""What a State says to what is published about it. A reply is never edited: it is replaced, or withdrawn."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.actions.file_carrying import carry, record_carried
from tracker.actions.files import ready_files
from tracker.actions.reply_checks import check_open, check_speaks, held
from tracker.models import EvidenceFile, ProgressReport, Reply, ReplyDraft, User
from tracker.models.files import Holder
from tracker.permissions import Refused, may_redact
from tracker.selectors.files import store

# A reply stands beside the mark at the same size; it is no second report.
LONGEST = 5_000
MOST_LINKS = 3


class Replied(Exception):
    """Somebody of the same State replied meanwhile, or took the reply away; nothing was stored."""


@transaction.atomic
def reply(
    report: ProgressReport,
    text: str,
    links: Sequence[dict[str, str]] = (),
    *,
    by: User,
    token: UUID,
    replaces: UUID | None = None,
    keeps: Collection[str] = (),
) -> Reply:
    """Reply for the State; `replaces` is the reply that stood when the form was drawn. The same form counts once.

    With it go the files of the person's draft, and of those of the reply that it replaces the ones that `keeps`
    names, by the digests of their copies. Raises FilesNotReady, TooManyFiles.
    """
    kept = held(report)
    check_speaks(kept, by=by)
    earlier = Reply.objects.filter(submit_token=token, report=kept, author=by).first()
    if earlier:
        return earlier
    if not text.strip() or len(text) > LONGEST or len(links) > MOST_LINKS:
        raise BadEntry([Fault("text", _("Write a reply, of at most 5 000 characters."))])
    check_open(kept)
    now, standing = timezone.now(), _standing(kept, replaces)
    uuid = _spend_draft(kept, by=by)
    carried = _carry_over(standing, keeps, to=Holder(reply=uuid), by=by)
    files = ready_files(Holder(reply=uuid))
    if standing:
        standing.ended_at, standing.replaced = now, True
        standing.save(update_fields=["ended_at", "replaced"])
    said = {"text": text, "links": list(links)}
    made = Reply.objects.create(uuid=uuid, report=kept, author=by, submit_token=token, given_at=now, **said)
    record_carried(carried, by=by)
    if standing:
        record("reply.replaced", by=by, about=str(standing.uuid), by_reply=made.uuid)
    record("reply.given", by=by, about=str(made.uuid), report=kept.uuid, **said, **files)
    return made


@transaction.atomic
def withdraw_reply(given: Reply, *, by: User) -> Reply:
    """Withdraw a reply: its words are not shown any more, that it was there is. Its files are deleted. Done once."""
    report = held(given.report)
    check_speaks(report, by=by)
    kept = Reply.objects.get(pk=given.pk)
    if kept.ended_at is not None:
        raise Replied
    kept.ended_at = timezone.now()
    kept.save(update_fields=["ended_at"])
    gone = _delete(EvidenceFile.objects.of(Holder(reply=kept.uuid)))
    for said in gone:
        record("file.removed", by=by, about=said)
    record("reply.withdrawn", by=by, about=str(kept.uuid))
    return kept


@transaction.atomic
def redact(given: Reply, text: str, *, by: User, reason: str, without: Collection[str] = ()) -> Reply:
    """Take personal data out of a reply, and nothing else; the page says that it was done, the record why.

    `without` names files that go, by the digests of their copies: out of every reply that has the same copy, and out
    of what is being written.
    """
    if not may_redact(by):
        raise Refused(_("Only an administrator takes personal data out of a reply."))
    if not text.strip() or not reason.strip():
        raise BadEntry([Fault("text", _("Leave the words that name nobody, and say what was taken out."))])
    held(given.report)
    kept = Reply.objects.get(pk=given.pk)
    kept.text, kept.redacted_at, kept.redaction_reason = text, timezone.now(), reason
    kept.save(update_fields=["text", "redacted_at", "redaction_reason"])
    files = EvidenceFile.objects.filter(reply__isnull=False, copy_sha256__in=without).exclude(copy_sha256="")
    others = list(Reply.objects.filter(uuid__in=files.values("reply")).exclude(pk=kept.pk))
    for other in others:
        other.redacted_at, other.redaction_reason = kept.redacted_at, other.redaction_reason or reason
        other.save(update_fields=["redacted_at", "redaction_reason"])
    gone = _delete(files)
    for said in gone:
        record("file.removed", by=by, about=said, reason=reason)
    for other in others:
        record("reply.redacted", by=by, about=str(other.uuid), reason=reason, text=other.text)
    record("reply.redacted", by=by, about=str(kept.uuid), reason=reason, text=text)
    return kept


def _standing(report: ProgressReport, known: UUID | None) -> Reply | None:
    """The reply that stands, if it is the one that the person knew of; else Replied."""
    standing = report.replies.filter(ended_at=None).first()
    if (standing.uuid if standing else None) != known:
        raise Replied
    return standing


def _spend_draft(report: ProgressReport, *, by: User) -> UUID:
    """The number for a reply: that of the person's draft, which is no more, so that no file comes to it any more."""
    draft = ReplyDraft.objects.select_for_update(no_key=True).filter(report=report, author=by).first()
    if draft is None:
        return uuid4()
    draft.delete()
    return draft.uuid


def _carry_over(
    standing: Reply | None, keeps: Collection[str], *, to: Holder, by: User
) -> list[EvidenceFile]:
    """Those of the files that stand which go along with the next reply; one that was taken out meanwhile is gone."""
    if standing is None or not keeps:
        return []
    files = EvidenceFile.objects.of(Holder(reply=standing.uuid)).shown().filter(copy_sha256__in=keeps)
    return carry(files, to=to, committee=None, by=by)


def _delete(files: Iterable[EvidenceFile]) -> list[str]:
    """Delete files, and say which they were; their bytes go once that is committed."""
    gone = list(files)
    for file in gone:
        transaction.on_commit(partial(store().drop, file.stored_name))
    EvidenceFile.objects.filter(pk__in=[file.pk for file in gone]).delete()
    return [str(file) for file in gone]
