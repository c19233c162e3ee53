"""A review in rounds: notes at fields, what changed since, what is taken back, corrected and withdrawn."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import drafted, figure, make_indicator, make_user, published, returned, seat, submitted
from tests.handed_in import clean_file
from tests.pages import main_of
from tests.workspace.elements import Elements, text_of
from tests.workspace.typed import address, rows, typed
from tracker.actions import reports
from tracker.actions.drain import drain
from tracker.actions.entries import BadEntry, entry_of
from tracker.enums import ReportState, SeatRole
from tracker.models import DirtyScore, PlaceTargetVersion, ProgressReport, ReviewNote, Score, Submission
from tracker.scoring import Mark

# Where files were added to reports, one more: see docs/performance.md, P7.
MOST = 11


def submitted_again(cast, entry, **more):
    """Sent back with a note at the figure, changed, and handed in again."""
    report = reports.send_back(
        submitted(cast, **more), by=cast.reviewer, reason="Look again.", notes={"value": "Off by ten?"}
    )
    reports.redraft(report, entry, by=report.author, version=report.version)
    return reports.submit(report, by=report.author, correction="Counted again.")


def test_what_was_handed_in_is_kept_each_time(cast):
    report = submitted_again(cast, figure(6_990))

    first, second = report.submissions.order_by("number")
    assert (first.number, first.entry["value"]) == (1, "7000")
    assert (second.number, second.entry["value"]) == (2, "6990")
    assert second.digest == entry_of(report).digest != first.digest
    assert json.dumps(second.entry)


def test_decider_sees_what_changed_since_the_last_time_and_what_was_noted(cast, signed_in):
    report = submitted_again(cast, figure(6_990, narrative="Fewer than the year before that."))

    answer = signed_in(cast.coordinator).get(address("review", report))

    words = text_of(answer)
    assert "What changed since it was last handed in Figure Before 7 000 persons Now 6 990 persons" in words
    assert "What was noted then Figure Off by ten?" in words
    assert "<b>before that.</b>" in answer.content.decode()
    assert "<ins>Fewer than the year" in answer.content.decode()


def test_first_submission_has_nothing_to_compare_with(cast, signed_in):
    words = text_of(signed_in(cast.reviewer).get(address("review", submitted(cast))))

    assert "What changed" not in words


def test_handed_in_again_unchanged_says_so(cast, signed_in):
    report = submitted_again(cast, figure(7_000))

    words = text_of(signed_in(cast.reviewer).get(address("review", report)))

    assert "Nothing: it was handed in again as it was." in words


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("again", [False, True])
def test_the_review_page_asks_at_most_nine_questions(
    cast, signed_in, django_assert_max_num_queries, number, again
):
    for count in range(number):
        published(cast, figure(8_000, 2021 if count == 0 else 2000 + 19 + count % 3))
        seat(cast.committee, make_user(f"observer-{count}"), "academia", SeatRole.OBSERVER)
    cast.commitment.indicator = make_indicator(groups=["sex"])
    cast.commitment.save()
    report = submitted_again(cast, figure(6_990)) if again else submitted(cast)
    for one in range(1, number + 1):
        clean_file(report, number=one)
    client = signed_in(cast.reviewer)

    with django_assert_max_num_queries(MOST):
        answer = client.get(address("review", report))

    assert answer.status_code == 200


def test_notes_stand_at_their_fields_when_it_is_sent_back(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reviewer)

    client.post(
        address("send_back", report),
        {"reason": "Two things.", "note_value": "Which <month>?", "note_narrative": "Say who counted."},
    )
    form = signed_in(cast.reporter).get(address("edit_whole", report))

    page = Elements(form.content.decode())
    hints = {attrs["id"]: attrs for _tag, attrs in page.tags if attrs.get("id", "").endswith("_helptext")}
    words = text_of(form)
    assert "The reviewer says: Which &lt;month&gt;?" in words
    assert "The reviewer says: Say who counted." in words
    assert {"id_value_helptext", "id_narrative_helptext"} <= set(hints)
    assert list(ReviewNote.objects.values_list("field", "text", "author")) == [
        ("value", "Which <month>?", cast.reviewer.pk),
        ("narrative", "Say who counted.", cast.reviewer.pk),
    ]


def test_notes_are_gone_from_the_form_once_it_was_handed_in_and_taken_back(cast, signed_in):
    report = reports.take_back(submitted_again(cast, figure(6_990)), by=cast.reporter)

    form = signed_in(cast.reporter).get(address("edit_whole", report))

    assert "The reviewer says" not in text_of(form)


def test_note_at_a_field_that_no_report_has_is_refused(cast):
    report = submitted(cast)

    with pytest.raises(BadEntry):
        reports.send_back(report, by=cast.reviewer, reason="Look.", notes={"author": "Who?"})

    assert ProgressReport.objects.get().state == ReportState.SUBMITTED


def test_note_that_cannot_be_read_is_refused_and_all_that_was_typed_stays(cast, signed_in):
    report, before = submitted(cast), None
    client = signed_in(cast.reviewer)
    before = rows()

    answer = client.post(
        address("send_back", report),
        {"reason": "Two things.", "note_value": "a\u202eb", "note_grade": "Why B?"},
    )

    html = answer.content.decode()
    assert (answer.status_code, rows()) == (422, before)
    assert "Two things." in html
    assert "Why B?" in html
    assert 'href="#id_note_value"' in html


def test_author_takes_back_what_nobody_decided_on(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reporter)

    answer = client.post(address("take_back", report))

    report.refresh_from_db()
    assert (answer.url, report.state, report.submitted_at) == (
        address("check", report),
        ReportState.DRAFT,
        None,
    )
    assert Submission.objects.count() == 1
    assert "is yours again, as a draft." in text_of(client.get(address("check", report)))


@pytest.mark.parametrize("name", ["review", "publish", "send_back"])
def test_decider_is_told_that_it_was_taken_back(cast, signed_in, name):
    report = reports.take_back(submitted(cast), by=cast.reporter)
    client = signed_in(cast.reviewer)
    there = address(name, report)

    answer = client.get(there) if name == "review" else client.post(there, {"reason": "Look."})

    assert answer.status_code == 409
    assert "Its author has taken this report back." in text_of(answer)
    assert "7 000" not in text_of(answer)


def test_stranger_is_not_told_that_it_was_taken_back(cast, signed_in):
    report = reports.take_back(submitted(cast), by=cast.reporter)

    assert signed_in(cast.stranger).get(address("review", report)).status_code == 404


def test_author_who_is_too_late_to_take_back_is_told_who_decided(cast, signed_in):
    report = published(cast)

    answer = signed_in(cast.reporter).post(address("take_back", report))

    assert answer.status_code == 409
    assert "Reviewer Person took it further at" in text_of(answer)


def test_nobody_else_takes_it_back(cast, signed_in):
    report = submitted(cast)

    assert signed_in(cast.coordinator).post(address("take_back", report)).status_code == 404
    assert ProgressReport.objects.get().state == ReportState.SUBMITTED


@pytest.mark.parametrize("name", ["publish", "send_back"])
def test_decision_on_a_text_that_was_changed_meanwhile_changes_nothing(cast, signed_in, name):
    report = submitted(cast)
    read = report.version
    reports.take_back(report, by=cast.reporter)
    report.refresh_from_db()
    reports.redraft(report, figure(1), by=cast.reporter, version=report.version)
    reports.submit(report, by=cast.reporter)

    answer = signed_in(cast.reviewer).post(
        address(name, report), {"version": str(read), "reason": "Name the page."}
    )

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (409, ReportState.SUBMITTED)
    assert "This changed while you read" in text_of(answer)
    assert "Figure Before 7 000 persons Now 1 persons" in text_of(answer)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "١"])
def test_version_that_is_none_is_as_good_as_an_old_one(cast, signed_in, version):
    report = submitted(cast)

    answer = signed_in(cast.reviewer).post(address("publish", report), {"version": version})

    assert (answer.status_code, ProgressReport.objects.get().state) == (409, ReportState.SUBMITTED)


def test_correction_asks_for_its_public_reason(cast, signed_in):
    published(cast, figure(8_000))
    report = drafted(cast, figure(7_000))
    client = signed_in(cast.reporter)

    page, refused = client.get(address("check", report)), client.post(address("check", report))
    sent = client.post(address("check", report), {"correction": "The digits had changed places."})

    report.refresh_from_db()
    assert "Why is the older answer corrected?" in text_of(page)
    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "Say why the older report is corrected: everyone reads it." in text_of(refused)
    assert (report.state, report.correction_reason) == (
        ReportState.SUBMITTED,
        "The digits had changed places.",
    )


def test_act_refuses_a_correction_without_a_reason(cast):
    published(cast, figure(8_000))
    report = drafted(cast, figure(7_000))

    with pytest.raises(BadEntry):
        reports.submit(report, by=cast.reporter, correction=" ")


def test_report_that_corrects_nothing_is_not_asked(cast, signed_in):
    report = drafted(cast)

    page = signed_in(cast.reporter).get(address("check", report))

    assert "Why is the older answer corrected?" not in text_of(page)


def test_erratum_stands_on_both_pages_with_what_changed_why_and_when(cast, client):
    older = published(cast, figure(8_000))
    newer = published(cast, figure(7_000))

    before, after = (client.get(reverse("public:report", args=[one.uuid])) for one in (older, newer))

    day = "The digits had changed places. Figure Before 8 000 persons Now 7 000 persons"
    assert "Erratum: how this report was corrected" in main_of(before)
    assert day in main_of(before)
    assert "Erratum: what this report corrects" in main_of(after)
    assert day in main_of(after)
    for response in (before, after):
        assert not [
            who for who in ("Reporter", "Reviewer", "@example.org") if who in response.content.decode()
        ]


def test_withdrawn_report_counts_no_more_and_says_why(cast, client, signed_in):
    report = published(cast)
    score = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    member = signed_in(cast.coordinator)

    page = member.get(address("withdraw", report))
    refused = member.post(address("withdraw", report), {"reason": " "})
    done = member.post(address("withdraw", report), {"reason": "It was about Borduria."})
    drain()

    report.refresh_from_db()
    score.refresh_from_db()
    public = main_of(client.get(reverse("public:report", args=[report.uuid])))
    assert (page.status_code, refused.status_code, done.status_code) == (200, 422, 302)
    assert (report.state, score.mark) == (ReportState.WITHDRAWN, Mark.NO_EVIDENCE)
    assert "it no longer counts, and stays here so that what was cited can be found." in public
    assert "Why: It was about Borduria." in public


@pytest.mark.parametrize("who", ["reporter", "observer"])
def test_who_does_not_decide_withdraws_nothing(cast, signed_in, who):
    report = published(cast)

    signed_in(getattr(cast, who)).post(address("withdraw", report), {"reason": "No."})

    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED


def test_stranger_finds_nothing_to_withdraw(cast, signed_in):
    report = published(cast)

    assert signed_in(cast.stranger).post(address("withdraw", report), {"reason": "No."}).status_code == 404


def test_sent_back_shows_its_notes_to_the_committee(cast, signed_in):
    report = submitted(cast)
    reports.send_back(report, by=cast.reviewer, reason="Look.", notes={"grade": "Why B?"})

    words = text_of(signed_in(cast.coordinator).get(address("review", report)))

    assert "Why it was sent back Look. How well it is known Why B?" in words


def test_form_is_sent_back_with_what_the_author_typed_beside_the_notes(cast, signed_in):
    report = returned(cast)
    client = signed_in(cast.reporter)

    answer = client.post(address("edit", report), typed(version=str(report.version), value="x"))

    assert answer.status_code == 422


@pytest.mark.postgresql  # SQLite cannot hold a figure that is no number
def test_a_report_is_published_though_a_figure_of_its_target_cannot_be_read(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reviewer)
    with connection.cursor() as cursor:
        table = PlaceTargetVersion._meta.db_table
        cursor.execute(
            f"UPDATE {table} SET baseline = 'NaN' WHERE place_target_id = %s", [report.place_target_id]
        )

    answer = client.post(address("publish", report))

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (302, ReportState.PUBLISHED)
    assert DirtyScore.objects.filter(place=cast.arcadia).exists()
    assert not Score.objects.filter(place=cast.arcadia, key="GCM10-9:5", mark=Mark.IN_PART).exists()
    with pytest.raises(ValueError, match="NaN"):
        client.get(address("review", report))
