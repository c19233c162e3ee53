"""Parts, jumps, interests, protection: what was added to reports, as reviewers, authors and the public meet it."""

from decimal import Decimal

import pytest

from tests.cast import drafted, figure, make_indicator, published, submitted
from tests.pages import main_of
from tests.protected import protect
from tests.workspace.elements import text_of
from tests.workspace.typed import address
from tracker.actions import reports
from tracker.actions.declared import GroupFigure
from tracker.enums import Conflict, Dimension, NoteAt
from tracker.models import Committee, ProgressReport

NOTES = {
    "edit_answer": {"answer": "Which answer?", "value": "Which month?", "reference_on": "Which year?"},
    "edit_story": {"narrative": "Who counted?"},
    "edit_sources": {"grade": "Why B?", "first_url": "Which page?", "second_url": "No second?"},
    "edit_interests": {"conflict": "Your employer?"},
}
INTEREST = "My employer runs the centre."


def parts(*values):
    """A figure by sex, as far as it is given."""
    groups = ("female", "male", "another")
    return tuple(
        GroupFigure(dimension=Dimension.SEX, group=group, value=Decimal(value))
        for group, value in zip(groups, values, strict=False)
    )


@pytest.fixture
def told_apart(cast):
    """The indicator of the cast's target asks for the figure by sex."""
    cast.commitment.indicator = make_indicator(groups=["sex"])
    cast.commitment.save()
    return cast


def handed_in_again(cast, before, after):
    report = reports.send_back(submitted(cast, before), by=cast.reviewer, reason="Look again.")
    reports.redraft(report, after, by=report.author, version=report.version)
    return reports.submit(report, by=report.author)


@pytest.mark.parametrize("name", [*NOTES, "edit_whole"])
def test_notes_are_seen_at_their_fields_on_the_page_of_each_topic_and_on_the_one_page(cast, signed_in, name):
    everything = {field: text for notes in NOTES.values() for field, text in notes.items()}
    report = reports.send_back(submitted(cast), by=cast.reviewer, reason="Look.", notes=everything)

    answer = signed_in(cast.reporter).get(address(name, report))

    html = answer.content.decode()
    here = NOTES.get(name, everything)
    said = {
        field: text for field, text in everything.items() if f"The reviewer says: {text}" in text_of(answer)
    }
    assert said == here
    assert [f'id="id_{field}_helptext"' in html for field in here] == [True] * len(here)


@pytest.mark.parametrize(
    ("notes", "opened"), [({"grade": "Why B?"}, False), ({"second_url": "No second?"}, True)]
)
def test_note_at_the_second_page_opens_it(cast, signed_in, notes, opened):
    report = reports.send_back(submitted(cast), by=cast.reviewer, reason="Look.", notes=notes)

    html = signed_in(cast.reporter).get(address("edit_sources", report)).content.decode()

    assert ('<details class="more" open>' in html, "Add a second page" in html) == (opened, True)


def test_every_field_with_notes_is_asked_of_the_pages():
    noted = {field for notes in NOTES.values() for field in notes}

    assert noted == set(NoteAt.values) - {NoteAt.STEPS}


def test_note_at_the_interests_is_offered_and_kept(cast, signed_in):
    report = submitted(cast)

    signed_in(cast.reviewer).post(
        address("send_back", report), {"reason": "Look.", "note_conflict": "Your employer?"}
    )

    again = text_of(signed_in(cast.coordinator).get(address("review", report)))
    assert "Interests Your employer?" in again


def test_reviewer_sees_what_changed_in_parts_jump_and_interests(told_apart, signed_in):
    before = figure(7_000, parts=parts(3_000, 3_500))
    after = figure(
        7_000,
        parts=parts(3_000, 3_600, 3),
        jump_reason="A new camp.",
        conflict=Conflict.DECLARED,
        conflict_with=INTEREST,
    )
    report = handed_in_again(told_apart, before, after)

    words = text_of(signed_in(told_apart.reviewer).get(address("review", report)))

    assert (
        "What changed since it was last handed in "
        "Parts of the figure Before Women and girls: 3 000 Men and boys: 3 500 "
        "Now Women and girls: 3 000 Men and boys: 3 600 Another sex or gender: 3 "
        "Why it differs so much Before nothing Now A new camp. "
        f"Interests Before none declared Now {INTEREST} "
    ) in words


def test_public_erratum_tells_of_parts_without_the_small_ones_and_of_nothing_private(told_apart, client):
    older = published(told_apart, figure(7_000, parts=parts(3_000, 3_996, 3)))
    newer = published(
        told_apart,
        figure(
            7_000,
            parts=parts(3_100, 3_896, 4),
            jump_reason="A new camp.",
            conflict=Conflict.DECLARED,
            conflict_with=INTEREST,
        ),
    )

    pages = [main_of(client.get(f"/reports/{one.uuid}/")) for one in (older, newer)]

    for words in pages:
        assert "Parts of the figure" in words
        assert ("Another sex or gender: <5" in words, "gender: 3" in words, "gender: 4" in words) == (
            True,
            False,
            False,
        )
        assert [
            secret for secret in ("A new camp", INTEREST, "Interests", "none declared") if secret in words
        ] == []


def test_several_at_once_say_that_a_protected_committee_publishes_later(cast, signed_in):
    protect(cast)
    report = submitted(cast)
    client, chosen = signed_in(cast.reviewer), {"reports": [f"{report.uuid}.{report.version}"]}

    asked = text_of(client.post("/work/waiting/confirm/", chosen))
    done = client.post("/work/waiting/publish/", chosen)

    assert "at an hour that nobody knows beforehand" in asked
    assert ProgressReport.objects.get().state == "decided"
    assert "1 of 1 decided" in text_of(done)
    assert "Decided: it goes out on" in text_of(done)
    assert f"/reports/{report.uuid}/" not in done.content.decode()


@pytest.mark.parametrize("protected", [False, True])
def test_author_is_told_whether_the_original_is_kept(cast, signed_in, settings, protected):
    settings.EVIDENCE_PUBLIC_KEY = "a key"
    Committee.objects.update(keeps_originals=True)
    if protected:
        cast.committee.refresh_from_db()
        protect(cast)

    words = text_of(signed_in(cast.reporter).get(address("files", drafted(cast))))

    assert ("is sealed for 24 months" in words, "The original is deleted as soon as" in words) == (
        not protected,
        protected,
    )
