"""JPEG 2000 pictures inside a PDF, as scanners make them: the notes are cut out, the pixels stay as they are."""

from struct import pack, unpack

# Boxes whose contents are notes: XML, anything under a number of its own, addresses.
NOTES = {b"xml ", b"uuid", b"uinf"}
PIXELS = b"jp2c"
START, TILES, COMMENT = 0xFF4F, 0xFF90, 0xFF64


def bare_jpeg2000(data: bytes) -> bytes:
    """The picture without notes. Raises ValueError where it is none."""
    if data[:2] == pack(">H", START):
        return _bare_pixels(data)
    kept, at = [], 0
    while at < len(data):
        name, head, end = _box(data, at)
        inside = data[at + head : end]
        if name == PIXELS:
            inside = _bare_pixels(inside)
        if name not in NOTES:
            kept.append(pack(">L", len(inside) + 8) + name + inside)
        at = end
    return b"".join(kept)


def _box(data: bytes, at: int) -> tuple[bytes, int, int]:
    """The name of the box that begins here, how long its head is, and where it ends."""
    if at + 8 > len(data):
        raise ValueError("a box without its head")
    length, name, head = *unpack(">L4s", data[at : at + 8]), 8
    if length == 1:
        (length,), head = unpack(">Q", data[at + 8 : at + 16]), 16
    end = len(data) if length == 0 else at + length
    if (length and length < head) or end > len(data):
        raise ValueError("a box that ends elsewhere")
    return name, head, end


def _bare_pixels(data: bytes) -> bytes:
    """The drawn picture without the comments at its beginning."""
    if data[:2] != pack(">H", START):
        raise ValueError("no picture")
    kept, at = [data[:2]], 2
    while True:
        if at + 4 > len(data):
            raise ValueError("the picture has no end")
        marker, length = unpack(">HH", data[at : at + 4])
        if marker == TILES:
            return b"".join([*kept, data[at:]])
        if marker != COMMENT:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
