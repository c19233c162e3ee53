"""The process that makes clean copies: nothing hidden stays, what is seen does, and no file harms who started it."""

import json
import os
import re
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.evidence import CANARY, HIDDEN, bad_file, corpus, document, picture, picture_with_gps
from tracker.files import Cleaner, CleanerFailed, FileKind, Refusal, Unfit, kind_of
from tracker.files import running as running_module
from tracker.files.running import TOP

pytestmark = pytest.mark.once


@pytest.fixture
def copied(tmp_path):
    """What becomes of some bytes: the copy and the facts about it."""

    def copy(data, kind=FileKind.JPEG):
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(data)
        facts = Cleaner(kind, source, target).facts()
        return target.read_bytes(), facts

    return copy


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_keeps_its_pixels_and_nothing_else(copied, kind):
    data = picture_with_gps(kind)

    copy, facts = copied(data, FileKind(kind.lower()))

    with Image.open(BytesIO(copy)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == (kind, (64, 48), {})
        # A lossy format is as near as a careful eye can tell.
        assert all(
            abs(a - b) <= 3 for a, b in zip(drawn.convert("RGB").getpixel((9, 9)), (40, 90, 160), strict=True)
        )
    assert (facts.pages, facts.width, facts.height) == (None, 64, 48)
    assert CANARY.encode() in data
    assert [hidden for hidden in HIDDEN if hidden in copy] == []


def test_picture_is_turned_as_its_camera_said(copied):
    notes = Image.Exif()
    notes[0x0112] = 6

    _copy, facts = copied(picture(exif=notes))

    assert (facts.width, facts.height) == (48, 64)


@pytest.mark.parametrize(
    ("mode", "colour", "kept"),
    [
        ("1", 1, "L"),
        ("L", 99, "L"),
        ("LA", (9, 9), "LA"),
        ("P", 3, "RGB"),
        ("RGBA", (1, 2, 3, 4), "RGBA"),
        ("I;16", 9, "RGB"),
    ],
)
def test_picture_of_any_colours_is_copied(copied, mode, colour, kept):
    copy, _facts = copied(picture("PNG", mode=mode, colour=colour), FileKind.PNG)

    with Image.open(BytesIO(copy)) as drawn:
        assert drawn.mode == kept


def test_picture_in_printers_colours_is_copied_in_those_of_screens(copied):
    copy, _facts = copied(picture(mode="CMYK", colour=(0, 0, 0, 0)))

    with Image.open(BytesIO(copy)) as drawn:
        assert (drawn.mode, drawn.getpixel((9, 9))) == ("RGB", (255, 255, 255))


def test_same_file_gives_the_same_copy(copied):
    for data, kind in ((picture_with_gps(), FileKind.JPEG), (document(3, Author=CANARY), FileKind.PDF)):
        assert copied(data, kind) == copied(data, kind)


def several(kind, **more):
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), (one, 0, 0)) for one in (0, 200)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], **more)
    return out.getvalue()


REFUSED = [
    (lambda: several("PNG"), FileKind.PNG, Refusal.MOVING),
    (lambda: several("WEBP"), FileKind.WEBP, Refusal.MOVING),
    (lambda: picture(size=(8_000, 5_001), mode="L", colour=9), FileKind.JPEG, Refusal.TOO_MANY_PIXELS),
    (lambda: bad_file("huge_dims_lie.png").data, FileKind.PNG, Refusal.TOO_MANY_PIXELS),
    (lambda: picture()[:-40], FileKind.JPEG, Refusal.UNREADABLE),
    (lambda: picture("PNG"), FileKind.JPEG, Refusal.UNREADABLE),
    (lambda: document(501), FileKind.PDF, Refusal.TOO_MANY_PAGES),
    (lambda: document(0), FileKind.PDF, Refusal.NO_PAGES),
    (lambda: document(9)[:-600], FileKind.PDF, Refusal.CUT_OFF),
    (lambda: encrypted(user="secret"), FileKind.PDF, Refusal.ENCRYPTED),
    (lambda: encrypted(user=""), FileKind.PDF, Refusal.ENCRYPTED),
    (lambda: bad_file("deep.pdf").data, FileKind.PDF, Refusal.UNREADABLE),
    (lambda: b"%PDF-1.7\n%%EOF\n", FileKind.PDF, Refusal.UNREADABLE),
]


