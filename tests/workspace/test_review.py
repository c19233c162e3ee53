"""The decision: what it rests on, who takes it, and that it is taken once."""

import pytest
from django.urls import reverse

from tests.cast import drafted, figure, published, returned, submitted
from tests.workspace.elements import Elements, links, text_of
from tests.workspace.typed import address, rows
from tracker.enums import ReportState
from tracker.models import Score
from tracker.scoring import Mark
from tracker.wording import short_reference


def buttons(answer):
    """What can be pressed on the page itself."""
    return [words for words in Elements(answer.content.decode()).texts("button") if words != "Sign out"]


def test_the_page_has_everything_that_the_decision_needs(cast, signed_in):
    published(cast, figure(7_000))
    report = submitted(cast, figure(6_900))

    answer = signed_in(cast.reviewer).get(address("review", report))

    words = text_of(answer)
    for part in (
        "At most 4 000 by 2023",
        "Handed in by Reporter Person on",
        "6 900 persons in 2021; the goal was at most 4 000; this is 51 % of the way to it.",
        "What happened Fewer than the year before.",
        "How well it is known B: official self-report with a document",
        "Evidence Yearbook page or section 12 7 000",
        "The mark now Met in part Overdue The mark with this report Met in part Overdue",
        "At the start 10 000 persons (2018) Goal at most 4 000 persons Due 31 December 2023",
        "It replaces what the committee published about the same date: 7 000 persons (2021).",
    ):
        assert part in words
    assert buttons(answer) == ["Publish", "Send back"]


@pytest.mark.parametrize("who", ["reviewer", "coordinator"])
def test_a_decider_publishes(cast, signed_in, who):
    report = submitted(cast)
    client = signed_in(getattr(cast, who))

    answer = client.post(address("publish", report))

    report.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, reverse("public:report", args=[report.uuid]))
    assert (report.state, report.decided_by) == (ReportState.PUBLISHED, getattr(cast, who))
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").mark == Mark.IN_PART


def test_the_desk_says_what_was_published_and_leads_to_it(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reviewer)
    client.post(address("publish", report))

    first, second = client.get("/work/"), client.get("/work/")

    said = f"{short_reference(report.uuid)} is published, and the marks of Arcadia are computed anew."
    assert said in text_of(first)
    assert said not in text_of(second)
    assert reverse("public:report", args=[report.uuid]) in links(second)


def test_the_author_sees_why_another_must_decide(cast, signed_in):
    report = submitted(cast, by=cast.coordinator)

    answer = signed_in(cast.coordinator).get(address("review", report))

    assert "You wrote this report, so another member decides on it." in text_of(answer)
    assert buttons(answer) == ["Take it back"]


@pytest.mark.parametrize("name", ["publish", "send_back"])
def test_the_author_cannot_decide_by_posting_directly(cast, signed_in, name):
    report = submitted(cast, by=cast.coordinator)
    before = rows()

    answer = signed_in(cast.coordinator).post(address(name, report), {"reason": "I like it."})

    report.refresh_from_db()
    assert answer.status_code == 403
    assert "You wrote this report: another member must decide on it." in text_of(answer)
    assert (rows(), report.state) == (before, ReportState.SUBMITTED)


def test_who_reads_along_sees_who_decides(cast, signed_in):
    answer = signed_in(cast.observer).get(address("review", submitted(cast)))

    assert "A reviewer or the coordinator of the committee decides." in text_of(answer)
    assert buttons(answer) == []


def test_a_committee_with_gaps_cannot_publish_and_is_told_what_to_do(cast, signed_in):
    report = submitted(cast)
    cast.committee.seats.filter(user=cast.coordinator).update(ends_on="2020-01-01")
    client = signed_in(cast.reviewer)

    page, answer = client.get(address("review", report)), client.post(address("publish", report))

    report.refresh_from_db()
    words = text_of(page)
    assert "Civil society, the private sector and migrants must each hold a seat." in words
    assert "Two people must be able to decide on reports." in words
    assert (
        "A coordinator of the committee seats who is missing; where it has none, an administrator does."
        in words
    )
    assert buttons(page) == ["Send back"]
    assert (answer.status_code, report.state) == (403, ReportState.SUBMITTED)


def test_a_committee_with_gaps_can_still_send_back(cast, signed_in):
    report = submitted(cast)
    cast.committee.seats.filter(user=cast.coordinator).update(ends_on="2020-01-01")

    answer = signed_in(cast.reviewer).post(address("send_back", report), {"reason": "Name the page."})

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (302, ReportState.RETURNED)


def test_sent_back_with_a_reason_it_is_its_authors_again(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reviewer)

    answer = client.post(address("send_back", report), {"reason": "Name the page."})

    report.refresh_from_db()
    assert answer.url == "/work/"
    assert (report.state, report.return_reason) == (ReportState.RETURNED, "Name the page.")
    said = f"{short_reference(report.uuid)} went back to Reporter Person with your reason."
    assert said in text_of(client.get("/work/"))


@pytest.mark.parametrize("reason", ["", "   ", "a\u202eb", "x" * 2001])
def test_sent_back_without_a_reason_that_can_be_read_is_refused(cast, signed_in, reason):
    report = submitted(cast)
    before = rows()

    answer = signed_in(cast.reviewer).post(address("send_back", report), {"reason": reason})

    page = Elements(answer.content.decode())
    report.refresh_from_db()
    assert answer.status_code == 422
    assert page.texts("title") == [f"Error: Report {short_reference(report.uuid)} · GCM Scorecard"]
    assert [attrs["href"] for _, attrs in page.tags if attrs.get("href") == "#id_reason"]
    assert (rows(), report.state) == (before, ReportState.SUBMITTED)


@pytest.mark.parametrize("name", ["publish", "send_back"])
def test_a_second_decision_says_who_took_the_first(cast, signed_in, name):
    report = published(cast)
    before = rows()

    answer = signed_in(cast.coordinator).post(address(name, report), {"reason": "Name the page."})

    words = text_of(answer)
    assert answer.status_code == 409
    assert "This was already decided Reviewer Person took it further at" in words
    assert "It now stands at “Published”. What you did changed nothing." in words
    assert rows() == before


def test_a_report_that_was_sent_back_shows_the_reason_to_the_committee(cast, signed_in):
    answer = signed_in(cast.coordinator).get(address("review", returned(cast)))

    assert "Why it was sent back Name the page." in text_of(answer)
    assert buttons(answer) == []


def test_a_published_report_leads_to_its_public_page(cast, signed_in):
    report = published(cast)

    answer = signed_in(cast.reviewer).get(address("review", report))

    assert reverse("public:report", args=[report.uuid]) in links(answer)
    assert buttons(answer) == []


def test_ones_own_draft_says_that_it_was_not_handed_in(cast, signed_in):
    answer = signed_in(cast.reporter).get(address("review", drafted(cast)))

    assert "Written by Reporter Person, not handed in" in text_of(answer)
    assert buttons(answer) == []


def test_words_of_members_are_shown_as_text(cast, signed_in):
    report = submitted(cast, figure(7_000, narrative="<script>alert(1)</script>\n\nSecond paragraph."))

    html = signed_in(cast.reviewer).get(address("review", report)).content.decode()

    assert "<script>" not in html
    assert "<p>Second paragraph.</p>" in html
