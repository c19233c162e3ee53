"""Files are checked from their rows: nothing lost wherever it is killed, nothing shown before its copy is clean."""

import os
import signal
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import drafted, make_cast
from tests.evidence import bad_file, document, picture, picture_with_gps
from tests.handed_in import arrived, clean_file, handed_in
from tests.protected import protect
from tracker.actions import file_drain, files
from tracker.actions.file_drain import MOST_TRIES, check_waiting, try_again
from tracker.actions.sweep import sweep
from tracker.enums import FileState
from tracker.files import Cleaner
from tracker.files.sealing import new_pair, opened
from tracker.files.store import half_of
from tracker.models import AuditEvent, EvidenceFile
from tracker.selectors.audit import verify_audit
from tracker.selectors.files import store


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def nobody_woken(settings, monkeypatch):
    """Files wait: the workers of a server are told, and there are none."""
    settings.DRAIN_IN_PROCESS = False
    monkeypatch.setattr("tracker.actions.file_waking.hint", lambda _task: None)


def received(report, data=None, name="photo.jpg"):
    """A file that waits to be checked."""
    file = arrived(data or picture_with_gps(), name)
    assert files.receive([file], report=report.uuid, by=report.author) == []
    return EvidenceFile.objects.get(stored_name=file.stored_name)


def now_due():
    EvidenceFile.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def acts():
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def lying():
    return sorted((part, path.name) for part, _name, path in store().found())


def test_file_waits_for_a_worker_and_is_checked_once(cast, nobody_woken):
    file = received(drafted(cast))
    waits = (file.state, lying())

    checked = check_waiting(), check_waiting()

    file.refresh_from_db()
    assert waits == (FileState.RECEIVED, [("coming", file.stored_name.hex)])
    assert (checked, file.state, file.attempts, file.error) == ((1, 0), FileState.CLEAN, 1, "")
    assert (file.width, file.height, file.pages, file.original_kept) == (64, 48, None, False)
    assert lying() == [("clean", file.stored_name.hex)]
    assert acts() == ["report.drafted", "file.received", "file.cleaned"]
    assert verify_audit().fault is None


def test_sweep_checks_files_too(cast, nobody_woken):
    file = received(drafted(cast))

    sweep()

    file.refresh_from_db()
    assert file.state == FileState.CLEAN


def test_refused_file_is_deleted_and_says_why(cast, nobody_woken):
    file = received(drafted(cast), bad_file("encrypted.pdf").data, "locked.pdf")

    check_waiting()

    file.refresh_from_db()
    assert (file.state, file.refusal, lying()) == (FileState.REFUSED, "encrypted", [])
    assert acts()[-1] == "file.refused"


def test_process_that_is_killed_is_tried_again(cast, nobody_woken, monkeypatch):
    file = received(drafted(cast))

    class Killed(Cleaner):
        def facts(self):
            os.kill(self.pid, signal.SIGKILL)
            return super().facts()

    monkeypatch.setattr(file_drain, "Cleaner", Killed)
    check_waiting()
    file.refresh_from_db()
    after_the_kill = (
        file.state,
        file.attempts,
        "ended with -9" in file.error,
        file.next_try_at > timezone.now(),
    )
    lies = lying()
    monkeypatch.undo()
    now_due()
    check_waiting()

    file.refresh_from_db()
    assert after_the_kill == (FileState.CHECKING, 1, True, True)
    assert lies == [("coming", file.stored_name.hex)]
    assert (file.state, file.attempts) == (FileState.CLEAN, 2)