def encrypted(*, user):
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


@pytest.mark.parametrize(("make", "kind", "refusal"), REFUSED)
def test_file_that_cannot_be_copied_is_refused_with_the_reason(copied, make, kind, refusal):
    with pytest.raises(Unfit) as unfit:
        copied(make(), kind)

    assert unfit.value.refusal == refusal


def test_largest_picture_and_the_most_pages_are_copied(copied):
    _copy, drawn = copied(picture("PNG", size=(8_000, 5_000), mode="RGBA", colour=(1, 2, 3, 4)), FileKind.PNG)
    _copy, paged = copied(document(500), FileKind.PDF)

    assert (drawn.width, paged.pages) == (8_000, 500)


def full_document():
    """A page with a picture that has notes, a note of a person, a filled-in field, a layer, files and scripts."""
    out = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        photo = made.make_stream(
            picture_with_gps(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=64,
            Height=48,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            Metadata=made.make_stream(CANARY.encode()),
        )
        look = made.make_stream(b"0 0 1 rg 0 0 50 50 re f % seen", Type=pikepdf.Name.XObject)
        look.update(pikepdf.Dictionary(Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 50], Resources={}))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Square,
            Rect=[10, 10, 60, 60],
            T=CANARY,
            Contents=CANARY,
            F=4,
            AP=pikepdf.Dictionary(N=look),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/"),
        )
        page.obj.Annots = made.make_indirect([made.make_indirect(note)])
        page.obj.Resources = pikepdf.Dictionary(
            XObject={"/Photo": photo},
            Properties={"/L": pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=f"Layer of {CANARY}")},
        )
        page.obj.Contents = made.make_stream(b"/OC /L BDC q 64 0 0 48 0 0 cm /Photo Do Q EMC")
        page.obj.PieceInfo = pikepdf.Dictionary(Maker=CANARY)
        page.obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        made.attachments["notes.txt"] = CANARY.encode()
        made.docinfo["/Author"] = CANARY
        with made.open_metadata() as notes:
            notes["dc:creator"] = [CANARY]
        # Nothing packed, so that the control below can see what is hidden.
        made.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def everything_in(pdf):
    """All that a PDF says, unpacked."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as found:
        found.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def test_document_keeps_what_is_seen_and_nothing_hidden(copied):
    data = full_document()

    copy, facts = copied(data, FileKind.PDF)

    said = everything_in(copy)
    assert facts.pages == 1
    # The control: all of it was there.
    assert {hidden for hidden in (b"CANARY", b"/JavaScript", b"evil.example", b"GPS", b"Exif") if hidden in data} == {
        b"CANARY", b"/JavaScript", b"evil.example", b"Exif"
    }  # fmt: skip
    assert [
        hidden for hidden in [*HIDDEN, b"/Info", b"/Annots", b"/OCG", b"/Metadata"] if hidden in said
    ] == []
    # The blue square of the note is on the page now, and the picture is where it was.
    assert b"0 0 1 rg 0 0 50 50 re f" in said
    assert b"/Photo Do" in said


def test_picture_in_a_document_keeps_its_pixels(copied):
    copy, _facts = copied(full_document(), FileKind.PDF)

    with pikepdf.open(BytesIO(copy)) as found:
        drawn = pikepdf.PdfImage(found.pages[0].obj.Resources.XObject["/Photo"]).as_pil_image()

    before = Image.open(BytesIO(picture_with_gps()))
    assert drawn.tobytes() == before.tobytes()


def test_page_that_inherits_its_size_keeps_it(copied):
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as made:
        page = made.pages[0].obj
        made.Root.Pages.MediaBox = [0, 0, 321, 123]
        del page["/MediaBox"]
        made.save(out)

    copy, _facts = copied(out.getvalue(), FileKind.PDF)

    with pikepdf.open(BytesIO(copy)) as found:
        assert [float(one) for one in found.pages[0].mediabox] == [0, 0, 321, 123]


def test_whole_corpus_is_copied_without_what_it_hides_or_refused(tmp_path):
    seen, leaks, faults = 0, [], []
    for one in {one.data: one for one in corpus() if kind_of(one.data[:16])}.values():
        kind = next((kind for kind in FileKind if f"image/{kind}" == one.content_type), FileKind.PDF)
        source, target = tmp_path / "source", tmp_path / "copy"
        source.write_bytes(one.data)
        seen += 1
        try:
            Cleaner(kind, source, target).facts()
        except Unfit:
            continue
        except CleanerFailed as fault:
            faults.append((one.path, fault))
            continue
        copy = everything_in(target.read_bytes()) if kind == FileKind.PDF else target.read_bytes()
        leaks += [(one.path, hidden) for hidden in HIDDEN if hidden in copy]

    print(f"\n{seen} files that look like one of the four kinds, {len(leaks)} leaks")  # noqa: T201
    assert (leaks, faults) == ([], [])
    assert seen > 25


def test_corpus_hides_what_is_looked_for():
    """The control: in the files as they were sent, it is found."""
    found = {hidden for hidden in HIDDEN for one in corpus() if hidden in one.data}

    assert {b"CANARY", b"Exif", b"xmpmeta", b"<script", b"/JavaScript", b"/Launch", b"PK\x03\x04"} <= found


def test_process_that_is_killed_says_nothing_of_the_file(tmp_path):
    source, target = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(bad_file("flate_bomb.pdf").data)
    cleaner = Cleaner(FileKind.PDF, source, target)

    os.kill(cleaner.pid, signal.SIGKILL)

    with pytest.raises(CleanerFailed, match="ended with -9"):
        cleaner.facts()


def test_process_that_hangs_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(running_module, "WALL_SECONDS", 0.0)
    source, target = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(document(400))
    cleaner = Cleaner(FileKind.PDF, source, target)

    with pytest.raises(CleanerFailed, match="took too long"):
        cleaner.facts()

    with pytest.raises(ProcessLookupError):
        os.kill(cleaner.pid, 0)


TRY = """
import json, os, socket, subprocess
from tracker.files.confining import confine
before = sorted(int(one) for one in os.listdir("/proc/self/fd"))
shut = confine()
found = {"shut": shut, "environment": dict(os.environ), "open": before}
for name, act in {
    "socket": lambda: socket.socket(),
    "program": lambda: os.execv("/bin/true", ["true"]),
    "memory": lambda: bytearray(600 << 20),
    "file": lambda: open("big", "wb").write(bytes(65 << 20)),
}.items():
    try:
        act()
        found[name] = "done"
    except BaseException as fault:
        found[name] = type(fault).__name__
