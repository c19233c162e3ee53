"""What changed, as an Atom feed: ids that stay the same for ever, and days instead of times."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.cleaning import EARLIEST
from tracker.selectors.change_rows import ChangeRow, about_of, explained_at
from tracker.selectors.mark_changes import Watched

# The year since when addresses of this site are its own, as tag addresses want it (RFC 4151).
SINCE = "2026"


class DatedFeed(Atom1Feed):
    """An Atom feed that says the same however often it is made: an empty one is as old as the Compact."""

    def latest_post_date(self) -> datetime:
        """The day of the newest change."""
        days = [item["updateddate"] for item in self.items]
        return max(days, default=_midnight(EARLIEST))


def atom(watched: Watched, rows: Iterable[ChangeRow], *, address: str) -> str:
    """The feed of what is watched, which stands at that address."""
    named = _("What changed: %(name)s") % {"name": watched.name} if watched.name else _("What changed")
    feed = DatedFeed(
        title=f"{named} – {_('GCM Scorecard')}",
        link=absolute(_log_address(watched)),
        description=_("Published marks that became others, each with its reason."),
        feed_url=absolute(address),
        feed_guid=_tag(address.strip("/")),
        author_name=str(_("GCM Scorecard")),
        language=get_language(),
    )
    for row in rows:
        feed.add_item(**_entry(row))
    return feed.writeString("utf-8")


def _entry(row: ChangeRow) -> dict[str, Any]:
    return {
        "title": f"{row.holder}: {about_of(row)}",
        "link": absolute(explained_at(row)),
        "description": f"{became(row)}. {row.reason.label}.",
        "unique_id": _tag(f"changes/{row.uuid}"),
        "pubdate": _midnight(row.on),
        "updateddate": _midnight(row.on),
        "categories": [row.reason.value],
    }


def became(row: ChangeRow) -> str:
    """What it was and what it is; where there is no mark, in words too."""
    return _("%(before)s became %(after)s") % {
        "before": f"“{row.before.word}”" if row.before else _("no mark"),
        "after": f"“{row.after.word}”" if row.after else _("no mark"),
    }


def _log_address(watched: Watched) -> str:
    log = reverse("public:changes")
    return f"{log}?{watched.query}" if watched.query else log


def absolute(path: str) -> str:
    """The whole address, always of the host in SITE_URL."""
    return settings.SITE_URL.rstrip("/") + path


def _tag(name: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{name}"


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)
