"""Several decisions in one go: ticked, counted, confirmed, and each decided by itself."""

import pytest

from tests.cast import figure, submitted
from tests.workspace.elements import text_of
from tests.workspace.typed import another_target, rows
from tracker.actions import reports
from tracker.enums import ReportState
from tracker.models import ProgressReport
from tracker.wording import short_reference


def choice(report):
    return f"{report.uuid}.{report.version}"


def states():
    return list(ProgressReport.objects.order_by("pk").values_list("state", flat=True))


def test_list_counts_confirms_and_publishes_what_was_ticked(cast, signed_in):
    first, second, third = (submitted(cast, figure(7_000, year)) for year in (2019, 2020, 2021))
    client = signed_in(cast.reviewer)

    listed = client.get("/work/waiting/")
    asked = client.post("/work/waiting/confirm/", {"reports": [choice(first), choice(third)]})
    before = states()
    done = client.post("/work/waiting/publish/", {"reports": [choice(first), choice(third)]})

    assert [f'value="{choice(one)}"' in listed.content.decode() for one in (first, second, third)] == [
        True
    ] * 3
    assert "7 000 persons" in text_of(listed)
    assert "Publish 2 reports?" in text_of(asked)
    assert before == [ReportState.SUBMITTED] * 3
    assert (done.status_code, states()) == (200, ["published", "submitted", "published"])
    assert "2 of 2 decided" in text_of(done)


def test_each_is_decided_by_itself_and_the_page_says_why_one_was_not(cast, signed_in):
    fine, faster, changed, gone = (submitted(cast, figure(7_000, year)) for year in (2019, 2020, 2021, 2022))
    own = submitted(cast, figure(7_000, 2023), by=cast.coordinator)
    chosen = [choice(one) for one in (fine, faster, changed, gone, own)]
    reports.publish(faster, by=cast.reviewer)
    reports.take_back(changed, by=cast.reporter)
    reports.submit(changed, by=cast.reporter)
    reports.take_back(gone, by=cast.reporter)

    answer = signed_in(cast.coordinator).post("/work/waiting/publish/", {"reports": chosen})

    words = text_of(answer)
    assert answer.status_code == 409
    assert states() == ["published", "published", "submitted", "draft", "submitted"]
    assert "1 of 5 decided" in words
    assert f"{short_reference(faster.uuid)} Not published. Reviewer Person was faster" in words
    assert f"{short_reference(changed.uuid)} Not published. It was changed after your list was drawn" in words
    assert f"{short_reference(gone.uuid)} Not published. It is not there any more" in words
    assert f"{short_reference(own.uuid)} Not published. You wrote this report" in words


@pytest.mark.parametrize("path", ["confirm", "publish"])
@pytest.mark.parametrize("sent", [[], ["x"], ["00000000-0000-4000-8000-000000000000"], ["' OR 1=1 --.1"]])
def test_nothing_ticked_and_nonsense_are_refused(cast, signed_in, path, sent):
    submitted(cast)
    client, before = signed_in(cast.reviewer), rows()

    answer = client.post(f"/work/waiting/{path}/", {"reports": sent})

    assert (answer.status_code, rows()) == (422, before)
    assert "There is a problem" in text_of(answer)


def test_author_is_not_offered_the_own_and_a_stranger_nothing(cast, signed_in):
    own = submitted(cast, by=cast.coordinator)

    pages = [signed_in(who).get("/work/waiting/") for who in (cast.coordinator, cast.stranger, cast.observer)]

    assert [choice(own) in page.content.decode() for page in pages] == [False] * 3


def test_stranger_publishes_nothing(cast, signed_in):
    report = submitted(cast)

    answer = signed_in(cast.stranger).post("/work/waiting/publish/", {"reports": [choice(report)]})

    assert (answer.status_code, states()) == (409, ["submitted"])
    assert "0 of 1 decided" in text_of(answer)


def test_committee_with_gaps_is_offered_no_box(cast, signed_in):
    report = submitted(cast)
    cast.committee.seats.filter(user=cast.coordinator).update(ends_on="2020-01-01")

    page = signed_in(cast.reviewer).get("/work/waiting/")

    assert "Its committee cannot publish yet." in text_of(page)
    assert choice(report) not in page.content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_list_asks_a_fixed_number_of_questions(cast, signed_in, django_assert_num_queries, number):
    for count in range(number):
        submitted(cast, figure(7_000, 2020), place_target=another_target(cast, f"GCM10-{20 + count}"))
    client = signed_in(cast.reviewer)

    with django_assert_num_queries(6):
        client.get("/work/waiting/")
