"""What a stranger finds of the form in the demonstration: a report that is begun, and figures told apart."""

import pytest

from tests.workspace.elements import text_of
from tracker.models import Draft, ProgressReport

pytestmark = pytest.mark.django_db


def test_a_report_is_begun_and_waits_on_its_authors_desk(demonstration, db, client):
    begun = Draft.objects.get()
    client.force_login(begun.author)

    desk, tasks = client.get("/work/"), client.get(f"/work/reports/{begun.uuid}/")

    assert f'href="/work/reports/{begun.uuid}/"' in desk.content.decode()
    assert "The answer A figure, or one of the answers that say why there is none In progress" in text_of(
        tasks
    )
    assert begun.place_target.place.fictional


def test_figures_are_told_apart_without_small_groups(demonstration, db, client):
    reports = ProgressReport.objects.exclude(parts=None).filter(state="published")

    pages = [
        text_of(client.get(f"/reports/{one.uuid}/")).replace("&lt;", "<") for one in reports.order_by("pk")
    ]

    assert any(
        "By sex Women and girls not shown Men and boys 616 Another sex or gender <5" in page for page in pages
    )
    assert any("By sex Women and girls <5 Men and boys not shown" in page for page in pages)
