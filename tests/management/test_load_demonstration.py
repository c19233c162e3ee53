"""The command that adds the demonstration: who it lets in, what it says, and where it refuses."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from tracker.management.commands.load_demonstration import kept_passphrase
from tracker.models import Place


def said(*args):
    out = StringIO()
    call_command("load_demonstration", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def state(settings, tmp_path):
    """A state folder of the test's own, on one machine."""
    settings.STATE_DIR, settings.EMBEDDED = tmp_path, True
    return tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_first_run_says_how_to_sign_in_and_that_opens(state):
    told = said()

    passphrase = (state / "demonstration_passphrase").read_text()
    assert told.splitlines() == [
        "Demonstration: 83 invented reports added. Sign in as",
        "    reporter@demo.example",
        "    reviewer@demo.example",
        "    coordinator@demo.example",
        "    administrator@demo.example",
        "    second-administrator@demo.example",
        "    focal@demo.example",
        f"with the passphrase {passphrase} unless you changed it.",
    ]
    assert authenticate(username="reporter@demo.example", password=passphrase) is not None
    assert said().splitlines()[0] == "Demonstration: as you left it. Sign in as"


def test_passphrase_is_made_once_and_for_its_owner(tmp_path):
    file = tmp_path / "state" / "demonstration_passphrase"

    first, second = kept_passphrase(file), kept_passphrase(file)
    another = kept_passphrase(tmp_path / "elsewhere")

    assert first == second != another
    assert len(first) == 19
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_server_is_refused_unless_it_is_forced(state, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="This is a server"):
        said()
    assert not Place.objects.filter(fictional=True).exists()
    assert list(state.iterdir()) == []

    assert "83 invented reports added" in said("--force")
