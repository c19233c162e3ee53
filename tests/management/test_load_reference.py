"""The commands that load and score, as a terminal sees them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.reference import SCORED_STATES
from tracker.models import Loading, Place, PlaceTarget, Score

pytestmark = pytest.mark.django_db


def said(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("django_capture_on_commit_callbacks")
def test_loading_says_what_it_did_and_then_that_there_is_nothing_to_do():
    first, second = said("load_reference"), said("load_reference")

    assert first.startswith("Reference data: 19")
    assert first.endswith("rows added, 0 changed.\n")
    assert second == "Reference data: up to date.\n"


def test_a_wrong_row_is_an_error_that_names_it(files):
    row = files.change("observations.csv", "value", "1,234", series="IOM-MMP", year=2020)

    with pytest.raises(CommandError) as refused:
        said("load_reference", "--data", str(files.folder))

    assert str(refused.value) == (
        "Nothing was stored.\n"
        f"observations.csv, row {row}, column value: Write the number without commas or spaces, with a full stop "
        "before the decimals. For example, write 1234.5. Found: '1,234'"
    )
    assert Loading.objects.count() == 0


def test_due_scores_are_of_places_never_scored(reference):
    PlaceTarget.objects.exclude(place__code__in=["world", *SCORED_STATES, "fra"]).delete()

    first, second = said("rescore", "--due"), said("rescore", "--due")

    assert Score.objects.filter(place__code="fra", key="GCM07-1:2", status="no_data").exists()
    assert first != "Scores: 0 marks worked off.\n"
    assert second == "Scores: 0 marks worked off.\n"


def test_all_scores_are_computed_again(reference):
    PlaceTarget.objects.exclude(place__code__in=["world", *SCORED_STATES]).delete()
    Score.objects.filter(key="GCM10-1:5").update(status="met")

    words = said("rescore")

    score = Score.objects.get(place__code="world", key="GCM10-1:5")
    assert (score.status, score.as_of) == ("missed", timezone.now().date())
    assert words.startswith("Scores: computed anew for ")
    assert Place.objects.count() == 223
