"""Originals are locked up with a public key, and only the private one opens them."""

import pytest

from tracker.files import CleanerFailed, seal
from tracker.files.sealing import NoKey, NotSealedForUs, checked_key, new_pair, opened, sealed

pytestmark = pytest.mark.once


def test_sealed_original_is_opened_with_the_private_key(tmp_path):
    public, private = new_pair()
    source, target = tmp_path / "source", tmp_path / "sealed"
    source.write_bytes(b"who took this")

    seal(source, target, public)

    assert b"who took this" not in target.read_bytes()
    assert opened(target.read_bytes(), private) == b"who took this"


def test_original_sealed_twice_looks_different(tmp_path):
    public, _private = new_pair()

    assert sealed(b"the same", public) != sealed(b"the same", public)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1] + b"!", lambda data: data[:20], lambda data: b"X" + data[1:]]
)
def test_original_that_was_changed_is_not_opened(spoil):
    public, private = new_pair()

    with pytest.raises(NotSealedForUs):
        opened(spoil(sealed(b"data", public)), private)


def test_public_key_opens_nothing():
    public, _private = new_pair()

    with pytest.raises(NotSealedForUs):
        opened(sealed(b"data", public), public)


@pytest.mark.parametrize("text", ["", "no key", "ab" * 31])
def test_what_is_no_key_is_refused(text, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"data")

    with pytest.raises(NoKey):
        checked_key(text)
    with pytest.raises(CleanerFailed):
        seal(source, tmp_path / "sealed", text)
