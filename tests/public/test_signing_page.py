"""How anybody checks a signature: the lines on the page are run as they stand there."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from tests.cast import figure, published
from tracker.actions.signing_key import keep_signing_key
from tracker.management.commands.prepare import have_a_signing_key
from tracker.selectors.signing_key import public_key
from tracker.signing import key_in, new_key, public_pem

pytestmark = [pytest.mark.once, pytest.mark.django_db]
OPENSSL = [shutil.which(one) for one in ("openssl", "jq", "base64", "sh")]


@pytest.fixture
def folder(client, cast, settings, tmp_path):
    """A folder with the key and what was signed, as somebody would have fetched them."""
    settings.SIGNING_KEY = new_key()
    published(cast, figure(7_000, 2021))
    (tmp_path / "key.pem").write_bytes(client.get("/integrity/key.pem").content)
    (tmp_path / "embed.json").write_bytes(client.get("/places/arcadia/embed.json").content)
    return tmp_path


def lines(client, name):
    html = client.get("/integrity/").content.decode()
    return unescape(re.search(rf'id="{name}"><code dir="ltr">(.*?)</code>', html, re.DOTALL)[1])


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def falsified(folder):
    """The same with another score, in what is shown and in what is signed."""
    text = (folder / "embed.json").read_text()
    changed = text.replace('"score": "50"', '"score": "60"').replace('score\\":\\"50', 'score\\":\\"60')
    assert changed.count("60") > text.count("60")
    (folder / "embed.json").write_text(changed)


@pytest.mark.parametrize("page", ["/places/arcadia/", "/heatmap/"])
def test_lines_of_python_find_what_is_true_and_what_is_not(client, folder, page):
    (folder / "embed.json").write_bytes(client.get(f"{page}embed.json").content)
    check = lines(client, "check-python")

    true = run(folder, sys.executable, "-c", check)
    found = json.loads((folder / "embed.json").read_text())
    changed = found["signed"].replace('"fictional":false', '"fictional":true')
    (folder / "embed.json").write_text(json.dumps({**found, "signed": changed}))
    false = run(folder, sys.executable, "-c", check)

    assert (true.returncode, true.stderr) == (0, "")
    assert false.returncode == 1
    assert "InvalidSignature" in false.stderr


@pytest.mark.skipif(not all(OPENSSL), reason="openssl, jq or base64 is not to be had")
def test_lines_of_openssl_find_what_is_true_and_what_is_not(client, folder):
    fetched = [one for one in lines(client, "check-openssl").splitlines() if not one.startswith("curl ")]
    assert len(fetched) == 3

    true = run(folder, "sh", "-ec", "\n".join(fetched))
    falsified(folder)
    false = run(folder, "sh", "-ec", "\n".join(fetched))

    assert "Verified Successfully" in true.stdout
    assert "Verified Successfully" not in false.stdout
    assert false.returncode != 0


def test_lines_fetch_the_key_from_where_it_is(client, folder, settings):
    key, signed = [one for one in lines(client, "check-openssl").splitlines() if one.startswith("curl ")]

    assert key == f"curl -s {settings.SITE_URL}/integrity/key.pem -o key.pem"
    assert signed == "curl -s ADDRESS/embed.json -o embed.json"
    assert (folder / "key.pem").read_text() == public_pem(key_in(settings.SIGNING_KEY))


def test_embedded_mode_makes_a_key_of_its_own_once_and_for_its_owner_only(settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "signing_key.pem"
    before = os.umask(0)
    try:
        keep_signing_key()
    finally:
        os.umask(before)
    made = settings.SIGNING_KEY_FILE.read_text()

    keep_signing_key()

    assert stat.S_IMODE(settings.SIGNING_KEY_FILE.stat().st_mode) == 0o600
    assert settings.SIGNING_KEY_FILE.read_text() == made
    assert public_key() == public_pem(key_in(made))
    assert list(tmp_path.iterdir()) == [settings.SIGNING_KEY_FILE]


def test_key_of_the_setting_comes_first_and_a_server_makes_none(settings, tmp_path):
    settings.SIGNING_KEY_FILE = tmp_path / "signing_key.pem"
    settings.SIGNING_KEY = new_key()
    keep_signing_key()
    settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", None
    keep_signing_key()

    assert list(tmp_path.iterdir()) == []
    assert public_key() == ""


def test_what_is_no_key_keeps_a_server_from_being_prepared(settings):
    settings.SIGNING_KEY = "a-secret-that-is-no-key"

    with pytest.raises(CommandError) as refused:
        have_a_signing_key()
    with pytest.raises(SystemCheckError) as checked:
        call_command("check")

    assert "SIGNING_KEY is no key" in str(refused.value)
    assert "tracker.E002" in str(checked.value)
    assert "a-secret" not in str(refused.value) + str(checked.value)


def test_server_without_a_key_is_warned_when_it_is_deployed(settings, capsys):
    settings.SIGNING_KEY_FILE = None
    call_command("check", deploy=True)
    without = capsys.readouterr().err
    settings.SIGNING_KEY = new_key()
    call_command("check", deploy=True)

    assert "tracker.W001" in without
    assert "tracker.W001" not in capsys.readouterr().err
