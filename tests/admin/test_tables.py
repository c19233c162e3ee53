"""Tables at the desk: brought in, read row by row, stored all or nothing, undone; taken out and the same again."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import PASSWORD, enrol, published
from tests.recorded import acts_since
from tests.tables import ARCADIA, BORDURIA, REASON, as_csv, as_xlsx, latest, send_file
from tests.workspace.elements import text_of
from tracker.actions.drain import drain
from tracker.enums import ImportState, TableKind
from tracker.models import Commitment, ImportBatch, PlaceTargetVersion, Target, User
from tracker.selectors.files import store


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def at_desk(cast, signed_in):
    return signed_in(cast.administrator)


def page_of(batch):
    return reverse("admin:import", args=[batch.uuid])


def do(at_desk, what, **more):
    """Press a button of the import that was brought in last."""
    return at_desk.post(page_of(latest()), {"do": what, **more}, follow=True)


def baseline(cast, place="arcadia"):
    """What the latest version says there."""
    rows = PlaceTargetVersion.objects.filter(place_target__place__code=place).order_by("-number")
    return rows.first().baseline


def rows_of(answer):
    return Page(answer).differences("desk-table desk-preview")


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_table_is_checked_read_and_stored(cast, at_desk, form):
    published(cast)
    drain()
    answer = send_file(at_desk, form(ARCADIA, BORDURIA))
    checked = latest()
    before = baseline(cast)
    with acts_since() as acts:
        stored = do(at_desk, "store")

    assert rows_of(answer) == [
        ("2", "GCM10-9 · 5 · arcadia", "changed", "Baseline: 10000 → 12000"),
        ("3", "GCM10-9 · 5 · borduria", "changed", "Baseline: 10000 → 9000"),
    ]
    assert "2 rows are stored: 0 new, 2 changed." in Page(answer).read_back
    assert "Marks that change" in text_of(answer)
    assert (checked.state, before) == (ImportState.CHECKED, Decimal(10_000))
    assert (baseline(cast), baseline(cast, "borduria")) == (Decimal(12_000), Decimal(9_000))
    assert "Stored" in text_of(stored)
    assert latest().stored_by == cast.administrator
    assert acts[-1] == ("import.stored", str(latest().uuid), cast.administrator)


def test_the_same_file_twice_makes_nothing_new(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA))
    do(at_desk, "store")
    versions = PlaceTargetVersion.objects.count()

    again = send_file(at_desk, as_csv(ARCADIA))
    forced = do(at_desk, "store")

    assert "Nothing is changed: this is what is stored already." in text_of(again)
    assert "Yes, store" not in text_of(again)
    assert forced.status_code == 422
    assert PlaceTargetVersion.objects.count() == versions


def test_whole_table_is_undone_as_new_versions(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA, BORDURIA))
    do(at_desk, "store")

    missing = do(at_desk, "undo", undo_reason=" ")
    undone = do(at_desk, "undo", undo_reason="It was the wrong year.")

    assert missing.status_code == 422
    assert "Undone" in text_of(undone)
    assert (baseline(cast), baseline(cast, "borduria")) == (Decimal(10_000), Decimal(10_000))
    numbers = PlaceTargetVersion.objects.filter(place_target=cast.place_target).values_list(
        "number", "reason"
    )
    assert sorted(numbers) == [(1, "First baseline."), (2, REASON), (3, "It was the wrong year.")]


def test_undoing_names_what_somebody_changed_since(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA, BORDURIA))
    do(at_desk, "store")
    first = latest()
    send_file(at_desk, as_csv([*ARCADIA[:3], "7000", ARCADIA[4]]))
    do(at_desk, "store")

    answer = at_desk.post(page_of(first), {"do": "undo", "undo_reason": "Wrong."}, follow=True)

    assert "Nothing was undone. Somebody changed these since: GCM10-9, 5, arcadia." in text_of(answer)
    assert (baseline(cast), baseline(cast, "borduria")) == (Decimal(7_000), Decimal(9_000))
    first.refresh_from_db()
    assert first.state == ImportState.STORED


def test_undoing_says_which_rule_does_not_take_it_any_more(cast, at_desk):
    retired = as_csv(["GCM10-9", "retired"], header=["code", "status"])
    send_file(at_desk, retired, kind=TableKind.COMMITMENTS)
    do(at_desk, "store")

    answer = do(at_desk, "undo", undo_reason="Wrong.")

    assert "Nothing was undone. What was said before is not taken any more: Nothing says how" in text_of(
        answer
    )
    assert latest().state == ImportState.STORED


def test_each_entry_check_stands_at_its_row_and_column(cast, at_desk):
    wrong = ["GCM10-9", "5", "borduria", "3000", "2018-12-31"]

    answer = send_file(at_desk, as_csv(ARCADIA, wrong))

    words = "The goal lies on the wrong side of the baseline for what is better."
    assert words in text_of(answer)
    assert rows_of(answer)[0][:3] == ("3", "GCM10-9 · 5 · borduria", "wrong")
    assert do(at_desk, "store").status_code == 422
    assert baseline(cast) == Decimal(10_000)


def test_wrong_rows_come_back_with_what_is_wrong_and_go_in_again(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA, [*BORDURIA[:3], "nine", BORDURIA[4]]))
    where = reverse("admin:import_wrong", args=[latest().uuid, "csv"])

    returned = at_desk.get(where).content
    mended = send_file(at_desk, returned.replace(b"nine", b"9000"))

    assert returned.decode("utf-8-sig").splitlines()[0].endswith(",row,what is wrong")
    assert b",nine," in returned
    assert b",3," in returned
    assert [row[2] for row in rows_of(mended)] == ["changed"]
    assert at_desk.get(where.replace(".csv", ".xlsx")).content[:2] == b"PK"
    assert at_desk.get(where.replace(".csv", ".exe")).status_code == 404


def test_given_up_table_stores_nothing(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA))

    given_up = do(at_desk, "give_up")
    late = do(at_desk, "store")

    assert "Given up" in text_of(given_up)
    assert late.status_code == 422
    assert baseline(cast) == Decimal(10_000)


class TestSecondAdministrator:
    @pytest.fixture
    def batch(self, cast, at_desk):
        send_file(at_desk, as_csv(ARCADIA))
        ImportBatch.objects.update(needs_second=True)
        return latest()

    @pytest.fixture
    def other(self, db):
        return enrol(User.objects.create_superuser("second@example.org", PASSWORD, name="second"))

    def test_who_brought_it_may_not_store_it(self, cast, at_desk, batch):
        page = at_desk.get(page_of(batch))
        refused = do(at_desk, "store")

        assert "another administrator" in text_of(page)
        assert "Yes, store" not in text_of(page)
        assert (refused.status_code, baseline(cast)) == (422, Decimal(10_000))

    def test_another_stores_it_and_the_first_undoes_it(self, cast, at_desk, batch, other, signed_in):
        second = signed_in(other)
        second.post(page_of(batch), {"do": "store"})
        stored = baseline(cast)
        refused = second.post(page_of(batch), {"do": "undo", "undo_reason": "Wrong."})
        first = signed_in(cast.administrator)
        first.post(page_of(batch), {"do": "undo", "undo_reason": "Wrong."})

        assert (stored, refused.status_code, baseline(cast)) == (Decimal(12_000), 422, Decimal(10_000))


def test_commitment_and_its_target_come_in_one_after_the_other(cast, at_desk):
    commitments = as_csv(
        ["GCM10-10", "Fewer", "A promise.", "10", "1", "each_state"],
        header=["code", "title", "text", "objective", "area", "scope"],
    )
    targets = as_csv(
        ["GCM10-10", "5", "60 % fewer", "relative_change", "lower", "-60", "2023-12-31"],
        header=["commitment", "years", "title", "kind", "better", "change", "due_on"],
    )
    send_file(at_desk, commitments, kind=TableKind.COMMITMENTS)
    do(at_desk, "store")
    send_file(at_desk, targets, kind=TableKind.TARGETS)
    do(at_desk, "store")

    target = Target.objects.get(commitment__code="GCM10-10")
    assert Commitment.objects.get(code="GCM10-10").title == "Fewer"
    assert (target.versions.get().change, target.place_targets.count()) == (Decimal(-60), 2)


@pytest.mark.parametrize("kind", ["commitments", "targets", "baselines"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_out_comes_in_as_the_same(cast, at_desk, kind, form):
    taken = at_desk.get(reverse("admin:table", args=[kind, "export", form]))

    answer = send_file(at_desk, taken.content, kind=kind, name=f"x.{form}")

    assert f'filename="gcm-scorecard_{kind}_export.{form}"' in taken["Content-Disposition"]
    assert "Nothing is changed" in text_of(answer)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_template_has_the_columns(cast, at_desk, form):
    answer = at_desk.get(reverse("admin:table", args=["baselines", "template", form]))

    assert answer.status_code == 200
    checked = send_file(at_desk, answer.content, name=f"x.{form}")
    assert "No place has this code" in text_of(checked)


def test_page_says_what_is_there(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA), name="<b>x.csv")
    answer = at_desk.get(reverse("admin:tables"))

    assert "&lt;b&gt;x.csv" in answer.content.decode()
    assert "Checked, to be stored or given up" in text_of(answer)


def test_file_itself_is_kept_nowhere(cast, at_desk):
    send_file(at_desk, as_csv(ARCADIA))
    send_file(at_desk, b"")

    assert list(store().found()) == []


def test_reason_that_is_missing_loses_nothing_else(cast, at_desk):
    answer = send_file(at_desk, as_csv(ARCADIA), reason=" ")

    assert answer.status_code == 422
    assert list(Page(answer).problems) == ["reason"]
    assert not ImportBatch.objects.exists()


def test_day_that_has_passed_is_refused(cast, at_desk):
    answer = send_file(at_desk, as_csv(ARCADIA), from_on="2022-01-01")

    assert "A change holds from today or a later day" in text_of(answer)
    assert do(at_desk, "store").status_code == 422


def test_who_is_no_administrator_finds_nothing(cast, signed_in):
    member = signed_in(cast.reporter)

    assert member.get(reverse("admin:tables")).status_code == 404
    assert send_file(member, as_csv(ARCADIA)).status_code == 404


@pytest.mark.parametrize("address", ["?rows=none", "?page=0", "?page=99", "?rows=wrong&page=2"])
def test_choice_that_is_none_is_no_page(cast, at_desk, address):
    send_file(at_desk, as_csv(ARCADIA))

    assert at_desk.get(page_of(latest()) + address).status_code == 404


def test_long_table_is_shown_in_pages_of_a_hundred(cast, at_desk, django_assert_max_num_queries):
    rows = [ARCADIA, *([*ARCADIA[:2], f"nowhere-{number}", "1", ""] for number in range(150))]
    send_file(at_desk, as_csv(*rows))

    with django_assert_max_num_queries(20):
        first = at_desk.get(page_of(latest()))
    second = at_desk.get(page_of(latest()) + "?rows=wrong&page=2")

    assert (len(rows_of(first)), len(rows_of(second))) == (100, 50)


def test_today_is_what_the_form_offers(cast, at_desk):
    assert timezone.localdate().isoformat() in at_desk.get(reverse("admin:tables")).content.decode()