print(json.dumps(found))
"""


def test_process_that_is_shut_in_reaches_no_network_program_or_memory(tmp_path):
    command = [sys.executable, "-E", "-s", "-c", f"import sys; sys.path.insert(0, {str(TOP)!r})\n{TRY}"]

    done = subprocess.run(command, env={}, cwd=tmp_path, capture_output=True, text=True, check=True)

    found = json.loads(done.stdout)
    assert found.pop("open")[:3] == [0, 1, 2]
    assert found == {
        "shut": True,
        "environment": found["environment"],
        "socket": "PermissionError",
        "program": "PermissionError",
        "memory": "MemoryError",
        "file": "OSError",
    }
    # What the interpreter sets for itself, and nothing of ours.
    assert set(found["environment"]) <= {"LC_CTYPE"}


def test_process_would_do_all_that_if_it_were_not_shut_in(tmp_path):
    """The control."""
    free = (
        TRY.replace("shut = confine()", "shut = False")
        .replace('"program"', '"none"')
        .replace("os.execv", "str")
    )

    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(TOP)!r})\n{free}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    found = json.loads(done.stdout)
    assert [found[name] for name in ("socket", "memory", "file")] == ["done"] * 3


def test_spinning_process_is_ended_by_its_share_of_the_processor():
    spin = f"import sys; sys.path.insert(0, {str(TOP)!r})\nfrom tracker.files import confining\n"
    spin += "confining.CPU_SECONDS = 1\nconfining.confine()\nwhile True: pass"

    done = subprocess.run([sys.executable, "-c", spin], capture_output=True, check=False)

    assert done.returncode == -signal.SIGXCPU


def test_memory_of_whoever_starts_it_stays_flat(copied):
    def mine():
        return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1])

    data = bad_file("bomb_real.png").data
    before = mine()
    for _time in range(3):
        with pytest.raises(Unfit):
            copied(data, FileKind.PNG)
    copied(bad_file("flate_bomb.pdf").data, FileKind.PDF)

    assert mine() - before < 50_000
