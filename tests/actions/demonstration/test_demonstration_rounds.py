"""The demonstration has a round with work in it: some done, some late, and a member who sees it on the desk."""

import pytest
from django.utils import timezone

from tracker.models import Assignment, Committee, ProgressReport, Round, User
from tracker.selectors.rounds import progress_of, with_progress
from tracker.selectors.workspace import desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_the_round_is_open_and_its_work_is_at_every_point():
    today = timezone.localdate()
    found = list(with_progress(Assignment.objects.all()))

    assert Round.objects.open_on(today).count() == Round.objects.count() == 1
    assert {str(progress_of(one)) for one in found} == {"not_started", "started", "returned", "handed_in"}
    assert {one.due_on < today for one in found} == {True, False}
    assert {one.place_target.place.fictional for one in found} == {True}


def test_a_protected_committee_is_known_by_its_label_alone(client):
    label = Committee.objects.get(slug="modelia").label
    report = ProgressReport.objects.get(committee__slug="modelia")

    pages = [
        client.get(path)
        for path in ("/committees/", f"/committees/{label}/", "/places/xmo/", f"/reports/{report.uuid}/")
    ]
    past = client.get("/places/xmo/GCM01-1/12/?as_of=2025-06-30")

    assert [page.status_code for page in [*pages, past]] == [200] * 5
    assert [f"Committee {label.upper()}" in page.content.decode() for page in pages] == [True] * 4
    assert [b"ommittee of Modelia" in page.content for page in [*pages, past]] == [False] * 5
    assert client.get("/committees/modelia/").status_code == 404


def test_the_reporter_is_late_with_something():
    today = timezone.localdate()

    shown = desk(User.objects.get(email="reporter@demo.example"), today=today)

    assert [one.commitment_code for one in shown.late] == ["GCM13-1", "GCM21-1"]
    assert [one.commitment_code for one in shown.to_report] == ["GCM18-1", "GCM12-1", "GCM01-1"]
    assert [(work.committee, work.done, work.late, work.total) for work in shown.work] == [
        ("Committee of Examplia", 1, 3, 7),
        ("Committee of Fictiva", 0, 0, 1),
    ]
