"""What somebody has typed about a target and not handed in yet: kept as it was typed, right or wrong."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.committees import Committee
from tracker.models.people import User
from tracker.models.reports import ProgressReport
from tracker.models.targets import PlaceTarget

# By the name of a field what was sent for it; several values where several may be ticked.
Typed = Mapping[str, list[str]]
# After so long without a change a draft is deleted: nobody comes back to it, and it may say too much.
KEPT_FOR = timedelta(days=365)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Words about drafts."""

    def left_alone(self, *, now: datetime) -> Self:
        """Not touched for so long that they are to be forgotten."""
        return self.filter(saved_at__lt=now - KEPT_FOR)

    def without_report(self) -> Self:
        """Those of which nothing could be made into a report yet."""
        return self.filter(report=None)


class Draft(models.Model):
    """A form as it stands, whatever is wrong with it; from the first whole answer on it has a report beside it.

    The report carries the same number, so that an address made for the one leads to the other. Each field knows
    the version of the draft in which it was changed last, so that two editors collide only where they both wrote.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="drafts", verbose_name=_("committee")
    )
    place_target = models.ForeignKey(
        PlaceTarget, models.PROTECT, related_name="drafts", verbose_name=_("target of a place")
    )
    author = models.ForeignKey(User, models.CASCADE, related_name="drafts", verbose_name=_("author"))
    report = models.OneToOneField(
        ProgressReport,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="typed_draft",
        verbose_name=_("report"),
    )
    # JSON, in a column of text: PostgreSQL's own type refuses a character that somebody may well have pasted.
    kept = models.TextField(_("what was typed"), default="{}")
    version = models.PositiveIntegerField(_("version"), default=0)
    checked = models.PositiveIntegerField(_("version that stands in the report"), default=0)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    begun_at = models.DateTimeField(_("begun"))
    saved_at = models.DateTimeField(_("saved"), db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="draft_one_begun_per_target",
                fields=["author", "committee", "place_target"],
                condition=Q(report=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, field by field."""
        return {name: list(field["text"]) for name, field in self._fields().items()}

    @property
    def is_ahead(self) -> bool:
        """Whether more was typed than stands in the report."""
        return self.version != self.checked

    def changed_after(self, version: int, typed: Typed) -> list[str]:
        """The fields that somebody else changed to something else since the page of that version was opened."""
        # A version that never was is no reason to overwrite anything.
        known = version if version <= self.version else -1
        return [
            name
            for name, field in self._fields().items()
            if name in typed and field["version"] > known and _filled(field["text"]) != _filled(typed[name])
        ]

    def take(self, typed: Typed) -> bool:
        """Put these fields in place of what stood there, as the next version; whether anything changed."""
        fields = self._fields()
        changed = [
            name
            for name, text in typed.items()
            if _filled(text) != _filled(fields.get(name, {}).get("text", []))
        ]
        if not changed and self.version:
            return False
        self.version += 1
        self._write(fields | self._at_this_version(typed, changed))
        return True

    def start_from(self, typed: Typed) -> None:
        """Take over what stands in the report, as of this version."""
        self._write(self._at_this_version(typed, typed))

    def _at_this_version(self, typed: Typed, names: Iterable[str]) -> dict[str, Any]:
        return {name: {"text": list(typed[name]), "version": self.version} for name in names}

    def _fields(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.kept)
        return found

    def _write(self, fields: Mapping[str, object]) -> None:
        self.kept = json.dumps(fields)


def _filled(text: Iterable[str]) -> list[str]:
    """An empty field and one that was not there say the same."""
    return [value for value in text if value]
