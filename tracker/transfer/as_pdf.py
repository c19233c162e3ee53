"""An extract as a PDF that assistive technology can read (PDF/UA-1), set by typst from our template."""

import json
import logging
import subprocess
import sys
import threading
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from tracker.selectors.computed_at import Busy
from tracker.selectors.imprint import AUTHOR, Imprint
from tracker.transfer.as_json import version_of
from tracker.transfer.cells import on_paper
from tracker.transfer.extract import LICENCE, Extract, Type
from tracker.transfer.typesetting import UNPRINTABLE
from tracker.wording import day, figure

log = logging.getLogger(__name__)

TOP = Path(__file__).resolve().parent.parent.parent
# Whoever has to wait longer is told to come again; whatever takes longer is given up.
PATIENCE, LONGEST = 15.0, 30.0
MOST_ROWS = 2_000
# More columns than this lie on a page turned sideways.
UPRIGHT = 5
# In letters: a longer text is wrapped.
WIDEST = 40
# The scripts that the fonts have letters for, and set right; the names of all others in Unicode begin otherwise.
SCRIPTS = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "MODIFIER LETTER",
    "MASCULINE",
    "FEMININE",
    "MICRO",
    "OHM",
    "KELVIN",
    "ANGSTROM",
)
NUMBERS = {Type.WHOLE, Type.NUMBER}
_setting = threading.Lock()


class Unprintable(Exception):
    """It cannot be a PDF of ours; says why, for readers."""


def as_pdf(extract: Extract, imprint: Imprint) -> bytes:
    """The extract on paper. Raises Unprintable, or Busy where others wait for theirs already."""
    told = told_on_paper(extract, imprint)
    if len(extract.rows) > MOST_ROWS:
        text = ngettext(
            "The PDF would hold %(number)s row, too many to read on paper.",
            "The PDF would hold %(number)s rows, too many to read on paper.",
            len(extract.rows),
        )
        raise Unprintable(text % {"number": figure(len(extract.rows))})
    written = json.dumps(told, ensure_ascii=False)
    if not all(map(_has_font, set(written))):
        raise Unprintable(_without_font())
    moment = int(datetime.combine(extract.as_of, datetime.min.time(), UTC).timestamp())
    return _set(f"{moment}\n{written}".encode())


def _has_font(character: str) -> bool:
    """Whether the fonts set this character right: letters of a few scripts, and what is written between them."""
    kind = unicodedata.category(character)
    if kind[0] in "LM":
        return unicodedata.name(character, "").startswith((*SCRIPTS, "COMBINING"))
    return kind in {"Cc", "Cf"} or ord(character) < 0x2E80


def _without_font() -> str:
    return _(
        "It has letters or signs for which we have no font, as of Arabic or Chinese; they would come out as boxes."
    )


def told_on_paper(extract: Extract, imprint: Imprint) -> dict[str, Any]:
    """What is handed to the typesetter: texts only, every number written as the page writes it."""
    shown, same = _columns_on_paper(extract)
    columns = [extract.columns[at] for at in shown]
    rows = [[on_paper(row[at], extract.columns[at]) for at in shown] for row in extract.rows]
    return {
        "lang": get_language() or "en",
        "dir": "rtl" if get_language_bidi() else "ltr",
        "wide": len(shown) > UPRIGHT,
        "title": extract.title,
        "author": AUTHOR,
        "sentence": extract.sentence,
        "same": [[str(extract.columns[at].title), str(extract.rows[0][at])] for at in same],
        "columns": [
            {
                "title": str(column.title),
                "number": column.type in NUMBERS,
                "width": min(max(len(cells[at]) for cells in rows), WIDEST) + 2,
            }
            for at, column in enumerate(columns)
        ],
        "rows": rows,
        "none": _("There is no row."),
        "running": _("GCM Scorecard · as of %(day)s") % {"day": day(extract.as_of)},
        "demonstration": _demonstration() if imprint.demonstration else "",
        "caveats_title": _("To know"),
        "caveats": list(extract.caveats),
        "about_title": _("About this document"),
        "about": _imprint(extract, imprint),
    }


def _columns_on_paper(extract: Extract) -> tuple[list[int], list[int]]:
    """Which columns stand in the table: those that say anything; and which say the same in all of several rows."""
    shown: list[int] = []
    same: list[int] = []
    for at, column in enumerate(extract.columns):
        cells = {row[at] for row in extract.rows}
        if not column.printed or cells <= {None, ""}:
            continue
        alike = len(cells) == 1 and len(extract.rows) > 1 and column.type == Type.TEXT
        (same if alike else shown).append(at)
    return shown, same


def _demonstration() -> str:
    return _("Demonstration data are loaded on this installation: what is marked as fictional is made up.")


def _imprint(extract: Extract, imprint: Imprint) -> list[list[str]]:
    return [
        [_("As of"), day(extract.as_of)],
        [_("Version"), version_of(extract)],
        [_("Method"), str(imprint.method_version)],
        [_("Address"), imprint.address],
        [_("To be named as"), imprint.attribution],
        [_("Licence"), f"{LICENCE.title} ({LICENCE.name}), {LICENCE.url}"],
        [_("Record of acts"), imprint.audit_head or on_paper(None, extract.columns[0])],
    ]


def _set(told: bytes) -> bytes:
    """The document, set in a process of its own, one at a time."""
    if not _setting.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-B", "-m", "tracker.transfer.typesetting"],
            input=told,
            capture_output=True,
            timeout=LONGEST,
            cwd=TOP,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.error("a PDF took longer than %s seconds to set", LONGEST)
        raise Busy from None
    finally:
        _setting.release()
    if done.returncode == UNPRINTABLE:
        raise Unprintable(_without_font())
    if done.returncode:
        raise RuntimeError(f"no PDF was set: {done.returncode}, {done.stderr[-300:]!r}")
    return done.stdout
