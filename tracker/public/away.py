"""While the database does not answer: how that is told from our own faults, and how a form that was sent is kept."""

import sqlite3
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse

# SQLite calls a table that is missing by the same name as a file that is locked; only these are no faults of ours.
OUT_OF_REACH = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
PRIMARY = 0xFF
# From this length on a text was typed rather than chosen, and is worth copying to a safe place.
LONG = 60


def is_away(fault: BaseException | None) -> bool:
    """Whether a fault says that the database is gone, full, locked or too slow, rather than that we are wrong."""
    if isinstance(fault, OperationalError | InterfaceError):
        cause = fault.__cause__
        if isinstance(cause, sqlite3.Error):
            return getattr(cause, "sqlite_errorcode", 0) & PRIMARY in OUT_OF_REACH
        return True
    return False


@dataclass(frozen=True, kw_only=True)
class SentForm:
    """A form as it was sent: every field, the long texts among them to read, and the files to choose again."""

    address: str
    fields: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


def sent_form(request: HttpRequest) -> SentForm | None:
    """The form of a request, to send again; nothing where none was sent, or one with a secret in it."""
    if request.method != "POST":
        return None
    try:
        sent, files = request.POST, request.FILES
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return None
    if not sent or _is_secret(request):
        return None
    fields = tuple((name, str(value)) for name, values in sent.lists() for value in values)
    return SentForm(
        address=request.get_full_path(),
        fields=fields,
        texts=tuple(value for _name, value in fields if _is_typed(value)),
        files=tuple((name, one.name or "") for name, several in files.lists() for one in several),
    )


def _is_secret(request: HttpRequest) -> bool:
    """Whether something was sent that must stand on no page: a password anywhere, and whatever opens an account.

    The database may go before the view could say what is sensitive, so that the address decides.
    """
    named = any("password" in name.lower() for name in request.POST)
    of_an_account = request.path_info.startswith(reverse("account"))
    return named or of_an_account or getattr(request, "sensitive_post_parameters", None) is not None


def _is_typed(value: str) -> bool:
    return len(value) > LONG and len(value.split()) > 1
