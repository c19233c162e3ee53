"""What a stranger finds after `./run` names nobody of the demonstration, and nothing that is not public yet."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.permissions.crawl import crawled, leaks
from tracker.enums import ReportState
from tracker.models import ProgressReport

# What a page says comes from the same rows on either database, and the walk takes a minute.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def secrets_stored():
    """Every name, address, unpublished text and reason that is stored."""
    people = get_user_model().objects.all()
    unpublished = ProgressReport.objects.filter(
        state__in=[ReportState.DRAFT, ReportState.SUBMITTED, ReportState.RETURNED]
    )
    reasons = ProgressReport.objects.values_list("return_reason", flat=True)
    found = [text for user in people for text in (user.name, user.email)]
    found += [report.narrative for report in unpublished] + list(reasons)
    return {text for text in found if text and len(text) > 5}


def test_no_public_page_of_the_demonstration_tells_a_secret(demonstration):
    secrets = secrets_stored()

    pages = crawled(Client(), per_route=6)

    assert leaks(pages, secrets) == {}
    assert len(secrets) > 12
    assert len(pages) > 80
