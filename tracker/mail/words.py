"""What the mails have in common: plain text, a link to this site, and why it came."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Letter:
    """What is sent: plain text, never HTML, so that nothing is fetched when it is opened."""

    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


def link_to(name: str, *args: object) -> str:
    """The address of a page of ours, always of the host in SITE_URL, whatever a request called it."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=args)}"


def said(
    subject: str | Promise,
    *paragraphs: str | Promise,
    reason: str = "",
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """A letter of these paragraphs, with the name of the site in the subject and why it came at the end."""
    site = _("GCM Scorecard")
    usual = _("You get this because this address takes part in the %(site)s. Nobody reads answers to it.")
    reason = reason or usual
    text = "\n\n".join([*(str(one) for one in paragraphs), reason % {"site": site}])
    return Letter(subject=f"{subject} – {site}", text=f"{text}\n", headers=headers or {})


def new_item(link: str) -> Letter:
    """The usual letter: there is something, and where. It says neither what nor from whom."""
    return said(_("You have a new item"), _("You have a new item. Sign in to see it:"), link)
