"""How an edition is cited: as a sentence, and as BibTeX and RIS for programs that keep references.

The author is the scorecard itself: nobody is named. The version is the beginning of the digest, so that whoever has
the bytes can check that they are the cited ones.
"""

import re
from datetime import date

from django.conf import settings
from django.urls import reverse
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


def address_of(edition: EditionRef) -> str:
    """The permanent address."""
    return settings.SITE_URL.rstrip("/") + reverse("public:edition", args=[edition.slug])


def cited(edition: EditionRef, *, today: date) -> str:
    """The edition as a sentence in a list of references, with the day of reading."""
    return _(
        "%(author)s (%(year)s): %(title)s. Marks as of %(as_of)s, version %(version)s. %(address)s "
        "(read on %(today)s)"
    ) % {
        "author": AUTHOR,
        "year": edition.frozen_on.year,
        "title": _one_line(edition.title),
        "as_of": day(edition.as_of),
        "version": edition.version,
        "address": address_of(edition),
        "today": day(today),
    }


def bibtex(edition: EditionRef) -> str:
    """The edition for BibTeX, in UTF-8."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_tex(edition.title)}}}",
        "year": str(edition.frozen_on.year),
        "month": str(edition.frozen_on.month),
        "version": edition.version,
        "note": f"Marks as of {edition.as_of.isoformat()}",
        "url": address_of(edition),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{gcm-scorecard-{edition.slug},", *lines, "}", ""])


def ris(edition: EditionRef) -> str:
    """The edition for reference managers that read RIS: one field a line, in UTF-8."""
    fields = (
        ("TY", "DATA"),
        ("AU", AUTHOR),
        ("TI", _one_line(edition.title)),
        ("PY", str(edition.frozen_on.year)),
        ("DA", edition.frozen_on.strftime("%Y/%m/%d")),
        ("ET", edition.version),
        ("N1", f"Marks as of {edition.as_of.isoformat()}"),
        ("PB", AUTHOR),
        ("UR", address_of(edition)),
        ("ID", f"gcm-scorecard-{edition.slug}"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in _one_line(text))


def _one_line(text: str) -> str:
    """The text on one line: a line break would begin another field."""
    return " ".join(re.split(r"\s+", text.strip()))
