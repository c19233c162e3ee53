"""What hides in the pictures inside a PDF: a JPEG carries its camera's notes along. Cut out without a new drawing."""

START, END, SCAN = 0xD8, 0xD9, 0xDA
# The tables that a picture is made of; whose notes begin with this one say how its colours are meant.
COLOURS = 0xEE
NOTES = range(0xE0, 0xF0)
COMMENT = 0xFE
ALONE = {0x01, *range(0xD0, 0xD8)}


def bare_jpeg(data: bytes) -> bytes:
    """The JPEG without notes, comments, and anything behind its end. Raises ValueError where it is none."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [data[:2]], 2
    while True:
        at = _next_marker(data, at)
        marker = data[at + 1]
        if marker == END:
            return b"".join([*kept, b"\xff\xd9"])
        if marker in ALONE:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            raise ValueError("a part without its length")
        end = at + 2 + length
        if marker == SCAN:
            end = _end_of_scan(data, end)
        if not (marker == COMMENT or (marker in NOTES and marker != COLOURS)):
            kept.append(data[at:end])
        at = end


def _next_marker(data: bytes, at: int) -> int:
    """Where the next marker stands; fill bytes before it are passed over."""
    if at + 2 > len(data) or data[at] != 0xFF:
        raise ValueError("no marker where one must be")
    while data[at + 1] == 0xFF:
        at += 1
        if at + 2 > len(data):
            raise ValueError("the picture has no end")
    return at


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the pixels end: at the first marker that is neither a stuffed zero nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("the picture has no end")
        if data[at + 1] != 0 and data[at + 1] not in ALONE:
            return at
        at += 2
