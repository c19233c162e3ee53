"""Which files are taken at the door: name and first bytes must agree, and everything else is told what to do."""

import pytest

from tracker.files import MOST_BYTES, FileKind, Refusal, Unfit, check_arrived

pytestmark = pytest.mark.once
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 12


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", FileKind.PDF),
        ("a.b.JPG", JPEG, FileKind.JPEG),
        ("photo.jpeg ", JPEG, FileKind.JPEG),
        ("a.png", b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", FileKind.WEBP),
        ("фото.jpg", JPEG, FileKind.JPEG),
    ],
)
def test_file_of_one_of_the_four_kinds_is_taken(name, head, kind):
    assert check_arrived(name, size=MOST_BYTES, head=head) == kind


@pytest.mark.parametrize(
    ("name", "head", "refusal"),
    [
        ("a.docx", b"PK\x03\x04", Refusal.DOCUMENT),
        ("a.svg", b"<svg", Refusal.PICTURE),
        ("a.zip", b"PK\x03\x04", Refusal.ARCHIVE),
        ("a.jpg.exe", JPEG, Refusal.OTHER_KIND),
        ("a.jpg::$DATA", JPEG, Refusal.OTHER_KIND),
        (".htaccess", JPEG, Refusal.NAMELESS),
        (".jpg", JPEG, Refusal.NAMELESS),
        ("photo", JPEG, Refusal.NAMELESS),
        ("a.pdf", JPEG, Refusal.DISAGREES),
        ("a.pdf", b"<html>%PDF-1.7", Refusal.DISAGREES),
    ],
)
def test_any_other_file_is_refused_with_the_reason(name, head, refusal):
    with pytest.raises(Unfit) as unfit:
        check_arrived(name, size=len(head), head=head)

    assert unfit.value.refusal == refusal


@pytest.mark.parametrize(("size", "refusal"), [(0, Refusal.EMPTY), (MOST_BYTES + 1, Refusal.TOO_BIG)])
def test_file_of_no_size_or_too_large_is_refused(size, refusal):
    with pytest.raises(Unfit) as unfit:
        check_arrived("a.jpg", size=size, head=JPEG)

    assert unfit.value.refusal == refusal
