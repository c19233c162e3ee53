"""The front page of the desk: what waits, in words that lead to where something can be done about it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from celery import current_app
from django.utils import timezone

from tests.cast import make_committee, make_user, published
from tests.handed_in import clean_file
from tests.pages import words
from tests.tables import ARCADIA, brought
from tracker.actions import disputes, outbox, sweep
from tracker.actions.import_work import work_on
from tracker.enums import Cause, DisputeGround, ImportState, MailKind
from tracker.models import Committee, DirtyScore, Dispute, ImportBatch, Lease, Objective, Outbox, Round, Seat
from tracker.selectors.attention import CHECKABLE

TODAY = timezone.localdate()


def front(desk):
    """The sentences of the front page, each with where it leads."""
    html = desk.client.get("/desk/").content.decode()
    return html[html.index('<div class="desk desk-front">') : html.rindex("</section>")]


def test_where_nothing_waits_it_says_so(cast, desk):
    for noun in CHECKABLE:
        noun.objects.update(verified=True)
    Seat.objects.exclude(committee=cast.committee).delete()
    Committee.objects.exclude(pk=cast.committee.pk).delete()

    waits, machinery = words(front(desk)).split("How the machinery is")

    assert waits.strip() == "What waits for you Nothing."
    assert "No score waits to be computed." in machinery
    assert "No queue answers, or there is none: the sweeps compute what waits." in machinery


def test_round_that_is_over_and_a_committee_that_cannot_publish_are_named(cast, desk):
    over = Round.objects.create(
        slug="r-2020",
        name="Round 2020",
        opens_on=TODAY - timedelta(days=90),
        closes_on=TODAY - timedelta(days=1),
    )
    lacking = make_committee("lonely", cast.borduria, leads=False)

    html = front(desk)

    assert "Round 2020 was to end on" in words(html)
    assert f'href="/desk/tracker/round/{over.pk}/change/"' in html
    assert f"{lacking.name} cannot publish as it is made up now." in words(html)
    assert f'href="/desk/tracker/seat/?committee__id__exact={lacking.pk}"' in html
    assert f"{cast.committee.name} cannot" not in words(html)


def test_disputes_are_counted_and_the_late_ones(cast, desk):
    report = published(cast)
    for _time in range(2):
        objection = disputes.Objection(ground=DisputeGround.FIGURE, text="It is 9 000.")
        disputes.raise_dispute(report, objection, token=uuid4())
    late = Dispute.objects.first()
    Dispute.objects.filter(pk=late.pk).update(raised_at=timezone.now() - timedelta(days=40))

    assert "2 disputes wait for a decision, 1 of them for longer than was promised." in words(front(desk))


@pytest.mark.parametrize(("days", "late"), [(30, 0), (31, 1)])
def test_dispute_is_late_once_its_day_is_over(cast, desk, days, late):
    objection = disputes.Objection(ground=DisputeGround.FIGURE, text="It is 9 000.")
    raised = disputes.raise_dispute(published(cast), objection, token=uuid4())
    Dispute.objects.filter(pk=raised.pk).update(raised_at=timezone.now() - timedelta(days=days))

    assert f"1 dispute waits for a decision, {late} of them" in words(front(desk))


def test_tables_that_wait_for_somebody_are_counted(cast, desk):
    waiting, failed = (brought(cast.administrator, ARCADIA) for _table in range(2))
    work_on(waiting)
    ImportBatch.objects.filter(pk=waiting.pk).update(needs_second=True)
    ImportBatch.objects.filter(pk=failed.pk).update(state=ImportState.FAILED)
    page = front(desk)

    assert "1 table waits for a second administrator to store it." in words(page)
    assert "1 table was given up after several tries; nothing of it is stored." in words(page)


def test_what_was_given_up_is_counted_and_leads_to_the_list(cast, desk):
    now = timezone.now()
    mail = outbox.post(MailKind.PASSWORD_CHANGED, to=make_user("somebody"))
    Outbox.objects.filter(pk=mail.pk).update(quarantined_at=now, sent_at=None)
    clean_file(
        published(cast), state="quarantined", copy_size=None, copy_sha256="", pages=None, client_name="a.pdf"
    )
    DirtyScore.objects.create(
        place=cast.arcadia, commitment=cast.commitment, cause=Cause.DAY, quarantined_at=now
    )

    html = front(desk)
    leads_to = [
        "/desk/tracker/dirtyscore/?quarantined_at__isempty=0",
        "/desk/tracker/outbox/?quarantined_at__isempty=0",
        "/desk/tracker/evidencefile/?state__exact=quarantined",
    ]

    for sentence in (
        "1 score was given up after too many tries.",
        "1 letter was given up after too many tries.",
        "1 file could not be checked.",
    ):
        assert sentence in words(html)
    assert [f'href="{address}"' in html for address in leads_to] == [True] * 3
    assert [desk.client.get(address).status_code for address in leads_to] == [200] * 3


def test_what_was_not_checked_is_counted_and_leads_to_it(cast, desk):
    Objective.objects.update(verified=False)

    html = front(desk)

    assert "Objectives: 1 not checked against the source yet." in words(html)
    listed = desk.client.get("/desk/tracker/objective/?verified__exact=0")
    assert (listed.status_code, "1 objective" in words(listed.content.decode())) == (200, True)


def test_names_on_it_are_text(cast, desk):
    made = make_committee("evil", cast.borduria, leads=False)
    Committee.objects.filter(pk=made.pk).update(name="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; cannot publish" in front(desk)


def test_an_administrator_of_some_nouns_alone_sees_no_front_page(cast, client):
    helper = make_user("helper", is_staff=True)
    client.force_login(helper)

    html = client.get("/desk/").content.decode()

    assert "What waits for you" not in html


@pytest.mark.parametrize("number", [1, 8])
def test_it_asks_a_fixed_number_of_questions(cast, desk, django_assert_max_num_queries, number):
    for one in range(number):
        make_committee(f"lonely-{one}", cast.borduria, leads=False)

    with django_assert_max_num_queries(21):
        desk.client.get("/desk/")


def test_last_sweep_is_told_and_one_that_does_not_come(cast, desk):
    before = words(front(desk))
    sweep.sweep_if_due()
    after = words(front(desk))
    Lease.objects.filter(name="sweep").update(until=timezone.now() - timedelta(hours=1))
    late = words(front(desk))

    assert "No sweep has run yet." in before
    assert re.search(r"The last sweep began \d+ seconds ago\.", after)
    assert re.search(r"The last sweep began 3.6\d\d seconds ago: none runs now\.", late)


def test_front_page_opens_while_the_queue_is_away(cast, desk, settings, monkeypatch):
    settings.DRAIN_IN_PROCESS = False
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    assert "No queue answers, or there is none" in words(front(desk))


@pytest.mark.redis
def test_queue_without_a_worker_says_so(cast, desk, settings):
    settings.DRAIN_IN_PROCESS = False

    assert "The queue answers, and no worker does: the sweeps compute what waits." in words(front(desk))
