"""Who is there: asked once for each request, with what must be known about the person before any page opens."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from tracker.models import User
from tracker.permissions import lacking_second_factor


class Accounts(AuthenticationBackend):
    """allauth's, but that the person comes with whether a second factor is lacking: one query for both."""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, while they may sign in: who is suspended is out at once."""
        today = timezone.localdate()
        kept = User.objects.annotate(must_set_up=lacking_second_factor(on=today)).filter(pk=user_id)
        user: User | None = kept.first()
        return user if user is not None and self.user_can_authenticate(user) else None
