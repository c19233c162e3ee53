"""What somebody does to the own account, each with its trace and its notice by mail."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox
from tracker.actions.audit import record
from tracker.enums import Act, MailKind
from tracker.models import Session, User
from tracker.permissions import Refused


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Another password. Every session but the one that goes on with it is over, for it was made with the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    outbox.post(MailKind.PASSWORD_CHANGED, to=user)
    record(Act.PERSON_PASSWORD, by=user, about=user)


@transaction.atomic
def second_factor_changed(user: User, *, session: str | None) -> None:
    """The second factor was set up, removed or given new codes, in this session; every other session is over."""
    Session.objects.filter(user=user).exclude(session_key=session or "").delete()
    outbox.post(MailKind.SECOND_FACTOR_CHANGED, to=user)
    record(Act.PERSON_SECOND_FACTOR, by=user, about=user)


@transaction.atomic
def take_second_factor(user: User, *, by: User) -> None:
    """Let somebody begin anew who lost app and recovery codes: an administrator made sure who asks."""
    if not (by.is_active and by.is_superuser) or by.pk == user.pk:
        raise Refused(_("Another administrator does this for you."))
    Authenticator.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    outbox.post(MailKind.SECOND_FACTOR_CHANGED, to=user)
    record(Act.PERSON_SECOND_FACTOR, by=by, about=user)


@transaction.atomic
def sign_out_everywhere(user: User) -> None:
    """End every session of the person, this one too."""
    Session.objects.filter(user=user).delete()
    record(Act.PERSON_SIGNED_OUT, by=user, about=user)


@transaction.atomic
def tell_of_new_device(user: User) -> None:
    """Write to the person that somebody signed in where nobody had before."""
    outbox.post(MailKind.NEW_DEVICE, to=user)


@transaction.atomic
def ask_for_reset(address: str) -> None:
    """Have a link sent to this address, if somebody has it: that is found out when it is sent.

    So the answer takes the same work and the same time for every address.
    """
    outbox.post(MailKind.PASSWORD_RESET, to=address.strip().lower())
