"""A PDF copied page by page into a new one: what is drawn on the pages comes along, and nothing else."""

from collections.abc import Iterator
from typing import BinaryIO
from zlib import decompressobj

import pikepdf

from tracker.files.jpeg import bare_jpeg
from tracker.files.jpeg2000 import bare_jpeg2000
from tracker.files.kinds import Refusal, Unfit
from tracker.files.limits import MOST_BYTES, MOST_PAGES

# All that a page needs to be drawn.
PAGE_KEYS = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group",
}  # fmt: skip
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
# Notes about anything on a page, actions, attachments, layers by name, and pieces of other programs and files.
NOTES = (
    "/Metadata", "/PieceInfo", "/AA", "/AF", "/LastModified", "/JS", "/JavaScript", "/Annots", "/OPI", "/Alternates",
    "/OC", "/Properties", "/StructParent", "/StructParents", "/Thumb", "/Measure", "/PtData", "/Ref",
    "/EmbeddedFiles", "/OpenAction", "/Launch", "/URI",
)  # fmt: skip
# A stream whose bytes lie in another file.
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")
# Ways of packing a picture that can carry notes along.
PICTURES = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg2000}
# The last bytes, in which the end of a whole file is said.
TAIL = 2048


def clean_document(source: BinaryIO, target: BinaryIO) -> dict[str, int]:
    """Write a new PDF with the pages of the old one; says how many."""
    _check_end(source)
    try:
        with pikepdf.open(source) as found, pikepdf.new() as copy:
            _check(found)
            # What stands on a page as a note or a field is drawn onto it, so that nothing seen is lost or uncovered.
            found.generate_appearance_streams()
            found.flatten_annotations("screen")
            for page in found.pages:
                _bare_page(page.obj)
                copy.pages.append(page)
            for thing in copy.objects:
                _bare(thing)
            copy.save(target, compress_streams=True, recompress_flate=True, deterministic_id=True)
            return {"pages": len(copy.pages)}
    except pikepdf.PasswordError:
        raise Unfit(Refusal.ENCRYPTED) from None


def _check_end(source: BinaryIO) -> None:
    """Refuse a file that stops before its end."""
    size = source.seek(0, 2)
    source.seek(max(0, size - TAIL))
    if b"%%EOF" not in source.read():
        raise Unfit(Refusal.CUT_OFF)
    source.seek(0)


def _check(found: pikepdf.Pdf) -> None:
    if found.is_encrypted:
        raise Unfit(Refusal.ENCRYPTED)
    if not found.pages:
        raise Unfit(Refusal.NO_PAGES)
    if len(found.pages) > MOST_PAGES:
        raise Unfit(Refusal.TOO_MANY_PAGES)


def _bare_page(page: pikepdf.Object) -> None:
    """Leave the page what it is drawn from."""
    for key in INHERITED:
        if key not in page and (found := _inherited(page, key)) is not None:
            page[key] = found
    for key in set(page.keys()) - PAGE_KEYS:
        del page[key]


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """What the branches above a page say for all their pages."""
    above = page.get("/Parent")
    for _step in range(MOST_PAGES):
        if not isinstance(above, pikepdf.Dictionary):
            return None
        if key in above:
            return above[key]
        above = above.get("/Parent")
    return None


def _bare(thing: pikepdf.Object) -> None:
    """Take the notes off a thing and off everything inside it; pictures lose what is hidden in them."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Stream):
            _bare_stream(one)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key in NOTES:
                if key in one:
                    del one[key]
        waiting += [part for part in _parts(one) if not part.is_indirect]


def _parts(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The things inside a thing that may have parts themselves."""
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inside = [value for _key, value in thing.items()]
    else:
        return
    for part in inside:
        if isinstance(part, pikepdf.Array | pikepdf.Dictionary):
            yield part


def _bare_stream(stream: pikepdf.Stream) -> None:
    """Pictures lose what is hidden in them; what lies elsewhere, or is packed in a way of its own, is refused."""
    if any(key in stream for key in ELSEWHERE):
        raise Unfit(Refusal.UNREADABLE)
    asked = stream.get("/Filter")
    names = [str(one) for one in asked] if isinstance(asked, pikepdf.Array) else [str(asked)]
    if not PICTURES.keys() & set(names):
        return
    data = stream.read_raw_bytes()
    if names[0] == "/FlateDecode" and len(names) == 2:
        data = _unpacked(data)
    elif len(names) > 1:
        raise Unfit(Refusal.UNREADABLE)
    how = stream.get("/DecodeParms")
    stream.write(PICTURES[names[-1]](data), filter=pikepdf.Name(names[-1]))
    # Said for each layer, where there were two; only that of the picture is left.
    last = how[-1] if isinstance(how, pikepdf.Array) and len(how) else how
    if isinstance(last, pikepdf.Dictionary):
        stream["/DecodeParms"] = last


def _unpacked(data: bytes) -> bytes:
    """A picture that was packed once more, which makes it no smaller."""
    opened = decompressobj()
    found = opened.decompress(data, MOST_BYTES)
    if opened.unconsumed_tail:
        raise Unfit(Refusal.TOO_HEAVY)
    return found
