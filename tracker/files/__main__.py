"""The process that reads what strangers sent: one file in, one clean copy out, and a line that says how it went.

Started by `running` with the file as its input and the copy as its output. It is limited before it reads anything,
and it knows neither Django nor the database.
"""

import json
import os
import sys
from io import BytesIO
from typing import Any, BinaryIO

from tracker.files.confining import confine
from tracker.files.kinds import FileKind, Refusal, Unfit
from tracker.files.limits import MOST_BYTES


def main(what: str, *more: str) -> None:
    """Do the one thing asked for; the line goes where errors went, and libraries may say what they like to nobody."""
    told, target = os.dup(2), os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    is_shut_in = confine()
    with os.fdopen(0, "rb") as source, os.fdopen(target, "wb") as out:
        said = _said(what, source.read(MOST_BYTES + 1), out, *more)
    os.write(told, json.dumps({**said, "shut_in": is_shut_in}).encode())


def _said(what: str, data: bytes, out: BinaryIO, *more: str) -> dict[str, Any]:
    """What came of it: facts about the copy, or why there is none."""
    try:
        return {"facts": _facts(what, data, out, *more)}
    except Unfit as unfit:
        return {"refused": unfit.refusal.value}
    except MemoryError:
        return {"refused": Refusal.TOO_HEAVY.value}
    except Exception as fault:
        # Readers of hostile files fail in many words; whatever it was, the file could not be read.
        return {"refused": Refusal.UNREADABLE.value, "fault": f"{type(fault).__name__}: {fault}"[:500]}


def _facts(what: str, data: bytes, out: BinaryIO, *more: str) -> dict[str, int]:
    # Each reader is loaded only where it is needed, and only after the process is shut in.
    if what == "seal":
        from tracker.files.sealing import sealed  # noqa: PLC0415

        out.write(sealed(data, *more))
        return {}
    if what == FileKind.PDF:
        from tracker.files.documents import clean_document  # noqa: PLC0415

        return clean_document(BytesIO(data), out)
    from tracker.files.pictures import clean_picture  # noqa: PLC0415

    return clean_picture(BytesIO(data), out, FileKind(what))


if __name__ == "__main__":
    main(*sys.argv[1:])
