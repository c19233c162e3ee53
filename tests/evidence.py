"""Files as people hand them in: good ones, and the project's corpus of bad ones (`tests/cases/make_bad_files.py`)."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

MAKER = Path(__file__).parent / "cases" / "make_bad_files.py"
CANARY = "CANARY-Amina-Reporter-7f3a"
# What the corpus hides in its files, in the forms in which it could come out again: names, scripts, and the place.
HIDDEN = [
    b"CANARY", b"CANARY".decode().encode("utf-16-be"), b"Exif", b"xmpmeta", b"Photoshop", b"<script", b"evil.example",
    b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"PK\x03\x04", b"tEXt", b"eXIf", b"iTXt", b"GPS",
]  # fmt: skip


@dataclass(frozen=True)
class BadFile:
    """One file of the corpus: what it is called, its bytes, and what must become of it."""

    path: str
    name: str
    content_type: str
    expect: str
    canary: str | None
    data: bytes


@cache
def corpus():
    """The whole corpus, made once."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(MAKER), folder], check=True, capture_output=True)
        rows = json.loads((Path(folder) / "manifest.json").read_text())["files"]
        return [
            BadFile(
                **{key: row[key] for key in ("path", "name", "content_type", "expect", "canary")},
                data=(Path(folder) / row["path"]).read_bytes(),
            )
            for row in rows
        ]


def bad_file(path):
    """One file of the corpus."""
    (found,) = [one for one in corpus() if one.path == path]
    return found


def picture(kind="JPEG", *, size=(64, 48), mode="RGB", colour=(40, 90, 160), **more):
    """A picture as a camera or a screen makes it."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def picture_with_gps(kind="JPEG", **more):
    """A picture that says where and by whom it was taken."""
    notes = Image.Exif()
    notes[0x013B] = CANARY
    notes.get_ifd(0x8825).update({1: "N", 2: (33.0, 53.0, 37.0), 3: "E", 4: (35.0, 30.0, 6.0)})
    return picture(kind, exif=notes, **more)


def document(pages=1, **info):
    """A PDF with some empty pages."""
    out = BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page(page_size=(200, 200))
        for key, value in info.items():
            made.docinfo[f"/{key}"] = value
        made.save(out)
    return out.getvalue()
