"""Imports as jobs: given up, taken up again, given up on, checked anew; and never stored in part."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import apply_target, make_place, make_user
from tests.recorded import recorded
from tests.tables import ARCADIA, BORDURIA, COLUMNS, REASON, brought
from tracker.actions import import_check, import_work, imports
from tracker.actions.anonymising import anonymise
from tracker.actions.import_hold import LostIt, beat
from tracker.actions.import_keeping import KEPT_FOR, forget_old_tables
from tracker.actions.import_work import MOST_TRIES, work_on, work_on_imports
from tracker.actions.imports import NotNow, SecondNeeded
from tracker.actions.sweep import sweep
from tracker.actions.table_kinds import Foretold
from tracker.actions.targets import local_of, revise_place
from tracker.enums import ImportState, MailKind, RowState
from tracker.models import ImportBatch, ImportRow, Outbox, PlaceTargetVersion, User
from tracker.sheets.baselines import Baselines


@pytest.fixture
def batch(cast):
    return brought(cast.administrator, ARCADIA, BORDURIA)


def versions():
    return PlaceTargetVersion.objects.count()


def checked(batch):
    batch = work_on(batch)
    assert (batch.state, batch.error) == (ImportState.CHECKED, "")
    return batch


def again_now():
    """The time that a try is waited for is over."""
    ImportBatch.objects.update(next_try_at=None)


class TestChecking:
    def test_sweep_finds_what_waits(self, batch):
        sweep()

        batch.refresh_from_db()
        assert (batch.state, batch.done, batch.counts["changed"]) == (ImportState.CHECKED, 2, 2)

    def test_given_up_before_it_began_it_stops_there(self, cast, batch):
        imports.give_up(batch, by=cast.administrator)

        assert work_on(batch).state == ImportState.GIVEN_UP

    def test_given_up_between_two_chunks_it_stops_there(self, cast, batch, monkeypatch):
        monkeypatch.setattr(import_check, "CHUNK", 1)
        real = Baselines.read

        def read_and_give_up(sheet, row):
            if row.number == 2:
                ImportBatch.objects.update(cancel_asked=True)
            return real(sheet, row)

        monkeypatch.setattr(Baselines, "read", read_and_give_up)
        given_up = work_on(batch)

        assert (given_up.state, given_up.done) == (ImportState.GIVEN_UP, 1)
        assert given_up.rows.exclude(state="").count() == 1

    def test_given_up_while_the_marks_are_computed_it_stops_there(self, cast, batch, monkeypatch):
        real = Baselines.foretell

        def foretell_and_give_up(sheet, **more):
            ImportBatch.objects.update(cancel_asked=True)
            return real(sheet, **more)

        monkeypatch.setattr(Baselines, "foretell", foretell_and_give_up)

        assert work_on(batch).state == ImportState.GIVEN_UP

    def test_process_that_goes_away_is_followed_by_another(self, batch, monkeypatch):
        def goes_away(_batch):
            raise KeyboardInterrupt

        monkeypatch.setattr(import_work, "check", goes_away)
        with pytest.raises(KeyboardInterrupt):
            work_on_imports()
        left = work_on_imports()
        monkeypatch.undo()
        again_now()

        assert left == 0
        assert checked(batch).attempts == 2

    def test_who_was_too_slow_keeps_nothing(self, batch):
        slow = import_work._claim()
        ImportBatch.objects.update(attempts=2)

        with pytest.raises(LostIt):
            beat(slow, length=timedelta(seconds=1))

    def test_what_always_fails_is_given_up_on_with_words(self, cast, batch, monkeypatch):
        def fails(*_args):
            raise ValueError("no such luck")

        monkeypatch.setattr(Baselines, "read", fails)
        for _try in range(MOST_TRIES + 1):
            again_now()
            work_on_imports()
        batch.refresh_from_db()
        monkeypatch.undo()

        assert (batch.state, batch.error) == (ImportState.FAILED, "ValueError: no such luck")
        assert checked(imports.check_again(batch)).counts["changed"] == 2

    @pytest.mark.usefixtures("django_capture_on_commit_callbacks")
    def test_questions_do_not_grow_with_the_rows(self, cast):
        target = cast.place_target.target
        places = [make_place(f"state-{number}", parent=cast.subregion) for number in range(60)]
        for place in places:
            apply_target(target, place, baseline=Decimal(10_000))
        rows = [["GCM10-9", "5", place.code, "12000", "2018-12-31"] for place in places]

        few, many = (asked_for(brought(cast.administrator, *some)) for some in (rows[:4], rows))

        assert few[0] == many[0] == RowState.CHANGED
        assert many[1] <= few[1] + 2


def asked_for(batch):
    """The state of the first row, and how many questions the check took."""
    with CaptureQueriesContext(connection) as asked:
        checked(batch)
    return batch.rows.first().state, len(asked)


class TestStoring:
    def test_all_is_stored_with_one_entry_for_the_places(self, cast, batch):
        before = versions()
        stored = work_on(imports.ask_to_store(checked(batch), by=cast.reviewer))

        assert (stored.state, versions() - before, len(stored.made)) == (ImportState.STORED, 2, 2)
        newest = PlaceTargetVersion.objects.latest("pk")
        assert (newest.reason, newest.author, newest.in_force_from) == (REASON, cast.reviewer, batch.from_on)
        assert recorded()[-1] == ("import.stored", str(batch.uuid), cast.reviewer)

    def test_what_somebody_changed_meanwhile_is_checked_anew(self, cast, batch):
        ready = checked(batch)
        change_arcadia(cast)
        before = versions()
        work_on(imports.ask_to_store(ready, by=cast.administrator))
        anew = work_on(batch)

        assert versions() == before
        assert (anew.state, anew.stored_by) == (ImportState.CHECKED, None)
        assert anew.notice.startswith("Somebody changed something since it was checked.")
        assert anew.rows.get(number=2).differences == [["baseline", "11000", "12000"]]

    def test_one_that_fails_leaves_nothing(self, cast, batch, monkeypatch):
        def fails(*_args, **_more):
            raise ValueError("no such luck")

        ready = checked(batch)
        before = versions()
        monkeypatch.setattr("tracker.actions.import_store.record", fails)
        imports.ask_to_store(ready, by=cast.administrator)
        for _try in range(MOST_TRIES + 1):
            again_now()
            work_on_imports()
        ready.refresh_from_db()

        assert (ready.state, ready.stored_by, versions()) == (ImportState.FAILED, None, before)

    def test_wrong_row_or_nothing_new_cannot_be_stored(self, cast):
        wrong = checked(brought(cast.administrator, ARCADIA, ["GCM10-9", "5", "nowhere", "1", ""]))
        same = checked(brought(cast.administrator, [*ARCADIA[:3], "10000", ARCADIA[4]]))

        for one in (wrong, same):
            with pytest.raises(NotNow):
                imports.ask_to_store(one, by=cast.administrator)

    def test_second_administrator_is_asked_by_the_act(self, cast, batch):
        ready = checked(batch)
        ImportBatch.objects.update(needs_second=True)

        with pytest.raises(SecondNeeded):
            imports.ask_to_store(ready, by=cast.administrator)
        stored = work_on(imports.ask_to_store(ready, by=cast.reviewer))
        with pytest.raises(SecondNeeded):
            imports.ask_to_undo(stored, by=cast.reviewer, reason="Wrong.")
        undone = work_on(imports.ask_to_undo(stored, by=cast.administrator, reason="Wrong."))

        assert undone.state == ImportState.UNDONE

    def test_cannot_be_given_up_once_it_is_being_stored(self, cast, batch):
        storing = imports.ask_to_store(checked(batch), by=cast.administrator)

        with pytest.raises(NotNow):
            imports.give_up(storing, by=cast.administrator)


class TestUndoing:
    def test_one_that_fails_stays_stored(self, cast, batch, monkeypatch):
        stored = work_on(imports.ask_to_store(checked(batch), by=cast.administrator))
        before = versions()
        monkeypatch.setattr(Baselines, "undo", lambda *_args, **_more: 1 / 0)
        imports.ask_to_undo(stored, by=cast.administrator, reason="Wrong.")
        for _try in range(MOST_TRIES + 1):
            again_now()
            work_on_imports()
        stored.refresh_from_db()

        assert (stored.state, stored.undone_by, versions()) == (ImportState.STORED, None, before)
        assert "ZeroDivisionError" in stored.error


def change_arcadia(cast):
    local = local_of(cast.place_target.versions.get())
    changed = type(local)(**{**vars(local), "baseline": Decimal(11_000)})
    revise_place(cast.place_target, changed, by=None, reason="Another.", from_on=timezone.localdate())


class TestKeeping:
    def test_rows_of_an_old_table_go_and_it_can_be_undone_all_the_same(self, cast, batch):
        stored = work_on(imports.ask_to_store(checked(batch), by=cast.administrator))
        now = timezone.now()

        early = forget_old_tables(now=now + KEPT_FOR - timedelta(hours=1))
        late = forget_old_tables(now=now + KEPT_FOR + timedelta(hours=1))
        undone = work_on(imports.ask_to_undo(stored, by=cast.administrator, reason="Wrong."))

        assert (early, late, undone.state) == (0, 2, ImportState.UNDONE)

    @pytest.mark.parametrize("name", ["Zubaïda K.", "Li"])
    def test_nothing_of_somebody_who_leaves_is_left_in_a_table(self, cast, name):
        somebody = make_user("somebody")
        User.objects.filter(pk=somebody.pk).update(name=name)
        somebody.refresh_from_db()
        rows = ([*ARCADIA, somebody.email.upper()], [*BORDURIA, name])
        batch = brought(cast.administrator, *rows, ARCADIA, header=[*COLUMNS, "note"])
        ImportBatch.objects.update(file_name=f"{somebody.email}.csv")
        work_on(batch)

        anonymise(somebody, by=cast.administrator)

        kept = str(list(ImportRow.objects.values())) + str(list(ImportBatch.objects.values()))
        assert name not in kept
        assert somebody.email.casefold() not in kept.casefold()
        assert "arcadia" in kept

    def test_second_administrators_and_who_left_the_page_are_written_to(self, cast, batch, monkeypatch):
        other = User.objects.create_superuser("second@example.org", "x", name="second")
        monkeypatch.setattr("tracker.actions.import_mail.SMALL", 1)
        monkeypatch.setattr(Baselines, "foretell", lambda *_args, **_more: Foretold(needs_second=True))
        work_on(imports.ask_to_store(checked(batch), by=other))

        to = Outbox.objects.filter(kind=MailKind.TABLE).order_by("pk").values_list("user__email", "about")
        about = str(batch.uuid)
        first = ("administrator@example.org", about)
        assert list(to) == [("second@example.org", about), first, ("second@example.org", about)]
