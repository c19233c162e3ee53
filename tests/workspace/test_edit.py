"""Changing a draft: the version that was opened, and two texts about one report."""

from decimal import Decimal

import pytest

from tests.cast import (
    drafted,
    figure,
    submitted,
)
from tests.workspace.elements import Elements, text_of
from tests.workspace.typed import address, rows, typed
from tracker.models import ProgressReport


def test_what_was_typed_stands_in_the_form_again(cast, signed_in):
    report = drafted(cast, figure("6999.5", 2021))

    page = Elements(signed_in(cast.reporter).get(address("edit_whole", report)).content.decode())

    inputs = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("type") in {"text", "hidden"}]
    stands = {attrs["name"]: attrs.get("value", "") for attrs in inputs}
    assert stands["value"] == "6999.5"
    assert stands["reference_on"] == "2021"
    assert (stands["token"], stands["version"]) == (str(report.submit_token), "1")
    assert page.texts("textarea") == ["", "Fewer than the year before.", ""]


def test_a_changed_draft_is_kept_with_its_next_version(cast, signed_in):
    report = drafted(cast)

    answer = signed_in(cast.reporter).post(address("edit", report), typed(value="6500", version="1"))

    report.refresh_from_db()
    assert answer.url == address("check", report)
    assert (report.value, report.version) == (Decimal(6500), 2)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize("version", ["0", "2", "999"])
def test_a_stale_version_shows_both_texts_and_overwrites_nothing(cast, signed_in, version):
    report = drafted(cast)
    before = rows()

    answer = signed_in(cast.reporter).post(
        address("edit", report), typed(narrative="Other words.", version=version)
    )

    report.refresh_from_db()
    assert answer.status_code == 409
    assert "This report was saved from another page or device, last at" in text_of(answer)
    assert "Fewer than the year before." in text_of(answer)
    assert Elements(answer.content.decode()).texts("textarea") == ["", "Other words.", ""]
    assert (rows(), report.narrative, report.version) == (before, "Fewer than the year before.", 1)


@pytest.mark.parametrize("version", [None, "", "-1", "x", "1' or 1=1"])
def test_a_version_taken_away_is_refused_with_the_text_still_there(cast, signed_in, version):
    report = drafted(cast)

    answer = signed_in(cast.reporter).post(
        address("edit", report), typed(narrative="Other words.", version=version)
    )

    report.refresh_from_db()
    assert answer.status_code == 400
    assert "This form is out of date." in text_of(answer)
    assert Elements(answer.content.decode()).texts("textarea") == ["", "Other words.", ""]
    assert (report.narrative, report.version) == ("Fewer than the year before.", 1)


def test_what_was_handed_in_is_not_changed(cast, signed_in):
    report = submitted(cast)
    before = rows()

    answer = signed_in(cast.reporter).post(address("edit", report), typed(version=str(report.version)))

    report.refresh_from_db()
    assert answer.status_code == 409
    assert (rows(), report.value) == (before, Decimal(7_000))


def test_a_forged_token_in_a_change_does_not_move_it(cast, signed_in):
    mine, other = drafted(cast), drafted(cast, figure(5_000, 2022))
    sent = typed(token=str(other.submit_token), version="1", value="6500")

    answer = signed_in(cast.reporter).post(address("edit", mine), sent)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert answer.status_code == 302
    assert (mine.value, other.value) == (Decimal(6500), Decimal(5_000))
