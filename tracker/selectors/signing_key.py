"""The key that marks are signed with when they are put elsewhere; and whether it is one."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core import checks

from tracker.signing import BadKey, key_in, public_pem

HOW = "openssl genpkey -algorithm ed25519 | base64 -w0 makes one; docs/embedding.md says more."


def signing_key() -> Ed25519PrivateKey | None:
    """The key of the setting, or the embedded mode's own; None where there is none: then nothing is signed."""
    said = settings.SIGNING_KEY or _kept(settings.SIGNING_KEY_FILE)
    return key_in(said) if said else None


def public_key() -> str:
    """The key that checks what is signed here; empty where nothing is."""
    key = signing_key()
    return public_pem(key) if key else ""


def _kept(file: Path | None) -> str:
    """The embedded mode's own key, where `manage.py prepare` has made it; a server keeps none."""
    return file.read_text() if file and file.exists() else ""


def signing_key_can_be_read(app_configs: Any, **_options: Any) -> list[checks.CheckMessage]:
    """Refuse a key that is none: what cannot be signed must not be found out by a reader."""
    try:
        signing_key()
    except BadKey as fault:
        return [checks.Error(f"SIGNING_KEY is no key to sign with: {fault}.", hint=HOW, id="tracker.E002")]
    return []


def a_server_signs(app_configs: Any, **_options: Any) -> list[checks.CheckMessage]:
    """Tell whoever deploys that nothing will be signed; it is no fault, since readers are told the same."""
    if settings.SIGNING_KEY or settings.SIGNING_KEY_FILE:
        return []
    message = "SIGNING_KEY is not set: what is put elsewhere is not signed, and says so."
    return [checks.Warning(message, hint=HOW, id="tracker.W001")]
