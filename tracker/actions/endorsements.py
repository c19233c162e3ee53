"""Organisations sign on to a commitment or an edition, and withdraw: through an account of their own, or by mail."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.outbox import post
from tracker.enums import EndorsementStep, MailKind
from tracker.models import (
    Commitment,
    Edition,
    Endorsement,
    EndorsementLetter,
    Organisation,
    Spokesperson,
    User,
)
from tracker.models.endorsements import digest_of, subject_columns
from tracker.permissions import check_speaks_for

VALID = timedelta(hours=72)
# An organisation gets one letter about one thing in this time, however often strangers ask.
ONE_LETTER_IN = timedelta(hours=24)


class LetterOver(Exception):
    """The link does nothing: it was used, is too old, or never was."""


@transaction.atomic
def endorse(organisation: Organisation, subject: Commitment | Edition, *, by: User) -> Endorsement:
    """Sign on in the name of an organisation that the person speaks for. Done again, it is done once."""
    check_speaks_for(by, organisation)
    return _sign(organisation, subject, by=by)


@transaction.atomic
def withdraw(endorsement: Endorsement, *, by: User) -> None:
    """Take an endorsement back, in the name of an organisation that the person speaks for."""
    check_speaks_for(by, endorsement.organisation)
    _end(endorsement, by=by)


@transaction.atomic
def ask_by_mail(name: str, subject: Commitment | Edition, step: EndorsementStep) -> None:
    """Ask the organisation of that name, at its own address, whether it means it. Does not tell if it is known.

    One that is not known here, has no address or was asked lately gets no letter.
    """
    organisation = (
        Organisation.objects.select_for_update(no_key=True).filter(name__iexact=name).order_by("pk").first()
    )
    speaker = Spokesperson.objects.filter(organisation=organisation, user=None).first()
    now = timezone.now()
    if organisation is None or speaker is None or _asked_lately(organisation, subject, step, now=now):
        return
    letter = EndorsementLetter(
        organisation=organisation, step=step, expires_at=now + VALID, **subject_columns(subject)
    )
    letter.token_digest = digest_of(letter.token)
    letter.save()
    post(MailKind.ENDORSEMENT, to=speaker.address, about=str(letter.uuid))
    record("endorsement.asked", by=None, about=str(letter.uuid), step=step)


@transaction.atomic
def confirm(token: str) -> EndorsementLetter:
    """Do what the letter asks about: once, and while its link works."""
    letters = EndorsementLetter.objects.open(timezone.now()).select_for_update(of=("self",), no_key=True)
    loaded = letters.select_related("organisation", "commitment", "edition")
    letter = loaded.filter(token_digest=digest_of(token)).first()
    if letter is None:
        raise LetterOver
    letter.used_at = timezone.now()
    letter.save(update_fields=["used_at"])
    if letter.step == EndorsementStep.SIGN:
        _sign(letter.organisation, letter.subject, by=None)
    else:
        for one in Endorsement.objects.standing().of(letter.subject).filter(organisation=letter.organisation):
            _end(one, by=None)
    return letter


def _asked_lately(
    organisation: Organisation, subject: Commitment | Edition, step: EndorsementStep, *, now: datetime
) -> bool:
    """Whether a letter about the same went out within the time and waits for its answer."""
    lately = now + VALID - ONE_LETTER_IN
    same = EndorsementLetter.objects.filter(organisation=organisation, step=step, used_at=None)
    return same.filter(expires_at__gt=lately, **subject_columns(subject)).exists()


def _sign(organisation: Organisation, subject: Commitment | Edition, *, by: User | None) -> Endorsement:
    # Whoever signs at the same time waits here, and then finds it signed.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    known = Endorsement.objects.standing().of(subject).filter(organisation=organisation).first()
    if known is not None:
        return known
    made = Endorsement.objects.create(
        organisation=organisation, at=timezone.now(), **subject_columns(subject)
    )
    record("endorsement.signed", by=by, about=f"endorsement:{made.pk}", organisation=organisation.pk)
    return made


def _end(endorsement: Endorsement, *, by: User | None) -> None:
    kept = Endorsement.objects.select_for_update(of=("self",), no_key=True).get(pk=endorsement.pk)
    if kept.withdrawn_at is not None:
        return
    kept.withdrawn_at = timezone.now()
    kept.save(update_fields=["withdrawn_at"])
    record("endorsement.withdrawn", by=by, about=f"endorsement:{kept.pk}")
