"""Terms that administrators edit, and the loading that leaves them be."""

import pytest
from django.utils import timezone

from tracker.actions.loading import FOLDER, load_reference
from tracker.actions.loading.reference import read_reference
from tracker.actions.loading.words import words_in
from tracker.models import Commitment, Term
from tracker.selectors.terms import lexicon

pytestmark = pytest.mark.usefixtures("db", "reference")


@pytest.fixture(autouse=True)
def _no_scores(woken_at_once, settings):
    """Words are loaded with everything else, and no score says anything about them."""
    settings.DRAIN_IN_PROCESS = False


def test_what_an_administrator_changed_no_loading_changes_back(files):
    edited, other = Term.objects.get(code="EN-MAID"), Term.objects.get(code="EN-BURDEN")
    Term.objects.filter(pk=edited.pk).update(why="Our own reason.", edited_at="2026-11-25T12:00Z")
    Term.objects.filter(pk=other.pk).update(why="Not by the desk.")
    path = files.folder / "terms.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("It makes a label", "This makes a label"), encoding="utf-8"
    )

    load_reference(files.folder)

    edited.refresh_from_db()
    other.refresh_from_db()
    assert edited.why == "Our own reason."
    assert other.why.startswith("People are not a load.")
    assert Term.objects.get(code="EN-ILLEGALS").why == "This makes a label of people."
    assert len(lexicon().rules) == 46


def test_words_to_avoid_are_told_and_loaded_all_the_same(files):
    path = files.folder / "commitments.csv"
    said = "Official statistics show migration"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(said, "Maids and official statistics show migration", 1), encoding="utf-8")

    loaded = load_reference(files.folder)

    assert loaded.words == ("commitments.csv, row 2, text: “Maids”: better domestic worker.",)
    assert Commitment.objects.get(code="GCM01-1").text.startswith("Maids and")


def test_our_own_data_hold_no_word_to_avoid():
    assert words_in(read_reference(FOLDER, today=timezone.localdate())) == ()
