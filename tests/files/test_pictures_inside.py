"""Pictures inside a PDF carry notes along: JPEG, JPEG 2000, and either packed once more."""

import zlib
from io import BytesIO
from struct import pack

import pikepdf
import pytest
from PIL import Image, features

from tests.evidence import CANARY, picture, picture_with_gps
from tests.files.test_copies import everything_in
from tracker.files import Cleaner, FileKind, Refusal, Unfit
from tracker.files.jpeg import bare_jpeg
from tracker.files.jpeg2000 import bare_jpeg2000

pytestmark = pytest.mark.once


def scan():
    """A JPEG 2000 picture with notes in a box of its own, and a comment at the beginning of its pixels."""
    out = BytesIO()
    Image.new("RGB", (64, 48), (40, 90, 160)).save(out, "JPEG2000")
    data = out.getvalue()
    boxes, pixels = data[: data.index(b"jp2c") - 4], data[data.index(b"\xff\x4f\xff\x51") :]
    comment = b"\xff\x64" + pack(">HH", 4 + len(CANARY), 1) + CANARY.encode()
    at = 4 + int.from_bytes(pixels[4:6], "big")
    pixels = pixels[:at] + comment + pixels[at:]
    notes = pack(">L", 8 + len(CANARY)) + b"xml " + CANARY.encode()
    return boxes + notes + pack(">L", 8 + len(pixels)) + b"jp2c" + pixels


def document_with(data, *filters, **more):
    out = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        drawn = made.make_stream(
            data,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=64,
            Height=48,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Array([pikepdf.Name(one) for one in filters]),
            **more,
        )
        page.obj.Resources = pikepdf.Dictionary(XObject={"/P": drawn})
        page.obj.Contents = made.make_stream(b"q 64 0 0 48 0 0 cm /P Do Q")
        made.save(out)
    return out.getvalue()


def copied(data, tmp_path):
    (tmp_path / "source").write_bytes(data)
    Cleaner(FileKind.PDF, tmp_path / "source", tmp_path / "copy").facts()
    return (tmp_path / "copy").read_bytes()


def pixels_in(pdf):
    with pikepdf.open(BytesIO(pdf)) as found:
        raw = found.pages[0].obj.Resources.XObject["/P"].read_raw_bytes()
    with Image.open(BytesIO(raw)) as drawn:
        return drawn.convert("RGB").tobytes()


@pytest.mark.skipif(not features.check("jpg_2000"), reason="this Pillow draws no JPEG 2000")
@pytest.mark.parametrize(
    ("make", "filters"),
    [
        (picture_with_gps, ["/DCTDecode"]),
        (lambda: zlib.compress(picture_with_gps()), ["/FlateDecode", "/DCTDecode"]),
        (scan, ["/JPXDecode"]),
        (lambda: zlib.compress(scan()), ["/FlateDecode", "/JPXDecode"]),
    ],
)
def test_picture_keeps_its_pixels_without_its_notes(tmp_path, make, filters):
    before = make() if len(filters) == 1 else zlib.decompress(make())

    copy = copied(document_with(make(), *filters), tmp_path)

    with Image.open(BytesIO(before)) as drawn:
        assert pixels_in(copy) == drawn.convert("RGB").tobytes()
    assert CANARY.encode() in before
    assert CANARY.encode() not in everything_in(copy)


@pytest.mark.parametrize(
    ("data", "filters", "refusal"),
    [
        (b"no picture", ["/DCTDecode"], Refusal.UNREADABLE),
        (b"no picture", ["/JPXDecode"], Refusal.UNREADABLE),
        (zlib.compress(bytes(21 << 20)), ["/FlateDecode", "/DCTDecode"], Refusal.TOO_HEAVY),
        (b"<~~>", ["/ASCII85Decode", "/DCTDecode"], Refusal.UNREADABLE),
    ],
)
def test_document_with_a_picture_that_cannot_be_bared_is_refused(tmp_path, data, filters, refusal):
    with pytest.raises(Unfit) as unfit:
        copied(document_with(data, *filters), tmp_path)

    assert unfit.value.refusal == refusal


def test_picture_that_lies_in_another_file_is_refused(tmp_path):
    document = document_with(picture(), "/DCTDecode", F=pikepdf.String("http://evil.example/p.jpg"))

    with pytest.raises(Unfit):
        copied(document, tmp_path)


@pytest.mark.parametrize(
    "make",
    [picture_with_gps, lambda: picture(progressive=True), lambda: picture(mode="CMYK", colour=(9, 9, 9, 9))],
)
def test_every_kind_of_jpeg_is_drawn_the_same_without_notes(make):
    data = make() + b"behind the end"

    bare = bare_jpeg(data)

    with Image.open(BytesIO(data)) as before, Image.open(BytesIO(bare)) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert [hidden in bare for hidden in (b"CANARY", b"Exif", b"behind")] == [False] * 3


@pytest.mark.parametrize("bare", [bare_jpeg, bare_jpeg2000])
@pytest.mark.parametrize("make", [picture_with_gps, scan])
def test_picture_that_is_cut_anywhere_is_refused_or_whole_never_a_fault_of_ours(bare, make):
    data = make()

    for cut in range(0, len(data), 7):
        try:
            assert CANARY.encode() not in bare(data[:cut])
        except ValueError:
            continue
        except Exception as fault:
            pytest.fail(f"cut at {cut}: {fault!r}")
