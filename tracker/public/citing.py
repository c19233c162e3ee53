"""How an edition or a page is cited: as a sentence, and as BibTeX and RIS for programs that keep references.

The author is the scorecard itself: nobody is named. The version of an edition is the beginning of the digest, so that
whoever has the bytes can check that they are the cited ones; a page is cited by its day, which stands in its address.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tracker.selectors.edition_refs import EditionRef
from tracker.wording import day

AUTHOR = "GCM Scorecard"
# BibTeX counts braces even behind a backslash, so they are written as commands, as is all else that TeX reads.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    '"': r"\textquotedbl{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What is cited. `as_of` is the day of its marks; `version` and `read_on` are there where they say more."""

    key: str
    title: str
    published: date
    address: str
    as_of: date | None = None
    version: str = ""
    read_on: date | None = None


@dataclass(frozen=True)
class Written:
    """A reference in the three ways in which it is copied."""

    sentence: str
    bibtex: str
    ris: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A page to be cited for exactly what it shows: where it is, and the day it is of, if it can tell of one."""

    address: str
    today: date
    as_of: date | None = None

    def written(self, title: str) -> Written:
        """The page under its title, as it stands in the page."""
        found = self.reference(title)
        return Written(cited(found, today=self.today), bibtex(found), ris(found))

    def reference(self, title: str) -> Reference:
        """The page under its title: at an address that keeps the day."""
        name = unescape(title).removesuffix(f" · {AUTHOR}")
        return Reference(
            key="-".join(
                filter(None, ("gcm-scorecard", slugify(self._path()), (self.as_of or self.today).isoformat()))
            ),
            title=name,
            published=self.as_of or self.today,
            address=self._kept(),
            as_of=self.as_of,
            read_on=self.today,
        )

    def _kept(self) -> str:
        if self.as_of is None:
            return self.address
        return f"{self.address}{'&' if '?' in self.address else '?'}as_of={self.as_of.isoformat()}"

    def _path(self) -> str:
        return re.sub(r"[/?&=]", " ", self.address.removeprefix(settings.SITE_URL.rstrip("/")))


def address_of(edition: EditionRef) -> str:
    """The permanent address."""
    return settings.SITE_URL.rstrip("/") + reverse("public:edition", args=[edition.slug])


def of_edition(edition: EditionRef) -> Reference:
    """The edition, to be cited."""
    return Reference(
        key=f"gcm-scorecard-{edition.slug}",
        title=edition.title,
        published=edition.frozen_on,
        address=address_of(edition),
        as_of=edition.as_of,
        version=edition.version,
    )


def cited(reference: Reference, *, today: date) -> str:
    """A sentence in a list of references, with the day of reading."""
    said = {
        "author": AUTHOR,
        "year": reference.published.year,
        "title": _one_line(reference.title),
        "as_of": day(reference.as_of) if reference.as_of else "",
        "version": reference.version,
        "address": reference.address,
        "today": day(today),
    }
    if reference.version:
        text = _(
            "%(author)s (%(year)s): %(title)s. Marks as of %(as_of)s, version %(version)s. %(address)s "
            "(read on %(today)s)"
        )
    elif reference.as_of:
        text = _("%(author)s (%(year)s): %(title)s. Marks as of %(as_of)s. %(address)s (read on %(today)s)")
    else:
        text = _("%(author)s (%(year)s): %(title)s. %(address)s (read on %(today)s)")
    return text % said


def bibtex(reference: Reference) -> str:
    """One entry for BibTeX, in UTF-8."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_tex(reference.title)}}}",
        "year": str(reference.published.year),
        "month": str(reference.published.month),
        "version": reference.version,
        "note": _note(reference),
        "url": reference.address,
        "urldate": reference.read_on.isoformat() if reference.read_on else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{reference.key},", *lines, "}", ""])


def ris(reference: Reference) -> str:
    """One record for reference managers that read RIS: one field a line, in UTF-8."""
    fields = (
        ("TY", "DATA" if reference.version else "ELEC"),
        ("AU", AUTHOR),
        ("TI", _one_line(reference.title)),
        ("PY", str(reference.published.year)),
        ("DA", reference.published.strftime("%Y/%m/%d")),
        ("ET", reference.version),
        ("N1", _note(reference)),
        ("PB", AUTHOR),
        ("UR", reference.address),
        ("Y2", reference.read_on.strftime("%Y/%m/%d") if reference.read_on else ""),
        ("ID", reference.key),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (*(one for one in fields if one[1]), ("ER", "")))


def _note(reference: Reference) -> str:
    return f"Marks as of {reference.as_of.isoformat()}" if reference.as_of else ""


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in _one_line(text))


def _one_line(text: str) -> str:
    """The text on one line: a line break would begin another field."""
    return " ".join(re.split(r"\s+", text.strip()))
