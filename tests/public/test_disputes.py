"""Anybody disputes a published report: a form without a cookie, a clock, a decision, and what is shown."""

import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_races import at_once, won
from tests.cast import drafted, figure, make_cast, published, submitted
from tests.pages import main_of, target_address
from tests.workspace.elements import text_of
from tests.workspace.typed import rows
from tracker.actions import disputes, reports
from tracker.actions.disputes import AlreadyDecided, Objection
from tracker.actions.drain import drain
from tracker.actions.entries import BadEntry
from tracker.enums import DisputeGround, DisputeState, Outcome, ReportState
from tracker.models import AuditEvent, Dispute, Outbox, ProgressReport, Score
from tracker.permissions import Refused
from tracker.public.dispute_form import SALT, new_token
from tracker.public.dispute_views import ALLOWANCE
from tracker.scoring import Mark
from tracker.wording import day, short_reference

WORDS = "The yearbook says 8 000 on page 12."


@pytest.fixture(autouse=True)
def _a_new_day():
    ALLOWANCE.forget()


def form_of(report):
    return reverse("public:raise_dispute", args=[report.uuid])


def typed(report, **more):
    sent = {"form": new_token(report.uuid), "ground": "figure", "text": WORDS, **more}
    return {name: value for name, value in sent.items() if value is not None}


def raised(report, **more):
    known = {"ground": DisputeGround.FIGURE, "text": WORDS}
    return disputes.raise_dispute(report, Objection(**{**known, **more}), token=uuid4())


def public(client, report):
    return client.get(reverse("public:report", args=[report.uuid]))


def here(dispute, name="dispute"):
    return reverse(f"workspace:{name}", args=[dispute.uuid])


def decided(dispute, outcome=Outcome.UPHELD, *, by, reasons="We counted again."):
    dispute.refresh_from_db()
    return disputes.decide(dispute, outcome, by=by, reasons=reasons, version=dispute.version)


def test_form_needs_no_account_and_no_cookie(cast):
    report = published(cast)
    strict = Client(enforce_csrf_checks=True)

    page = strict.get(form_of(report))
    token = re.search(r'name="form" value="([^"]+)"', page.content.decode())[1]
    sent = strict.post(form_of(report), typed(report, form=token))
    receipt = strict.get(sent.url)

    dispute = Dispute.objects.get()
    assert (page.status_code, sent.status_code, receipt.status_code) == (200, 302, 200)
    assert sent.url == reverse("public:dispute", args=[dispute.uuid])
    assert not strict.cookies
    assert not [one for one in (page, sent, receipt) if "Cookie" in one.headers.get("Vary", "")]
    words = main_of(receipt)
    assert f"Your dispute has arrived Its reference {short_reference(dispute.uuid)}" in words
    assert f"It is decided by {day(timezone.localdate() + timedelta(days=30))}" in words
    assert WORDS not in words
    assert (dispute.ground, dispute.text, dispute.email, dispute.state) == ("figure", WORDS, "", "raised")


def test_nothing_is_kept_of_who_raised_it(cast, client):
    report = published(cast)

    client.post(form_of(report), typed(report), REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="A Browser 1.0")

    kept = str(list(Dispute.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "203.0.113.77" not in kept
    assert "A Browser" not in kept
    assert AuditEvent.objects.get(action="dispute.raised").actor_ref is None


def test_same_form_sent_often_is_one_dispute(cast, client):
    report = published(cast)
    sent = typed(report)

    answers = {client.post(form_of(report), sent).url for _ in range(3)}

    assert (len(answers), Dispute.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""},
        {"text": "x" * 3_001},
        {"text": "a\u202eb"},
        {"ground": "boredom"},
        {"ground": None},
        {"form": None},
        {"form": "x"},
        {"website": "https://spam.example"},
        {"email": "nobody"},
        {"first_url": "javascript:alert(1)"},
        {"first_title": "A title without a page"},
    ],
    ids=range(11),
)
def test_what_is_no_dispute_is_refused_and_kept_in_the_form(cast, client, bad):
    report, before = published(cast), None
    before = rows()

    answer = client.post(form_of(report), typed(report, **bad))

    assert (answer.status_code, rows()) == (422, before)
    assert "There is a problem" in text_of(answer)
    if "text" not in bad:
        assert WORDS in answer.content.decode()


