"""The page on the audit chain."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.selectors.test_audit import chained
from tracker.actions.audit import record
from tracker.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_page_shows_yesterdays_head_to_everybody(client):
    yesterday = datetime.combine(timezone.localdate() - timedelta(days=1), datetime.min.time(), UTC)
    chained(yesterday)
    head = AuditEvent.objects.get()
    newest = record("report.drafted", by=None, about="report-2")

    response = client.get("/integrity/")

    html = response.content.decode()
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=1, must-revalidate"
    assert f'<code dir="ltr">1 {head.hash} {yesterday:%Y-%m-%d}</code>' in html
    assert newest.hash not in html
    assert not response.cookies


def test_page_before_the_first_day_is_over_says_so(client):
    record("report.drafted", by=None, about="report-1")

    html = client.get("/integrity/").content.decode()

    assert "The first line stands here tomorrow." in html
    assert AuditEvent.objects.get().hash not in html


def test_page_asks_one_question(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/integrity/")


def test_page_is_linked_from_every_page(client):
    assert '<a href="/integrity/">' in client.get("/integrity/").content.decode()
