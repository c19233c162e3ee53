"""What readers are told about the installation: who runs it, and where to write to."""

import re

import environ
from django.core.exceptions import ImproperlyConfigured

__all__ = ["CONTACT", "OPERATOR"]

env = environ.Env()
_SAFE = re.compile(r"https://\S+|[^@\s:]+@[^@\s:]+\.[^@\s:]+")


def checked(written: str) -> str:
    """An address of mail, or of a page that anyone can open safely; nothing where nothing is set."""
    if written and not _SAFE.fullmatch(written):
        raise ImproperlyConfigured(
            "CONTACT is an address of mail, or one that begins with https://. See docs/deploy.md."
        )
    return written


OPERATOR = env.str("OPERATOR", default="")
CONTACT = checked(env.str("CONTACT", default=""))
