"""Who decides at the desk on what two administrators decide on."""

from django.utils.translation import gettext_lazy as _

from tracker.models import ChangeRequest, User
from tracker.permissions.refusal import Refused


def may_decide_changes(user: User) -> bool:
    """Whether the person may confirm what others ask for: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.change_changerequest")


def may_confirm(user: User, request: ChangeRequest) -> bool:
    """Whether the person may confirm or refuse this request: never one's own."""
    return may_decide_changes(user) and request.asked_by_id != user.pk


def check_confirms(user: User, request: ChangeRequest) -> None:
    """Refuse whoever asked, and who does not decide on such things."""
    if not may_decide_changes(user):
        raise Refused(_("Only an administrator decides on this."))
    if not may_confirm(user, request):
        raise Refused(_("You asked for this yourself: another administrator decides on it."))


def check_takes_back(user: User, request: ChangeRequest) -> None:
    """Refuse everyone but whoever asked."""
    if request.asked_by_id != user.pk:
        raise Refused(_("Only who asked for this takes it back."))