def test_token_of_another_report_of_yesterday_or_of_our_own_making_is_none(cast, client, monkeypatch):
    report, other = published(cast), published(cast, figure(6_000, 2020))
    foreign = new_token(other.uuid)
    forged = signing.dumps({"report": str(report.uuid), "token": str(uuid4())}, key="guessed", salt=SALT)
    now = signing.time.time()
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: now - 24 * 60 * 60 - 5)
        old = new_token(report.uuid)

    answers = [client.post(form_of(report), typed(report, form=token)) for token in (foreign, forged, old)]

    assert [one.status_code for one in answers] == [422] * 3
    assert not Dispute.objects.exists()
    fresh = re.search(r'name="form" value="([^"]+)"', answers[2].content.decode())[1]
    assert client.post(form_of(report), typed(report, form=fresh)).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_form_on_another_site_is_refused(cast, client, headers):
    report = published(cast)

    assert client.post(form_of(report), typed(report), **headers).status_code == 403
    assert not Dispute.objects.exists()


def test_own_origin_is_taken(cast, client):
    report = published(cast)
    headers = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}

    assert client.post(form_of(report), typed(report), **headers).status_code == 302


def test_one_network_raises_six_a_day_and_another_still_can(cast, client):
    report = published(cast)

    answers = [
        client.post(form_of(report), typed(report), REMOTE_ADDR=address).status_code
        for address in [*["2001:db8::1", "2001:db8::2"] * 4, "198.51.100.1"]
    ]
    last = client.post(form_of(report), typed(report), REMOTE_ADDR="2001:db8::3")

    assert answers == [302] * 6 + [429] * 2 + [302]
    assert WORDS in last.content.decode()
    assert "Nothing was sent: try again tomorrow." in text_of(last)
    assert last.headers["Retry-After"] == "86400"


@pytest.mark.parametrize("make", [drafted, submitted])
def test_what_is_not_published_cannot_be_disputed(cast, client, make):
    report, missing = make(cast), ProgressReport(uuid=uuid4())

    answers = [client.get(form_of(one)) for one in (report, missing)]

    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_replaced_report_is_not_disputed_any_more(cast, client):
    older = published(cast, figure(8_000))
    published(cast, figure(7_000))

    assert client.get(form_of(older)).status_code == 404
    assert "Dispute this report" not in main_of(public(client, older))
    with pytest.raises(Refused):
        raised(older)


def test_act_refuses_a_dispute_without_words(cast):
    with pytest.raises(BadEntry):
        raised(published(cast), text=" ")


def test_words_are_shown_once_the_committee_has_taken_it_up(cast, client, signed_in):
    report = published(cast)
    dispute = raised(report)
    due = day(timezone.localdate() + timedelta(days=30))
    before = main_of(public(client, report))

    answer = signed_in(cast.reviewer).post(here(dispute, "take_up"), {"version": "1"})

    after = main_of(public(client, report))
    assert answer.status_code == 302
    assert f"Disputes 1 dispute waits to be read. It is to be decided by {due}." in before
    assert WORDS not in before
    assert f"to be decided by {due} {WORDS}" in after
    assert Dispute.objects.get().state == DisputeState.ACKNOWLEDGED


def test_committee_decides_with_public_reasons(cast, client, signed_in):
    report = published(cast)
    dispute = raised(report)
    member = signed_in(cast.coordinator)

    listed, page = member.get("/work/disputes/"), member.get(here(dispute))
    refused = member.post(here(dispute), {"version": "1", "outcome": "upheld", "reasons": " "})
    done = member.post(here(dispute), {"version": "1", "outcome": "upheld", "reasons": "Page 12 says 7 000."})

    shown, mine = (
        main_of(public(client, report)),
        main_of(client.get(reverse("public:dispute", args=[dispute.uuid]))),
    )
    assert short_reference(dispute.uuid) in text_of(listed)
    assert WORDS in text_of(page)
    assert (refused.status_code, done.status_code) == (422, 302)
    for words in (shown, mine):
        assert "The report stands" in words
        assert "The reasons Page 12 says 7 000." in words
        assert "Coordinator" not in words
    assert "It was decided without being taken up, so its words are not shown." in shown


