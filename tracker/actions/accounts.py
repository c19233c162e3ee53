"""What somebody does to the own account, each with its trace and its notice by mail."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox
from tracker.actions.audit import record
from tracker.enums import Act, MailKind
from tracker.models import Session, User
from tracker.permissions import Refused, check_lets_in


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
def suspend(user: User, *, by: User) -> None:
    """Sign somebody out everywhere at once, and keep them out. What they wrote and decided stays theirs."""
    kept = _another(user, by)
    if not kept.is_active:
        return
    kept.is_active = False
    kept.save(update_fields=["is_active"])
    Session.objects.filter(user=kept).delete()
    record(Act.PERSON_SUSPENDED, by=by, about=kept)


@transaction.atomic
def let_in(user: User, *, by: User) -> None:
    """Let somebody who was suspended sign in again, with the password and the second factor they had."""
    kept = _another(user, by)
    if kept.is_active:
        return
    if kept.is_gone:
        raise Refused(_("This account was anonymised: there is nobody to let in."))
    kept.is_active = True
    kept.save(update_fields=["is_active"])
    record(Act.PERSON_LET_IN, by=by, about=kept)


def _another(user: User, by: User) -> User:
    """The account of somebody else, for nobody else to change until the commit."""
    check_lets_in(by)
    if by.pk == user.pk:
        raise Refused(_("This is your own account: ask another administrator."))
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


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
