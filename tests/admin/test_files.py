"""Files on the desk: where they stand, and never what they are called or what is in them; and who keeps originals."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import drafted, published
from tests.handed_in import clean_file
from tracker.files.sealing import new_pair


def screen(cast):
    return reverse("admin:tracker_committee_change", args=[cast.committee.pk])


def test_file_is_shown_without_its_name(cast, desk):
    file = clean_file(drafted(cast), client_name="Amina at home.jpg", error="Why it failed")

    listed = desk.client.get(reverse("admin:tracker_evidencefile_changelist")).content.decode()
    shown = desk.client.get(reverse("admin:tracker_evidencefile_change", args=[file.pk])).content.decode()

    assert "Why it failed" in listed
    assert file.copy_sha256 in shown
    assert [name in page for page in (listed, shown) for name in ("Amina", "reporter@")] == [False] * 4


def test_originals_are_not_kept_without_a_key(cast, desk):
    answer = desk.send(screen(cast), keeps_originals="on")

    cast.committee.refresh_from_db()
    assert answer.status_code == 200
    assert "this installation has no key (EVIDENCE_PUBLIC_KEY)" in answer.content.decode()
    assert cast.committee.keeps_originals is False


def test_originals_are_kept_where_a_committee_asks_and_there_is_a_key(cast, desk, settings):
    settings.EVIDENCE_PUBLIC_KEY, _private = new_pair()

    answer = desk.send(screen(cast), keeps_originals="on")

    cast.committee.refresh_from_db()
    assert (answer.status_code, cast.committee.keeps_originals) == (302, True)


@pytest.mark.parametrize("address", ["changelist", "add"])
def test_nobody_adds_a_file_on_the_desk(cast, desk, address):
    answer = desk.client.post(reverse(f"admin:tracker_evidencefile_{address}"), {"state": "clean"})

    assert answer.status_code in {200, 302, 403}
    assert not cast.committee.files.exists()


def page_of(file):
    return reverse("admin:tracker_evidencefile_change", args=[file.pk])


def test_administrator_takes_a_published_file_out_with_a_reason(cast, desk):
    report = published(cast)
    file = clean_file(report, confirmed_at=timezone.now(), client_name="Amina.pdf")

    refused = desk.send(page_of(file), redaction_reason="")
    before = file.is_shown
    sent = desk.send(page_of(file), redaction_reason="The face of a witness.")

    file.refresh_from_db()
    public = desk.client.get(reverse("public:report", args=[report.uuid])).content.decode()
    assert (refused.status_code, before, sent.status_code) == (200, True, 302)
    assert (file.is_shown, file.redaction_reason, file.client_name) == (False, "The face of a witness.", "")
    assert "-E1.pdf" in public
    assert "since it showed personal data" in public
    assert "The face of a witness" not in public
    assert desk.client.get(reverse("public:report-file", args=[report.uuid, 1])).status_code == 404


@pytest.mark.parametrize("confirmed", [None, timezone.now()])
def test_file_that_is_not_public_offers_nothing_to_send(cast, desk, confirmed):
    file = clean_file(drafted(cast), confirmed_at=confirmed)

    page = desk.client.get(page_of(file)).content.decode()
    sent = desk.client.post(page_of(file), {"redaction_reason": "A face."})

    file.refresh_from_db()
    assert 'name="_save"' not in page
    assert (sent.status_code, file.redacted_at) == (403, None)
