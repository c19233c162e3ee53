"""Sessions in our own table: each knows whose it is, and ends twelve hours after signing in, however busy one is."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from tracker.models import Session


class SessionStore(DatabaseStore):
    """Django's store, but that the row knows its user and keeps the time it was made."""

    started_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def create(self) -> None:
        """A new row, and so a new beginning."""
        self.started_at = None
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row as it is to be stored."""
        row = cast(Session, super().create_model_instance(data))
        self.started_at = row.started_at = self.started_at or timezone.now()
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.expire_date = row.started_at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return row

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # unknown to the stubs
        self.started_at = row.started_at if row else None
        return row
