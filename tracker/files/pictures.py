"""A picture drawn anew: nothing of the old file stays but its pixels."""

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from tracker.files.kinds import FileKind, Refusal, Unfit
from tracker.files.limits import MOST_PIXELS

FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
# What each format keeps as it is; anything else is drawn in the plain colours of screens.
MODES = {
    FileKind.JPEG: {"L", "RGB"},
    FileKind.PNG: {"L", "LA", "RGB", "RGBA"},
    FileKind.WEBP: {"RGB", "RGBA"},
}
SAVED = {
    FileKind.JPEG: {"quality": 90},
    FileKind.PNG: {"compress_level": 6},
    FileKind.WEBP: {"quality": 90, "method": 4},
}


def clean_picture(source: BinaryIO, target: BinaryIO, kind: FileKind) -> dict[str, int]:
    """Write a new picture with the pixels of the old one, upright; says how large it is."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("ignore")
    with _opened(source, kind) as found:
        if found.width * found.height > MOST_PIXELS:
            raise Unfit(Refusal.TOO_MANY_PIXELS)
        # A telephone adds a small picture behind a JPEG; in the others several mean that it moves.
        if kind != FileKind.JPEG and getattr(found, "n_frames", 1) > 1:
            raise Unfit(Refusal.MOVING)
        drawn = _drawn(found, kind)
    drawn.save(target, FORMATS[kind], **SAVED[kind])
    return {"width": drawn.width, "height": drawn.height}


def _opened(source: BinaryIO, kind: FileKind) -> Image.Image:
    """The picture, read by the one reader of its kind."""
    try:
        return Image.open(source, formats=[FORMATS[kind]])
    except Image.DecompressionBombError:
        raise Unfit(Refusal.TOO_MANY_PIXELS) from None


def _drawn(found: Image.Image, kind: FileKind) -> Image.Image:
    """The pixels on new paper, turned as the camera said."""
    found.load()
    turned = ImageOps.exif_transpose(found)
    plain = turned if turned.mode in MODES[kind] else turned.convert(_mode_for(turned, kind))
    paper = Image.new(plain.mode, plain.size)
    paper.paste(plain)
    return paper


def _mode_for(picture: Image.Image, kind: FileKind) -> str:
    """The plain colours that lose nothing one can see."""
    see_through = picture.has_transparency_data and kind != FileKind.JPEG
    if see_through:
        return "RGBA"
    return "L" if picture.mode == "1" and kind != FileKind.WEBP else "RGB"
