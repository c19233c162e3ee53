"""Sealing an original for the operator: whoever serves the site can lock it up, and cannot open it again.

A fresh key for every file is agreed with the operator's public key (X25519), stretched (HKDF, SHA-256) and used
once (ChaCha20-Poly1305). The sealed file is: `GCM1`, the fresh public key, the locked bytes.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"GCM1"
KEY_BYTES = 32
# Each key is used once, so its number may be the same every time.
ONCE = bytes(12)


class NoKey(ValueError):
    """What should be a key is none."""


class NotSealedForUs(ValueError):
    """The file was not sealed with this key, or was changed since."""


def new_pair() -> tuple[str, str]:
    """A new pair of keys in hexadecimal digits: the public one for the site, the private one to be kept elsewhere."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw().hex(), private.private_bytes_raw().hex()


def checked_key(text: str) -> bytes:
    """The bytes of a key that is given in hexadecimal digits; raises NoKey."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise NoKey from None
    if len(key) != KEY_BYTES:
        raise NoKey
    return key


def sealed(data: bytes, public_key: str) -> bytes:
    """The bytes, locked so that only the private key opens them."""
    fresh = X25519PrivateKey.generate()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(checked_key(public_key)))
    ours = fresh.public_key().public_bytes_raw()
    return MARK + ours + ChaCha20Poly1305(_stretched(shared, ours)).encrypt(ONCE, data, MARK)


def opened(data: bytes, private_key: str) -> bytes:
    """The bytes as they were; raises NotSealedForUs."""
    start = len(MARK) + KEY_BYTES
    if data[: len(MARK)] != MARK or len(data) < start:
        raise NotSealedForUs
    theirs = data[len(MARK) : start]
    private = X25519PrivateKey.from_private_bytes(checked_key(private_key))
    shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
    try:
        return ChaCha20Poly1305(_stretched(shared, theirs)).decrypt(ONCE, data[start:], MARK)
    except InvalidTag:
        raise NotSealedForUs from None


def _stretched(shared: bytes, fresh: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=fresh, info=b"gcm-scorecard original").derive(
        shared
    )
