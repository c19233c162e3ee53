"""Taking a person out of the product for good: the account goes, what was handed in and decided stays."""

from datetime import date
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import forget, record
from tracker.actions.import_keeping import forget_in_tables
from tracker.actions.seat_rows import end_terms
from tracker.actions.subscriptions import forget_address
from tracker.enums import Act, ReportState
from tracker.models import (
    Dispute,
    Draft,
    EvidenceFile,
    FocalPoint,
    Invitation,
    Outbox,
    ProgressReport,
    ReplyDraft,
    Seat,
    Session,
    Spokesperson,
    User,
)
from tracker.models.people import GONE_DOMAIN
from tracker.permissions import Refused

# What colleagues read where a name stood; in the language of the record, since it is stored.
NAME = "Somebody who left"


@transaction.atomic
def anonymise(user: User, *, by: User) -> User:
    """Take name, address and everything of the person's own away; seats and offices end today. It cannot be undone.

    Reports, decisions and replies stay, by somebody who left. Raises Refused for whoever may not, and for oneself.
    """
    if not (by.is_active and by.is_superuser) or by.pk == user.pk:
        raise Refused(_("Another administrator does this."))
    kept = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    address = kept.email
    _end_offices(kept, on=timezone.localdate())
    _delete_what_is_theirs(kept, address)
    kept.email, kept.name, kept.last_login = f"{uuid4().hex}@{GONE_DOMAIN}", NAME, None
    kept.is_active = kept.is_staff = kept.is_superuser = False
    kept.set_unusable_password()
    kept.save()
    kept.user_permissions.clear()
    forget(kept)
    record(Act.PERSON_ANONYMISED, by=by, about=f"user:{kept.pk}")
    return kept


def _end_offices(user: User, *, on: date) -> None:
    """Seats and the State's side end today, or tomorrow where they began today; what has not begun never will."""
    for held in (Seat.objects.filter(user=user), FocalPoint.objects.filter(user=user)):
        end_terms(held, on=on)


def _delete_what_is_theirs(user: User, address: str) -> None:
    """What only the person, or a letter to the person, could use; and what never was handed in."""
    for mine in (
        Session.objects.filter(user=user),
        Authenticator.objects.filter(user=user),
        EmailAddress.objects.filter(user=user),
        Draft.objects.filter(author=user),
        ReplyDraft.objects.filter(author=user),
        Outbox.objects.filter(user=user),
        Outbox.objects.filter(address=address),
        Invitation.objects.filter(address=address),
        Spokesperson.objects.filter(Q(user=user) | Q(address=address)),
    ):
        mine.delete()
    forget_address(address)
    forget_in_tables(user, address=address)
    Dispute.objects.filter(email=address).update(email="")
    _delete_unsent(user)
    # Names of files say where one lives and what one is called; what they are called outside says neither.
    EvidenceFile.objects.filter(uploader=user).update(client_name="")


def _delete_unsent(user: User) -> None:
    """Reports that were never handed in, but for those that something rests on."""
    for report in ProgressReport.objects.filter(author=user, state=ReportState.DRAFT, submitted_at=None):
        try:
            with transaction.atomic():
                report.delete()
        except ProtectedError:
            continue