def test_author_of_the_report_does_not_decide(cast, signed_in):
    report = reports.publish(submitted(cast, by=cast.coordinator), by=cast.reviewer)
    dispute = raised(report)
    client = signed_in(cast.coordinator)

    answers = [
        client.post(here(dispute), {"version": "1", "outcome": "upheld", "reasons": "I was right."}),
        client.post(here(dispute, "take_up"), {"version": "1"}),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert "You wrote the report, so another member decides" in text_of(client.get(here(dispute)))
    assert Dispute.objects.get().state == DisputeState.RAISED
    with pytest.raises(Refused):
        decided(dispute, by=cast.coordinator)


@pytest.mark.parametrize("who", ["reporter", "observer", "stranger", "administrator"])
def test_who_does_not_decide_finds_no_dispute(cast, signed_in, who):
    dispute = raised(published(cast))
    client = signed_in(getattr(cast, who))

    answers = [client.get(here(dispute)), client.post(here(dispute)), client.post(here(dispute, "take_up"))]

    assert [one.status_code for one in answers] == [404] * 3
    assert short_reference(dispute.uuid) not in text_of(client.get("/work/disputes/"))
    with pytest.raises(Refused):
        decided(dispute, by=getattr(cast, who))


def test_report_that_is_withdrawn_by_a_decision_counts_no_more(cast, client):
    report = published(cast)

    decided(raised(report), Outcome.WITHDRAWN, by=cast.reviewer, reasons="It was about Borduria.")
    drain()

    report.refresh_from_db()
    assert report.state == ReportState.WITHDRAWN
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").mark == Mark.NO_EVIDENCE
    assert "Why: It was about Borduria." in main_of(public(client, report))


def test_corrected_is_said_only_once_the_correction_is_public(cast, client, signed_in):
    report = published(cast, figure(8_000))
    dispute = raised(report)
    sent = {"version": "1", "outcome": "changed", "reasons": "The digits had changed places."}

    early = signed_in(cast.reviewer).post(here(dispute), sent)
    published(cast, figure(7_000))
    late = signed_in(cast.reviewer).post(here(dispute), sent)

    assert (early.status_code, late.status_code) == (422, 302)
    assert "Publish the correction first" in text_of(early)
    assert "The digits had changed places." in early.content.decode()
    assert "The report was corrected" in main_of(public(client, report))


def test_dispute_changes_no_mark_by_itself(cast):
    report = published(cast)
    before = list(Score.objects.order_by("pk").values())

    dispute = raised(report)
    disputes.acknowledge(dispute, by=cast.reviewer, version=1)
    decided(dispute, by=cast.reviewer)
    drain()

    assert list(Score.objects.order_by("pk").values()) == before


def test_clock_that_ran_out_is_said(cast, client, signed_in):
    report = published(cast)
    dispute = raised(report)
    disputes.acknowledge(dispute, by=cast.reviewer, version=1)
    Dispute.objects.update(raised_at=timezone.now() - timedelta(days=31))

    late = day(timezone.localdate() - timedelta(days=1))
    assert f"was to be decided by {late}" in main_of(public(client, report))
    assert f"late since {late}" in text_of(signed_in(cast.reviewer).get("/work/disputes/"))


def test_address_is_told_twice_and_kept_until_the_decision(cast, client, django_capture_on_commit_callbacks):
    report = published(cast)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form_of(report), typed(report, email="someone@example.org"))
    dispute = Dispute.objects.get()
    kept = dispute.email
    with django_capture_on_commit_callbacks(execute=True):
        decided(dispute, by=cast.reviewer)

    dispute.refresh_from_db()
    assert (kept, dispute.email) == ("someone@example.org", "")
    assert [one.to for one in mail.outbox] == [["someone@example.org"]] * 2
    for letter in mail.outbox:
        assert f"/disputes/{dispute.uuid}/" in letter.body
        assert not [word for word in (WORDS, "Arcadia", "We counted", "Person") if word in letter.body]
    assert set(Outbox.objects.values_list("about", flat=True)) == {str(dispute.uuid)}