def test_try_counts_when_whoever_makes_it_is_killed(cast, nobody_woken, monkeypatch):
    file = received(drafted(cast))

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(file_drain, "_made", killed)
    for _time in range(MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            check_waiting()
        now_due()
    monkeypatch.undo()
    check_waiting()

    file.refresh_from_db()
    assert (file.state, file.attempts, acts()[-1]) == (FileState.QUARANTINED, MOST_TRIES, "file.set_aside")


def test_file_that_fails_five_times_is_set_aside_and_others_go_on(cast, nobody_woken, settings):
    report = drafted(cast)
    file, other = received(report, document(), "a.pdf"), received(report)
    store().coming(file.stored_name).write_bytes(b"not what was sent")

    for _time in range(MOST_TRIES):
        check_waiting()
        now_due()

    file.refresh_from_db()
    other.refresh_from_db()
    assert (file.state, "not what was sent" in file.error) == (FileState.QUARANTINED, True)
    assert other.state == FileState.CLEAN
    assert ("clean", file.stored_name.hex) not in lying()
    assert check_waiting() == 0


def test_file_set_aside_is_tried_again_when_asked(cast, nobody_woken):
    file = received(drafted(cast))
    EvidenceFile.objects.update(state=FileState.QUARANTINED, attempts=5)

    asked = try_again(), check_waiting()

    file.refresh_from_db()
    assert (asked, file.state) == ((1, 1), FileState.CLEAN)


def test_file_whose_name_was_never_given_is_checked(cast, nobody_woken):
    """The process died between the commit and the renaming."""
    file = received(drafted(cast))
    place = store().coming(file.stored_name)
    place.rename(half_of(place))

    check_waiting()

    file.refresh_from_db()
    assert file.state == FileState.CLEAN


def test_file_removed_while_it_is_checked_stays_removed(cast, nobody_woken, monkeypatch):
    report = drafted(cast)
    file, made = received(report), file_drain._made

    def removed_meanwhile(taken):
        found = made(taken)
        files.remove(EvidenceFile.objects.get(), by=report.author)
        return found

    monkeypatch.setattr(file_drain, "_made", removed_meanwhile)
    check_waiting()

    assert (EvidenceFile.objects.count(), acts()[-1]) == (0, "file.removed")
    assert file.stored_name.hex not in str(lying())


def test_scanner_that_does_not_answer_keeps_the_file_private(cast, nobody_woken, settings):
    settings.CLAMD = "127.0.0.1:1"
    file = received(drafted(cast))

    check_waiting()

    file.refresh_from_db()
    assert (file.state, file.error.split(":")[0]) == (FileState.CHECKING, "ScannerFailed")


def test_infected_file_is_refused(cast, nobody_woken, settings):
    listening = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"
    file = received(drafted(cast))

    def answer():
        line, _from = listening.accept()
        with line:
            while not line.recv(65_536).endswith(b"\0\0\0\0"):
                pass
            line.sendall(b"stream: Eicar FOUND\0")

    thread = threading.Thread(target=answer)
    thread.start()
    check_waiting()
    thread.join(10)
    listening.close()

    file.refresh_from_db()
    assert (file.state, file.refusal, lying()) == (FileState.REFUSED, "infected", [])


def keeping(cast):
    cast.committee.keeps_originals = True
    cast.committee.save(update_fields=["keeps_originals"])


def test_original_is_kept_sealed_where_the_committee_chose_so(cast, nobody_woken, settings):
    settings.EVIDENCE_PUBLIC_KEY, private = new_pair()
    keeping(cast)
    data = picture_with_gps()
    file = received(drafted(cast), data)

    check_waiting()

    file.refresh_from_db()
    sealed = store().sealed(file.stored_name).read_bytes()
    assert (file.state, file.original_kept) == (FileState.CLEAN, True)
    assert (b"CANARY" in sealed, opened(sealed, private)) == (False, data)
    assert [part for part, _name in lying()] == ["clean", "sealed"]


def test_original_is_never_kept_of_a_protected_committee(cast, nobody_woken, settings):
    settings.EVIDENCE_PUBLIC_KEY, _private = new_pair()
    keeping(cast)
    protect(cast)
    file = received(drafted(cast))

    check_waiting()

    file.refresh_from_db()
    assert (file.state, file.original_kept) == (FileState.CLEAN, False)
    assert [part for part, _name in lying()] == ["clean"]


def test_original_is_not_kept_without_a_key_and_that_is_said_aloud(cast, nobody_woken, caplog):
    keeping(cast)
    file = received(drafted(cast))

    check_waiting()

    file.refresh_from_db()
    assert (file.state, file.original_kept) == (FileState.CLEAN, False)
    assert "is NOT kept: EVIDENCE_PUBLIC_KEY is not set" in caplog.text
    assert [part for part, _name in lying()] == ["clean"]


def test_file_whose_original_cannot_be_sealed_stays_private(cast, nobody_woken, settings):
    settings.EVIDENCE_PUBLIC_KEY = "no key"
    keeping(cast)
    file = received(drafted(cast))

    check_waiting()

    file.refresh_from_db()
    assert (file.state, "could not be sealed" in file.error) == (FileState.CHECKING, True)


def test_act_knows_original_and_copy_by_their_digests(cast):
    report = drafted(cast)
    file = handed_in(report, picture())

    event = AuditEvent.objects.get(action="file.cleaned")

    assert (event.object_ref, event.actor_ref) == (f"{report.uuid}/E1", None)
    assert (len(file.sha256), len(file.copy_sha256), file.sha256 != file.copy_sha256) == (64, 64, True)


@pytest.mark.django_db(transaction=True)
def test_many_who_check_at_once_make_one_copy_of_each(settings, monkeypatch, transactional_db):
    settings.DRAIN_IN_PROCESS = False
    monkeypatch.setattr("tracker.actions.file_waking.hint", lambda _task: None)
    cast = make_cast()
    report = drafted(cast)
    for number in range(6):
        received(report, picture(colour=(40 * number, 9, 9)), f"{number}.jpg")

    def check():
        try:
            check_waiting()
        finally:
            connection.close()

    threads = [threading.Thread(target=check) for _one in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    rows = EvidenceFile.objects.values_list("state", "attempts")
    assert list(rows) == [("clean", 1)] * 6
    assert acts().count("file.cleaned") == 6
    assert len(lying()) == 6


@pytest.mark.django_db(transaction=True)
def test_request_does_not_wait_for_a_file_that_takes_long(settings, monkeypatch, transactional_db):
    settings.DRAIN_IN_PROCESS = True
    monkeypatch.setattr("tracker.actions.file_waking.PATIENCE", 0.01)
    report = drafted(make_cast())
    several = [arrived(document(pages), f"{pages}.pdf") for pages in (300, 200, 100)]

    began = time.monotonic()
    files.receive(several, report=report.uuid, by=report.author)
    answered = set(EvidenceFile.objects.values_list("state", flat=True)), time.monotonic() - began < 5
    for thread in threading.enumerate():
        if thread.name == "files":
            thread.join(60)

    assert answered[0] <= {FileState.RECEIVED, FileState.CHECKING}
    assert answered[1]
    assert list(EvidenceFile.objects.values_list("state", "pages")) == [
        ("clean", 300),
        ("clean", 200),
        ("clean", 100),
    ]


def test_confirmation_is_only_for_a_clean_copy(cast):
    report = drafted(cast)
    waiting = clean_file(report, state="checking", copy_size=None, copy_sha256="", next_try_at=timezone.now())

    files.confirm(waiting, by=report.author)

    waiting.refresh_from_db()
    assert waiting.confirmed_at is None
