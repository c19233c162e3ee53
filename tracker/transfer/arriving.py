"""Files on their way in: straight to the disk where they will lie, counted as they come, and only where asked for.

Django would keep a small file in memory and a large one in a folder for anybody's, at every address. This takes a
file only for a view that says `takes_files`, only from somebody who is signed in, and never more of it than allowed.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from tracker.files import MOST_BYTES, MOST_FILES, MOST_TOGETHER
from tracker.files.kinds import HEAD
from tracker.files.store import drop, half_of, sync
from tracker.selectors.files import store

View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Let a view take files; at every other address they are read past."""
    view.takes_files = True  # type: ignore[attr-defined]  # what the handler below looks at
    return view


class ArrivedFile(UploadedFile):  # type: ignore[type-arg]  # not generic at run time
    """A file that lies beside its place in the store, until an act gives it its name; else it goes with the request.

    Of one that is too large only the beginning is here, and its size says that it is too large.
    """

    def __init__(self, name: str, *, stored_name: UUID, size: int, sha256: str, head: bytes) -> None:
        super().__init__(file=None, name=name, size=size)
        self.stored_name, self.sha256, self.head = stored_name, sha256, head
        self._kept = False

    def content(self) -> bytes:
        """All of it, for what is read at once and kept nowhere."""
        return half_of(store().coming(self.stored_name)).read_bytes()

    def keep(self) -> None:
        """Leave it where it is: there is a row about it now."""
        self._kept = True

    def close(self) -> None:
        """Delete it at the end of the request, unless it was kept."""
        if not self._kept:
            drop(store().coming(self.stored_name))


class OnlyWhereAsked(FileUploadHandler):
    """The one way in for files."""

    _half: Path | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file, or read past it."""
        super().new_file(*args, **kwargs)
        self._half = None
        if self.request is None or not _is_asked_for(self.request):
            raise SkipFile
        taken = getattr(self.request, "files_arrived", 0) + 1
        self.request.files_arrived = taken  # type: ignore[attr-defined]  # ours, for this request
        if taken > MOST_FILES:
            raise SkipFile
        self._name, self._size, self._digest, self._head = uuid4(), 0, sha256(), b""
        self._half = half_of(store().coming(self._name))
        self.file = os.fdopen(os.open(self._half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the next piece, up to the limit; whatever comes then is read and dropped."""
        self._size += len(raw_data)
        if self._size > MOST_BYTES:
            return
        self._head = (self._head + raw_data[:HEAD])[:HEAD]
        self._digest.update(raw_data)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ArrivedFile:
        """The file, on the disk for good."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if self._half is not None:
            sync(self._half.parent)
        self._half = None
        return ArrivedFile(
            self.file_name or "",
            stored_name=self._name,
            size=self._size,
            sha256=self._digest.hexdigest(),
            head=self._head,
        )

    def upload_interrupted(self) -> None:
        """The sender went away: so does what came."""
        if self._half is not None:
            self.file.close()
            self._half.unlink(missing_ok=True)


def _is_asked_for(request: HttpRequest) -> bool:
    """Whether the view at this address takes files, from this person, and this many bytes at once."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    user = getattr(request, "user", None)
    if not getattr(view, "takes_files", False) or user is None or not user.is_authenticated:
        return False
    return sent_bytes(request) <= MOST_TOGETHER


def sent_bytes(request: HttpRequest) -> int:
    """How large the whole request is, as its sender says; the server reads no further."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
