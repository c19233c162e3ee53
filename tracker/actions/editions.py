"""Closing a round and freezing an edition of the scorecard, in one act that nothing takes back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.models import Edition, EditionPart, Round, User
from tracker.permissions import check_freezes
from tracker.selectors.edition_checks import recorded
from tracker.selectors.edition_drafts import Draft, last_day_over, next_number
from tracker.wording import day

BATCH = 100


class BadEdition(Exception):
    """The edition breaks a rule; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


class AnotherCame(Exception):
    """Somebody froze an edition of the same round meanwhile."""


def faults_in_edition(of: Round, *, as_of: date, note: str, now: datetime) -> list[Fault]:
    """What is wrong with freezing an edition of a round as of a day."""
    faults, last = [], last_day_over(now)
    if as_of > last:
        said = now_in_words("Choose %(day)s or an earlier day: what is not over can still change.")
        faults.append(Fault("as_of", said % {"day": day(last)}))
    if next_number(of) > 1 and not note:
        faults.append(
            Fault("note", _("This round has an edition already. Say why another one takes its place."))
        )
    return faults


@transaction.atomic
def freeze(draft: Draft, *, by: User) -> Edition:
    """Store an edition for good and close its round, where it is still open.

    Raises Refused for anybody but an administrator, BadEdition where it breaks a rule, and AnotherCame where the
    round got another edition since the draft was made.
    """
    check_freezes(by)
    held = Round.objects.select_for_update(no_key=True).get(pk=draft.round.pk)
    if draft.number != next_number(held):
        raise AnotherCame
    now = timezone.now()
    faults = faults_in_edition(held, as_of=draft.as_of, note=draft.note, now=now)
    if not draft.marks:
        faults.append(Fault("as_of", _("No target was in force on that day: there is nothing to freeze.")))
    if faults:
        raise BadEdition(faults)
    edition = _store(draft, now=now)
    closes = held.closed_at is None
    if closes:
        held.closed_at = now
        held.save(update_fields=["closed_at"])
    if closes:
        record("round.closed", by=by, about=held.slug)
    record("edition.frozen", by=by, about=edition.slug, **recorded(edition))
    return edition


def _store(draft: Draft, *, now: datetime) -> Edition:
    edition = Edition.objects.create(
        slug=draft.slug,
        round=draft.round,
        number=draft.number,
        title=draft.title,
        note=draft.note,
        as_of=draft.as_of,
        frozen_at=now,
        method_version=draft.method_version,
        marks=draft.marks,
        size=draft.size,
        pieces=len(draft.pieces),
        digest=draft.digest,
    )
    parts = (
        EditionPart(edition=edition, number=number, holder=piece.holder, packed=piece.packed)
        for number, piece in enumerate(draft.pieces)
    )
    EditionPart.objects.bulk_create(parts, batch_size=BATCH)
    return edition