def test_second_decision_is_told_that_somebody_was_faster(cast, signed_in):
    dispute = raised(published(cast))
    decided(dispute, by=cast.reviewer)

    answer = signed_in(cast.coordinator).post(
        here(dispute), {"version": "1", "outcome": "upheld", "reasons": "Mine."}
    )

    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)
    assert Dispute.objects.get().reasons == "We counted again."


def test_words_of_a_dispute_are_text(cast, client):
    report = published(cast)
    disputes.acknowledge(raised(report, text="<script>alert(1)</script>"), by=cast.reviewer, version=1)

    assert "<script>alert" not in public(client, report).content.decode()


def test_series_reading_is_decided_on_by_an_administrator(cast, client):
    report = published(cast)
    ProgressReport.objects.filter(pk=report.pk).update(
        origin="series", committee=None, author=None, led=None, series="a-series"
    )
    dispute = raised(report)

    with pytest.raises(Refused):
        decided(dispute, by=cast.reviewer)
    with pytest.raises(Refused, match="loading the series anew"):
        decided(dispute, Outcome.WITHDRAWN, by=cast.administrator)
    assert decided(dispute, by=cast.administrator).outcome == "upheld"


@pytest.mark.parametrize("number", [1, 8])
def test_lists_ask_a_fixed_number_of_questions(cast, client, signed_in, django_assert_num_queries, number):
    report = published(cast)
    for _one in range(number):
        disputes.acknowledge(raised(report), by=cast.reviewer, version=1)
    with django_assert_num_queries(5):
        public(client, report)
    member = signed_in(cast.reviewer)

    with django_assert_num_queries(3):
        member.get("/work/disputes/")


def test_pages_of_past_days_stay_as_they_were(cast, client):
    report = published(cast)
    ProgressReport.objects.filter(pk=report.pk).update(published_at=timezone.now() - timedelta(days=20))
    asked = {"as_of": (timezone.localdate() - timedelta(days=1)).isoformat()}
    before = client.get(target_address(cast.place_target), asked).content

    dispute = raised(report)
    disputes.acknowledge(dispute, by=cast.reviewer, version=1)
    decided(dispute, Outcome.WITHDRAWN, by=cast.reviewer)
    drain()
    cache.clear()

    assert client.get(target_address(cast.place_target), asked).content == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_one_decides():
    cast = make_cast()
    for year in (2019, 2020, 2021):
        dispute = raised(published(cast, figure(7_000, year)))

        outcomes = at_once(
            lambda dispute=dispute: disputes.decide(
                dispute, Outcome.UPHELD, by=cast.reviewer, reasons="It stands.", version=1
            ),
            lambda dispute=dispute: disputes.decide(
                dispute, Outcome.WITHDRAWN, by=cast.coordinator, reasons="It does not.", version=1
            ),
            lambda dispute=dispute: disputes.acknowledge(dispute, by=cast.reviewer, version=1),
        )

        assert len(won(outcomes)) == 1
        assert {type(one) for one in outcomes if isinstance(one, Exception)} == {AlreadyDecided}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_race_would_show_two_deciders_where_nobody_compares():
    """The control: the usual save of what was read before."""
    cast = make_cast()
    dispute = raised(published(cast))

    def carelessly(by):
        kept = Dispute.objects.get(pk=dispute.pk)
        assert kept.version == 1
        barrier.wait(timeout=10)
        kept.state, kept.outcome, kept.reasons = "decided", "upheld", "So."
        kept.decided_at, kept.decided_by, kept.version = timezone.now(), by, 2
        kept.save()
        return kept

    barrier = threading.Barrier(2)
    outcomes = at_once(lambda: carelessly(cast.reviewer), lambda: carelessly(cast.coordinator))

    assert len(won(outcomes)) == 2
