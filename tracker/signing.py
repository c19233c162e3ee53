"""What was said here, signed: the words byte for byte, the signature (Ed25519), and the key that checks it.

A statement is written in one way only: JSON with its names in order, no spaces, in UTF-8. Its numbers are texts, so
that no program reads them otherwise than they were written.
"""

import base64
import json
from binascii import Error
from collections.abc import Mapping
from fractions import Fraction

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

BEGINNING = "-----BEGIN"
Statement = Mapping[str, object]


class BadKey(ValueError):
    """It is no private key to sign with. The key itself is never repeated."""


def new_key() -> str:
    """A private key of its own, as PEM."""
    return (
        Ed25519PrivateKey.generate()
        .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        .decode("ascii")
    )


def key_in(text: str) -> Ed25519PrivateKey:
    """The private key in a setting: PEM, its lines also parted by `\\n`, or PEM in base64 on one line."""
    said = text.strip().replace("\\n", "\n")
    try:
        if not said.startswith(BEGINNING):
            said = base64.b64decode(said, validate=True).decode("ascii")
        key = load_pem_private_key(said.encode("ascii"), password=None)
    except (Error, ValueError, TypeError, UnicodeError):
        raise BadKey("it cannot be read as PEM, nor as PEM in base64") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("it is a key of another kind than Ed25519")
    return key


def public_pem(key: Ed25519PrivateKey) -> str:
    """The key that everybody may have, as PEM."""
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def written(statement: Statement | list[object]) -> str:
    """The statement, or a list of what one is about, in the one way in which it is signed."""
    return json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def signature_of(statement: Statement, key: Ed25519PrivateKey) -> str:
    """The signature of a statement, in base64. The same words and key always give the same one."""
    return base64.b64encode(key.sign(written(statement).encode())).decode("ascii")


def is_signed(words: str, signature: str, public: str) -> bool:
    """Whether these words were signed with the private half of a public key."""
    key = load_pem_public_key(public.encode("ascii"))
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(base64.b64decode(signature, validate=True), words.encode())
    except (InvalidSignature, Error):
        return False
    return True


def exact(number: Fraction | None) -> str | None:
    """A number as it is signed: a fraction in lowest terms, such as 1/2; None where there is none."""
    return None if number is None else str(Fraction(number))
