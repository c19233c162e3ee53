"""Reading an answer back, sending it once, and the receipt."""

import re

import pytest

from tests.cast import drafted, figure, published, returned, submitted, unobserved
from tests.workspace.elements import links, text_of
from tests.workspace.typed import address, rows
from tracker.actions.entries import entry_of
from tracker.enums import ReportState
from tracker.models import AuditEvent
from tracker.scoring import Answer


def test_the_answer_is_read_back_with_what_it_would_do(cast, signed_in):
    report = drafted(cast, figure(11_000))

    answer = signed_in(cast.reporter).get(address("check", report))

    assert text_of(answer) == (
        "Arcadia · At most 4 000 by 2023 Check your answer "
        "11 000 persons in 2021; the goal was at most 4 000; this is moving away from it. "
        "The mark now No evidence No data The mark with this report Not met Overdue "
        "Answer 11 000 persons (2021) Change the answer "
        "About the whole year 2021 Change the year or date "
        "What happened Fewer than the year before. Change what happened "
        "How well it is known B: official self-report with a document Change how well it is known "
        "Evidence Yearbook page or section 12 7 000 Change the evidence "
        "Interests none declared Change your interests "
        "Shown in public as “Committee of Arcadia” Change how your committee is shown "
        "Files No file is attached. You can add PDFs and pictures. Add files "
        "Send to the committee "
        "Another member decides on it before anyone else sees it. Pressed twice, it is sent once. "
        "To the tasks of this report"
    )


def test_every_change_leads_to_its_field(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    changes = [link for link in links(client.get(address("check", report))) if "#" in link]
    forms = [client.get(link).content.decode() for link in changes]

    topics = ["answer", "answer", "story", "sources", "sources", "interests", "interests"]
    assert [link.split("#")[0] for link in changes] == [address(f"edit_{one}", report) for one in topics]
    assert all(f'id="{link.split("#")[1]}"' in form for link, form in zip(changes, forms, strict=True))


@pytest.mark.parametrize(
    "said", [Answer.NO_DATA, Answer.CONFIDENTIAL, Answer.NOT_APPLICABLE, Answer.NO_PROGRESS]
)
def test_an_answer_without_a_figure_is_read_back_without_one(cast, signed_in, said):
    report = drafted(cast, unobserved(said))

    words = text_of(signed_in(cast.reporter).get(address("check", report)))

    assert "no grade: the answer rests on no figure" in words
    assert "No evidence is attached." in words
    assert " 0 " not in words


def test_what_it_would_replace_is_named(cast, signed_in):
    published(cast, figure(7_000))
    report = drafted(cast, figure(6_900))

    answer = signed_in(cast.reporter).get(address("check", report))

    assert "has published an answer about the same date: 7 000 persons (2021)." in text_of(answer)


def test_sent_it_waits_for_the_committee(cast, signed_in):
    report = drafted(cast)

    answer = signed_in(cast.reporter).post(address("check", report))

    report.refresh_from_db()
    assert answer.url == address("receipt", report)
    assert report.state == ReportState.SUBMITTED


def test_pressed_often_it_is_sent_once(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    answers = [client.post(address("check", report)) for _ in range(3)]

    assert {one.url for one in answers} == {address("receipt", report)}
    assert AuditEvent.objects.filter(action="report.submitted").count() == 1


def test_a_report_that_was_sent_back_is_sent_again(cast, signed_in):
    report = returned(cast)
    client = signed_in(cast.reporter)

    form, answer = client.get(address("edit", report)), client.post(address("check", report))

    report.refresh_from_db()
    assert "Sent back to you: what should change Name the page." in text_of(form)
    assert (answer.url, report.state) == (address("receipt", report), ReportState.SUBMITTED)


def test_once_sent_the_check_page_and_the_form_lead_to_the_receipt(cast, signed_in):
    report = submitted(cast)
    client = signed_in(cast.reporter)

    assert client.get(address("check", report)).url == address("receipt", report)
    assert client.get(address("edit", report)).url == address("receipt", report)


def test_a_draft_has_no_receipt_yet(cast, signed_in):
    report = drafted(cast)

    assert signed_in(cast.reporter).get(address("receipt", report)).url == address("check", report)


def test_the_receipt_carries_reference_digest_and_what_happens_next(cast, signed_in):
    report = submitted(cast)

    answer = signed_in(cast.reporter).get(address("receipt", report))

    words = text_of(answer)
    assert re.match(r"Sent to the committee Your reference GCM-[0-9A-Z]{6} Received on ", words)
    assert entry_of(report).digest in words
    assert str(report.uuid) in words
    assert "What happens next Another member of Committee of Arcadia reads it." in words


def test_the_digest_follows_the_content(cast, signed_in):
    one, same, other = (submitted(cast, figure(value)) for value in (7_000, 7_000, 7_001))
    client = signed_in(cast.reporter)

    digests = [
        re.search(r"\b[0-9a-f]{64}\b", text_of(client.get(address("receipt", report)))).group()
        for report in (one, same, other)
    ]

    assert digests[0] == digests[1] != digests[2]


def test_the_receipt_says_what_keeps_the_committee_from_publishing(cast, signed_in):
    cast.committee.seats.filter(user=cast.coordinator).update(ends_on="2020-01-01")

    words = text_of(signed_in(cast.reporter).get(address("receipt", submitted(cast))))

    assert "Your committee cannot publish yet: Civil society, the private sector and migrants must" in words


def test_the_receipt_of_a_published_report_leads_to_its_public_page(cast, signed_in):
    report = published(cast)

    answer = signed_in(cast.reporter).get(address("receipt", report))

    assert f"/reports/{report.uuid}/" in links(answer)


def test_opening_pages_stores_nothing(cast, signed_in):
    draft, report = drafted(cast), submitted(cast, figure(5_000, 2022))
    client, before = signed_in(cast.reporter), rows()

    client.get(address("check", draft))
    client.get(address("receipt", report))

    assert rows() == before
