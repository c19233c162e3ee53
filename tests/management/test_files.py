"""The commands about files: keys, opening an original, checking what waits."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import drafted
from tests.evidence import picture_with_gps
from tests.handed_in import clean_file
from tracker.files.sealing import sealed


def said(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def pair():
    lines = dict(line.split("=") for line in said("evidence_key").splitlines() if "=" in line)
    return lines["EVIDENCE_PUBLIC_KEY"], lines["EVIDENCE_PRIVATE_KEY"]


def test_original_is_opened_with_the_other_key_of_the_pair(tmp_path):
    public, private = pair()
    (tmp_path / "sealed").write_bytes(sealed(picture_with_gps(), public))
    (tmp_path / "key").write_text(f"EVIDENCE_PRIVATE_KEY={private}\n")
    command = [
        "open_original",
        str(tmp_path / "sealed"),
        str(tmp_path / "photo.jpg"),
        "--key",
        str(tmp_path / "key"),
    ]

    assert "bytes in" in said(*command)

    assert (tmp_path / "photo.jpg").read_bytes() == picture_with_gps()
    with pytest.raises(FileExistsError):
        said(*command)


@pytest.mark.parametrize("key", ["", "no key", "00" * 32])
def test_original_is_not_opened_with_anything_else(tmp_path, key):
    public, _private = pair()
    (tmp_path / "sealed").write_bytes(sealed(b"data", public))
    (tmp_path / "key").write_text(key)

    with pytest.raises(CommandError):
        said("open_original", str(tmp_path / "sealed"), str(tmp_path / "out"), "--key", str(tmp_path / "key"))

    assert not (tmp_path / "out").exists()


def test_files_are_checked_and_those_set_aside_when_asked(cast, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    file = clean_file(drafted(cast), state="quarantined", copy_size=None, copy_sha256="")

    first, again = said("check_files"), said("check_files", "--again")

    file.refresh_from_db()
    assert (first, again) == (
        "0 tried again, 0 checked, 0 deleted\n",
        "1 tried again, 1 checked, 0 deleted\n",
    )
    assert (file.state, file.attempts) == ("checking", 1)
