"""The State's door: who gets in, what is seen there, and the reply beside the mark."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_races import at_once, won
from tests.cast import drafted, figure, make_cast, make_user, published, seat, submitted
from tests.pages import main_of, target_address
from tests.workspace.elements import text_of
from tests.workspace.typed import rows
from tracker.actions import replies, reports
from tracker.actions.entries import BadEntry
from tracker.enums import SeatRole
from tracker.models import AuditEvent, FocalPoint, ProgressReport, Publication, Reply
from tracker.permissions import Refused
from tracker.selectors.replies import WINDOW
from tracker.selectors.reports import report_page
from tracker.wording import day

SINCE = date(2020, 1, 1)
WORDS = "We count every border post, not three of four."


def speaker(cast, name="focal", place=None, **more):
    """Somebody who speaks for a State."""
    user = make_user(name)
    FocalPoint.objects.create(user=user, place=place or cast.arcadia, **{"starts_on": SINCE, **more})
    return user


def replied(cast, report, by, text=WORDS, **more):
    return replies.reply(report, text, by=by, token=uuid4(), **more)


def there(report, name="reply", code="arcadia"):
    return reverse(f"workspace:{name}", args=[code, report.uuid])


def typed(**more):
    return {"token": str(uuid4()), "text": WORDS, **more}


def public(client, report):
    return client.get(reverse("public:report", args=[report.uuid]))


def days_ago(report, days):
    """Let it be published so long ago."""
    then = timezone.now() - timedelta(days=days)
    ProgressReport.objects.filter(pk=report.pk).update(published_at=then)
    report.refresh_from_db()
    return report


def test_state_may_reply_until_a_day_that_everybody_sees(cast, client):
    report = published(cast)
    closes = day(timezone.localdate() + WINDOW)

    assert f"What Arcadia replies Arcadia may reply until {closes}." in main_of(public(client, report))
    assert f"Arcadia may reply until {closes}." in main_of(client.get(target_address(cast.place_target)))


@pytest.mark.parametrize(("days", "open_"), [(0, True), (30, True), (31, False)])
def test_last_day_of_the_window_counts(cast, client, days, open_):
    report = days_ago(published(cast), days)
    by = speaker(cast)

    words = main_of(public(client, report))

    assert ("may reply until" in words, "No reply by" in words) == (open_, not open_)
    if open_:
        assert replied(cast, report, by).text == WORDS
    else:
        with pytest.raises(Refused):
            replied(cast, report, by)


def test_reply_stands_beside_the_report_and_the_mark(cast, client, signed_in):
    report = published(cast)
    version = Publication.objects.get().version

    sent = signed_in(speaker(cast)).post(
        there(report), typed(first_url="https://stats.example.org/count", first_title="Our count")
    )

    page, mark = public(client, report), client.get(target_address(cast.place_target))
    today = day(timezone.localdate())
    assert sent.url == there(report)
    assert f"What Arcadia replies Reply of {today}. It changes no mark. {WORDS}" in main_of(page)
    assert f"What Arcadia replies Reply of {today}. It changes no mark. {WORDS}" in main_of(mark)
    assert 'href="https://stats.example.org/count"' in page.content.decode()
    assert "Focal" not in page.content.decode() + mark.content.decode()
    assert Publication.objects.get().version > version


def test_reply_changes_no_mark(cast, client):
    report = published(cast)
    before = ProgressReport.objects.get(pk=report.pk).version

    replied(cast, report, speaker(cast))

    assert ProgressReport.objects.get(pk=report.pk).version == before
    assert not cast.arcadia.scores.exclude(contested=False).exists()


def test_state_sees_exactly_what_everybody_sees(cast, client, signed_in):
    report = published(cast, figure(7_000, narrative="Words of the committee."))
    submitted(cast, figure(1, 2022, narrative="A SECRET DRAFT"))
    everybody = main_of(public(client, report))

    member = signed_in(speaker(cast))
    listed, page = member.get(reverse("workspace:state", args=["arcadia"])), member.get(there(report))

    assert page.context_data["page"] == report_page(report.uuid)
    seen = main_of(page)
    assert everybody in seen
    extra = seen.replace(everybody, "") + main_of(listed)
    for secret in ("SECRET", "Reporter", "Reviewer", "Coordinator", "@example.org", "Handed in"):
        assert secret not in extra


@pytest.mark.parametrize("make", [drafted, submitted])
def test_state_finds_nothing_of_what_is_not_published(cast, signed_in, make):
    report = make(cast)
    client, before = signed_in(speaker(cast)), rows()

    assert [client.get(there(report)).status_code, client.post(there(report), typed()).status_code] == [
        404
    ] * 2
    assert client.get(reverse("workspace:review", args=[report.uuid])).status_code == 404
    assert rows() == before


def test_other_people_find_no_door(cast, signed_in):
    report, before = published(cast), None
    theirs = speaker(cast, "other", cast.borduria)
    gone = speaker(cast, "gone", ends_on=date(2021, 1, 1))
    early = speaker(cast, "early", starts_on=timezone.localdate() + timedelta(days=1))
    before = rows()

    for user in (theirs, gone, early, cast.reporter, cast.stranger, cast.administrator):
        client = signed_in(user)
        answers = [
            client.get(reverse("workspace:state", args=["arcadia"])),
            client.get(there(report)),
            client.post(there(report), typed()),
            client.post(there(report, "withdraw_reply")),
        ]
        assert [one.status_code for one in answers] == [404] * 4, user
    # one's own State's address, another State's report
    client = signed_in(theirs)
    assert client.post(there(report, code="borduria"), typed()).status_code == 404
    assert rows() == before


def test_nobody_speaks_for_a_place_and_sits_on_its_committee(cast, signed_in):
    report, both = published(cast), speaker(cast)
    seat(cast.committee, both, "migrants", SeatRole.OBSERVER)

    with pytest.raises(Refused, match="You do not speak for this State"):
        replied(cast, report, both)
    assert signed_in(both).get(there(report)).status_code == 404


def test_reply_is_replaced_and_the_one_before_stays_readable(cast, client):
    report, by, other = published(cast), speaker(cast), speaker(cast, "second")
    first = replied(cast, report, by)

    replied(cast, report, other, "A better reply.", replaces=first.uuid)

    words, today = main_of(public(client, report)), day(timezone.localdate())
    assert "It changes no mark. A better reply." in words
    assert f"The reply of {today}, replaced on {today} {WORDS}" in words
    assert list(AuditEvent.objects.filter(action__startswith="reply.").values_list("action", flat=True)) == [
        "reply.given",
        "reply.replaced",
        "reply.given",
    ]


def test_withdrawn_reply_leaves_its_days_and_no_words(cast, client, signed_in):
    report, by = published(cast), speaker(cast)
    replied(cast, report, by)

    answer = signed_in(by).post(there(report, "withdraw_reply"))

    words, today = main_of(public(client, report)), day(timezone.localdate())
    assert answer.status_code == 302
    assert WORDS not in words
    assert f"A reply of {today} was withdrawn on {today}." in words
    assert "may reply until" in words


def test_second_reply_that_knew_of_no_first_is_shown_both(cast, signed_in):
    report, by, other = published(cast), speaker(cast), speaker(cast, "second")
    first = replied(cast, report, by)
    client = signed_in(other)

    answer = client.post(there(report), typed(text="Mine."))

    html = answer.content.decode()
    assert (answer.status_code, Reply.objects.count()) == (409, 1)
    assert "The reply changed meanwhile" in text_of(answer)
    assert "Mine." in html
    assert WORDS in html
    assert f'value="{first.uuid}"' in html


def test_same_form_sent_twice_is_one_reply(cast, signed_in):
    report, sent = published(cast), typed()
    client = signed_in(speaker(cast))

    answers = [client.post(there(report), sent).status_code for _ in range(3)]

    assert (answers, Reply.objects.count()) == ([302] * 3, 1)


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "a\u202eb"},
        {"text": "x" * 5_001},
        {"token": "x"},
        {"replaces": "x"},
        {"first_url": "javascript:alert(1)"},
        {"second_title": "A title without a page"},
    ],
    ids=range(8),
)
def test_what_cannot_be_a_reply_is_refused_and_kept_in_the_form(cast, signed_in, bad):
    report = published(cast)
    client, before = signed_in(speaker(cast)), rows()

    answer = client.post(there(report), typed(**bad))

    assert (answer.status_code, rows()) == (422, before)
    assert "There is a problem" in text_of(answer)


def test_reply_is_text_and_no_markup(cast, client):
    report = published(cast)
    replied(cast, report, speaker(cast), "<script>alert(1)</script>")

    for page in (public(client, report), client.get(target_address(cast.place_target))):
        assert "<script>alert" not in page.content.decode()


def test_act_refuses_an_empty_and_an_endless_reply(cast):
    report, by = published(cast), speaker(cast)

    for text in (" ", "x" * 5_001):
        with pytest.raises(BadEntry):
            replied(cast, report, by, text)


def test_replaced_report_takes_no_reply_and_its_correction_does(cast, client):
    older, by = published(cast, figure(8_000)), speaker(cast)
    newer = published(cast, figure(7_000))

    with pytest.raises(Refused, match="not published any more"):
        replied(cast, older, by)
    replied(cast, newer, by)

    assert "No reply: the report ceased to count" in main_of(public(client, older))
    assert WORDS in main_of(public(client, newer))


def test_personal_data_is_taken_out_with_a_mark_and_a_reason_in_the_record(cast, client, signed_in):
    report = published(cast)
    given = replied(cast, report, speaker(cast), "Ada Example counted wrongly.")
    admin = signed_in(cast.administrator)
    screen = reverse("admin:tracker_reply_change", args=[given.pk])

    refused = admin.post(screen, {"text": "[removed] counted wrongly.", "redaction_reason": ""})
    done = admin.post(screen, {"text": "[removed] counted wrongly.", "redaction_reason": "A name."})

    words = main_of(public(client, report))
    assert (refused.status_code, done.status_code) == (200, 302)
    assert "Ada Example" not in words
    assert "[removed] counted wrongly. Personal data was taken out of this reply on" in words
    assert "A name." not in words
    assert AuditEvent.objects.filter(action="reply.redacted", object_ref=str(given.uuid)).count() == 1


def test_nobody_else_takes_words_out_of_a_reply(cast):
    given = replied(cast, published(cast), speaker(cast))

    for user in (cast.coordinator, cast.stranger):
        with pytest.raises(Refused):
            replies.redact(given, "Other words.", by=user, reason="I do not like it.")


def test_member_of_a_committee_is_not_named_as_focal_point_of_its_place(cast, signed_in):
    admin = signed_in(cast.administrator)
    screen = reverse("admin:tracker_focalpoint_add")
    today = "2024-01-01"

    refused = admin.post(
        screen, {"user": cast.observer.pk, "place": cast.arcadia.pk, "starts_on": today, "ends_on": ""}
    )
    world = admin.post(
        screen, {"user": cast.stranger.pk, "place": cast.world.pk, "starts_on": today, "ends_on": ""}
    )
    named = admin.post(
        screen, {"user": cast.stranger.pk, "place": cast.arcadia.pk, "starts_on": today, "ends_on": ""}
    )

    assert [one.status_code for one in (refused, world, named)] == [200, 200, 302]
    assert "sits on a committee of this place" in refused.content.decode()
    assert FocalPoint.objects.get().user == cast.stranger


def test_focal_point_without_a_seat_starts_at_the_state(cast, signed_in):
    client = signed_in(speaker(cast))

    assert client.get("/work/").url == "/work/states/"
    assert client.get("/work/states/").url == "/work/states/arcadia/"


@pytest.mark.parametrize("number", [1, 8])
def test_pages_of_a_state_ask_a_fixed_number_of_questions(
    cast, signed_in, django_assert_num_queries, django_assert_max_num_queries, number
):
    by = speaker(cast)
    for one in range(number):
        report = published(cast, figure(7_000, reference_on=date(2023, 1, 1 + one), yearly=False))
        replied(cast, report, by)
    client = signed_in(by)

    with django_assert_num_queries(6):
        client.get(reverse("workspace:state", args=["arcadia"]))
    with django_assert_max_num_queries(11):
        client.get(there(report))


def test_page_of_a_past_day_tells_the_days_and_no_words(cast, client):
    report, by = days_ago(published(cast), 20), speaker(cast)
    yesterday = {"as_of": (timezone.localdate() - timedelta(days=1)).isoformat()}
    given = replied(cast, report, by)
    then = timezone.now() - timedelta(days=10)
    Reply.objects.filter(pk=given.pk).update(given_at=then)
    before = client.get(target_address(cast.place_target), yesterday)
    first = (timezone.localdate() - timedelta(days=15)).isoformat()
    earlier = client.get(target_address(cast.place_target), {"as_of": first})

    replies.redact(given, "[removed]", by=cast.administrator, reason="A name.")
    given.refresh_from_db()
    replies.withdraw_reply(given, by=by)
    reports.withdraw(report, by=cast.reviewer, reason="Wrong.")

    cache.clear()
    assert client.get(target_address(cast.place_target), yesterday).content == before.content
    assert client.get(target_address(cast.place_target), {"as_of": first}).content == earlier.content
    assert f"Reply of {day(then.date())}. It changes no mark. Its words stand on" in main_of(before)
    assert "may reply until" in main_of(earlier)
    assert WORDS not in main_of(before)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_replies_at_once_one_stands():
    cast = make_cast()
    report = published(cast)
    people = [speaker(cast, f"focal-{one}") for one in range(4)]

    outcomes = at_once(*[lambda by=by: replied(cast, report, by) for by in people])

    assert len(won(outcomes)) == 1
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [replies.Replied] * 3
    assert Reply.objects.filter(ended_at=None).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_race_of_replies_would_show_two_where_nobody_waits():
    """The control: the rule of the database taken away, and the usual look before the write."""
    cast = make_cast()
    report = published(cast)
    people = [speaker(cast, f"focal-{one}") for one in range(2)]
    looked = threading.Barrier(2)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX reply_one_stands")

    def carelessly(by):
        with transaction.atomic():
            assert not Reply.objects.filter(report=report, ended_at=None).exists()
            looked.wait(timeout=10)
            return Reply.objects.create(report=report, author=by, text=WORDS, given_at=timezone.now())

    try:
        outcomes = at_once(*[lambda by=by: carelessly(by) for by in people])
        assert len(won(outcomes)) == 2
    finally:
        Reply.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE UNIQUE INDEX reply_one_stands ON tracker_reply (report_id) WHERE ended_at IS NULL"
            )
