"""Signed words: written in one way, signed alike each time, and found wrong when one letter is."""

import base64
from fractions import Fraction

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tracker.signing import BadKey, exact, is_signed, key_in, new_key, public_pem, signature_of, written

pytestmark = pytest.mark.once
STATEMENT = {"share": exact(Fraction(2, 4)), "address": "https://example.org/?a=ü", "mark": None, "method": 1}


def test_statement_is_written_in_one_way():
    said = written(STATEMENT)

    assert said == '{"address":"https://example.org/?a=ü","mark":null,"method":1,"share":"1/2"}'
    assert written(dict(reversed(STATEMENT.items()))) == said


def test_signature_holds_for_these_words_and_this_key_only():
    key, other = key_in(new_key()), key_in(new_key())
    signature = signature_of(STATEMENT, key)
    words = written(STATEMENT)

    assert signature == signature_of(STATEMENT, key)
    assert is_signed(words, signature, public_pem(key))
    assert not is_signed(words.replace("1/2", "1/1"), signature, public_pem(key))
    assert not is_signed(words, signature, public_pem(other))
    assert not is_signed(words, "no base64", public_pem(key))


def test_key_is_read_however_an_environment_holds_it():
    pem = new_key()
    ways = [pem, pem.replace("\n", "\\n"), base64.b64encode(pem.encode()).decode()]

    assert len({public_pem(key_in(way)) for way in ways}) == 1


@pytest.mark.parametrize("text", ["", "secret-word", "-----BEGIN PRIVATE KEY-----\nx\n", "ünlesbar", "QUJD"])
def test_what_is_no_key_is_refused_and_not_repeated(text):
    with pytest.raises(BadKey) as refused:
        key_in(text)

    assert not text or text not in str(refused.value)


def test_key_of_another_kind_is_refused():
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(BadKey, match="another kind"):
        key_in(pem.decode())
