"""Keeping a word against a hint: on record with its term, its field and its form, and without any text."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.models import Draft, ProgressReport, Term, TermOverride, User


class NoSuchTerm(Exception):
    """There is no term of that code: nothing was kept."""


@transaction.atomic
def keep_word(code: str, *, field: str, form: UUID, by: User) -> TermOverride:
    """Note that somebody keeps a word in a field of a form. Said again, it is noted once."""
    if not Term.objects.filter(code=code).exists():
        raise NoSuchTerm(code)
    report = ProgressReport.objects.filter(submit_token=form, author=by).first()
    kept, new = TermOverride.objects.get_or_create(
        form=form,
        field=field,
        term=code,
        user=by,
        defaults={"at": timezone.now(), "report": report},
    )
    if new:
        record("term.kept", by=by, about=f"term:{code}", field=field, form=form)
    return kept


def tie_words(token: UUID, draft: Draft, *, by: User) -> None:
    """Give the words that were kept on a page to the draft that it became, and to the report made of that.

    A page opened before there was a draft bears a token of its own. In the caller's transaction.
    """
    known = set(TermOverride.objects.filter(form=draft.token, user=by).values_list("field", "term"))
    if token != draft.token:
        for one in TermOverride.objects.filter(form=token, user=by, report=None):
            if (one.field, one.term) in known:
                one.delete()
            else:
                TermOverride.objects.filter(pk=one.pk).update(form=draft.token)
    if draft.report_id:
        TermOverride.objects.filter(form=draft.token, user=by, report=None).update(report=draft.report_id)
