"""Files of a State's reply: prepared by who writes it alone, cleaned as a report's, public and gone with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_races import at_once
from tests.cast import figure, make_cast, published
from tests.evidence import CANARY, document, picture, picture_with_gps
from tests.handed_in import arrived, clean_file_of_reply, confirmed_in_reply, in_reply
from tests.pages import main_of, target_address
from tests.workspace.elements import text_of
from tests.workspace.test_files import body, lying
from tests.workspace.test_states import WORDS, days_ago, replied, speaker, there, typed
from tests.workspace.typed import rows
from tracker.actions import replies
from tracker.actions.file_holders import TooManyFiles
from tracker.actions.files import FilesNotReady, confirm, receive
from tracker.actions.reply_drafts import keep_reply
from tracker.enums import FileState
from tracker.files.sealing import new_pair
from tracker.models import EvidenceFile, Reply, ReplyDraft
from tracker.permissions import Refused
from tracker.selectors.files import store
from tracker.wording import short_reference

BOUNDARY = "multipart/form-data; boundary=b0undary"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def at(report, name="reply_files", *more):
    return reverse(f"workspace:{name}", args=["arcadia", report.uuid, *more])


def send(client, report, *parts):
    """Hand in files through the page."""
    return client.post(at(report), body(*parts), content_type=BOUNDARY)


def public_file(client, report, reply=1, number=1):
    return client.get(reverse("public:reply-file", args=[report.uuid, reply, number]))


def codes(client, report):
    """How both files of both replies are answered."""
    answers = [public_file(client, report, reply, number) for reply in (1, 2) for number in (1, 2)]
    return [answer.status_code for answer in answers if answer.status_code != 200 or served(answer)]


def page_of(client, report):
    return main_of(client.get(reverse("public:report", args=[report.uuid])))


def served(answer):
    return b"".join(answer.streaming_content)


def replied_with(cast, report, by, *files, **more):
    """A reply with these files."""
    for data, name in files:
        confirmed_in_reply(report, data, name, by=by)
    return replied(cast, report, by, **more)


def copies(given):
    return [file.copy_sha256 for file in given.files.order_by("number")]


def test_photo_is_taken_and_only_its_copy_is_served_to_who_sent_it(cast, signed_in, client):
    report, by = published(cast), speaker(cast)
    author = signed_in(by)

    answer = send(author, report, (f"{CANARY}.jpg", picture_with_gps()))
    shown = author.get(at(report))
    copy = served(author.get(at(report, "reply_file", 1)))

    file = EvidenceFile.objects.get()
    assert (answer.status_code, answer.url) == (302, at(report))
    assert (file.state, file.report_id, file.committee_id, file.reply_id) == (
        FileState.CLEAN,
        None,
        None,
        ReplyDraft.objects.get().uuid,
    )
    assert f"E1 {CANARY}.jpg" in text_of(shown)
    assert "Does the copy name anyone" in text_of(shown)
    assert (b"CANARY" in copy, len(copy)) == (False, file.copy_size)
    assert lying() == [file.stored_name.hex]
    assert "-E1." not in page_of(client, report)


def test_nobody_else_finds_what_is_being_prepared(cast, signed_in, client):
    report, by = published(cast), speaker(cast)
    confirmed_in_reply(report, by=by)
    others = [
        speaker(cast, "colleague"),
        speaker(cast, "other", cast.borduria),
        cast.reporter,
        cast.administrator,
    ]

    for user in others:
        other = signed_in(user)
        assert other.get(at(report, "reply_file", 1)).status_code == 404, user
        assert other.post(at(report, "reply_file_remove", 1)).status_code == 404, user
    assert public_file(client, report).status_code == 404
    assert EvidenceFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04", "Export it as a PDF, and send that."),
        ("a.png", b"<svg/>", "What is in the file is not what its name says."),
        ("a.pdf", b"", "The file is empty."),
    ],
)
def test_what_a_report_does_not_take_a_reply_does_not(cast, signed_in, name, data, told):
    report = published(cast)
    client, before = signed_in(speaker(cast)), rows()

    answer = send(client, report, (name, data))

    assert (answer.status_code, rows(), lying()) == (422, before, [])
    assert told in text_of(answer)


def test_file_that_no_reader_can_read_is_told_and_holds_nothing_back(cast, signed_in):
    report = published(cast)
    client = signed_in(speaker(cast))
    send(client, report, ("cut.jpg", picture()[:-50]))

    words = text_of(client.get(at(report)))
    client.post(there(report), typed())

    assert "It is deleted, and no part of the reply." in words
    assert Reply.objects.count() == 1


def test_text_is_kept_on_the_way_to_the_files_and_back(cast, signed_in, client):
    report = published(cast)
    author = signed_in(speaker(cast))
    sent = typed(text="Half a sen\u202etence", first_url="not yet", files="1")

    there_and = author.post(there(report), sent)
    back = author.get(there(report)).content.decode()

    assert there_and.url == at(report)
    assert "Half a sen\u202etence" in back
    assert 'value="not yet"' in back
    assert (Reply.objects.count(), "Half a sen" in page_of(client, report)) == (0, False)


def test_more_than_any_reply_takes_is_not_kept_and_stands_in_the_form(cast, signed_in):
    report = published(cast)

    answer = signed_in(speaker(cast)).post(there(report), typed(text="x" * 100_001, files="1"))

    assert (answer.status_code, ReplyDraft.objects.count()) == (422, 0)
    assert "x" * 100_001 in answer.content.decode()


def test_files_stand_under_the_reply_beside_the_report_and_the_mark(cast, signed_in, client):
    report, by = published(cast), speaker(cast)
    author = signed_in(by)
    send(author, report, ("a.jpg", picture_with_gps()), (f"{CANARY}.pdf", document(2)))
    for number in (1, 2):
        author.post(at(report, "reply_file_confirm", number), {f"e{number}-answer": "nobody"})

    author.post(there(report), typed())

    name, size = short_reference(report.uuid), EvidenceFile.objects.get(number=2).copy_size
    for page in (page_of(client, report), main_of(client.get(target_address(cast.place_target)))):
        assert f"{WORDS} What the reply rests on {name}-R1-E1.jpg JPEG," in page
        assert f"{name}-R1-E2.pdf PDF, 2 pages, {size} bytes Cleaned copies:" in page
        assert CANARY not in page
    assert ReplyDraft.objects.count() == 0
    assert "More files You can add PDFs and pictures" in text_of(author.get(there(report)))


def test_file_of_a_reply_is_served_to_everyone_with_the_headers_of_a_files(cast, client):
    report = published(cast)
    replied_with(cast, report, speaker(cast), (picture_with_gps(), "a.jpg"))

    answer = public_file(client, report)

    file, copy = EvidenceFile.objects.get(), served(answer)
    assert (answer.status_code, len(copy), b"CANARY" in copy) == (200, file.copy_size, False)
    assert {name: answer.headers[name] for name in answer.headers if name != "Permissions-Policy"} == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(file.copy_size),
        "Content-Disposition": f'attachment; filename="{short_reference(report.uuid)}-R1-E1.jpg"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "public, max-age=1, must-revalidate",
        "ETag": f'"{file.copy_sha256}"',
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "Vary": "Accept-Language, Accept-Encoding",
        "Content-Language": "en",
    }
    assert not answer.cookies
    assert [public_file(client, report, *which).status_code for which in ((1, 2), (2, 1))] == [404, 404]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("clean", "has still to say whether its copy names anyone"),
        ("checking", "is still being checked"),
        ("quarantined", "could not be checked"),
    ],
)
def test_reply_is_not_given_before_its_files_are_ready_and_its_text_stays(cast, signed_in, state, told):
    report, by = published(cast), speaker(cast)
    draft = keep_reply(report, by=by)
    no_copy = {} if state == "clean" else {"copy_size": None, "copy_sha256": ""}
    later = timezone.now() + timedelta(days=9)
    clean_file_of_reply(draft.uuid, by=by, state=state, next_try_at=later, **no_copy)

    answer = signed_in(by).post(there(report), typed())

    assert (answer.status_code, Reply.objects.count()) == (409, 0)
    assert told in text_of(answer)
    assert WORDS in answer.content.decode()
    with pytest.raises(FilesNotReady):
        replied(cast, report, by)


def test_original_of_a_reply_is_never_kept(cast, settings):
    """The control: with the same key, the same file of the committee is."""
    settings.EVIDENCE_PUBLIC_KEY, _private = new_pair()
    cast.committee.keeps_originals = True
    cast.committee.save()
    report, by = published(cast), speaker(cast)

    file = in_reply(report, by=by)

    assert (file.state, file.original_kept, lying("sealed")) == ("clean", False, [])


def test_replaced_reply_keeps_its_files_and_the_next_takes_over_those_that_are_ticked(
    cast, signed_in, client
):
    report, by = published(cast), speaker(cast)
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"), (document(), "b.pdf"))
    kept, _dropped = copies(first)
    author = signed_in(speaker(cast, "colleague"))

    form = author.get(there(report)).content.decode()
    answer = author.post(there(report), typed(text="Better.", replaces=str(first.uuid), keep=[kept]))

    name = short_reference(report.uuid)
    assert form.count(" checked") == 2
    assert answer.status_code == 302
    second = Reply.objects.get(ended_at=None)
    assert [(one.number, one.copy_sha256, one.uploader) for one in second.files.all()] == [
        (1, kept, second.author)
    ]
    assert [f"{name}-R{one}" in page_of(client, report) for one in ("1-E1", "1-E2", "2-E1", "2-E2")] == [
        True,
        True,
        True,
        False,
    ]
    assert served(public_file(client, report, 1, 1)) == served(public_file(client, report, 2, 1))
    one, same = EvidenceFile.objects.filter(copy_sha256=kept).values_list("stored_name", flat=True)
    assert store().clean(one).samefile(store().clean(same))


def test_what_was_ticked_of_a_reply_that_does_not_stand_any_more_is_asked_again(cast, signed_in):
    report, by, other = published(cast), speaker(cast), speaker(cast, "second")
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"))
    drawn = typed(replaces=str(first.uuid), keep=copies(first))
    replied(cast, report, by, "Quicker.", replaces=first.uuid)

    answer = signed_in(other).post(there(report), drawn)

    assert (answer.status_code, Reply.objects.count()) == (409, 2)
    assert "The reply changed meanwhile" in text_of(answer)


def test_digest_that_was_not_offered_is_refused(cast, signed_in):
    report, by = published(cast), speaker(cast)
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"))

    answer = signed_in(by).post(there(report), typed(replaces=str(first.uuid), keep=["f" * 64]))

    assert (answer.status_code, Reply.objects.count()) == (422, 1)


def test_ten_files_are_all_together(cast, signed_in):
    report, by = published(cast), speaker(cast)
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"))
    draft = keep_reply(report, by=by)
    for number in range(1, 11):
        clean_file_of_reply(draft.uuid, by=by, number=number, confirmed_at=timezone.now())
    client = signed_in(by)

    full = text_of(client.get(at(report)))
    answer = client.post(there(report), typed(replaces=str(first.uuid), keep=copies(first)))

    assert "This reply has its ten files." in full
    assert (answer.status_code, Reply.objects.count()) == (422, 1)
    assert "That would be more than ten files together" in text_of(answer)
    with pytest.raises(TooManyFiles):
        replied(cast, report, by, replaces=first.uuid, keeps=copies(first))


def test_withdrawn_reply_takes_its_files_with_it_and_leaves_those_of_the_one_before(cast, client):
    report, by = published(cast), speaker(cast)
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"), (document(), "b.pdf"))
    second = replied(cast, report, by, "Better.", replaces=first.uuid, keeps=copies(first))

    replies.withdraw_reply(second, by=by)

    assert codes(client, report) == [200, 200, 404, 404]
    assert len(lying()) == 2
    assert "-R2-" not in page_of(client, report)


def test_withdrawn_reply_shows_no_file_whatever_its_rows_say(cast, client):
    """No act leads here: the row was put back by a hand, and still the door stays shut."""
    report, by = published(cast), speaker(cast)
    given = replied_with(cast, report, by, (picture("PNG"), "a.png"))
    Reply.objects.filter(pk=given.pk).update(ended_at=timezone.now())

    assert public_file(client, report).status_code == 404
    assert "-R1-" not in page_of(client, report)


def test_file_that_names_somebody_is_taken_out_of_every_reply_that_has_it(cast, signed_in, client):
    report, by = published(cast), speaker(cast)
    first = replied_with(cast, report, by, (picture("PNG"), "a.png"), (document(), "b.pdf"))
    second = replied(cast, report, by, "Better.", replaces=first.uuid, keeps=copies(first))
    screen = reverse("admin:tracker_reply_change", args=[second.pk])
    admin = signed_in(cast.administrator)

    shown = admin.get(screen).content.decode()
    refused = admin.post(screen, {"text": "Better.", "redaction_reason": "A face.", "without": ["f" * 64]})
    done = admin.post(
        screen, {"text": "Better.", "redaction_reason": "A face.", "without": copies(second)[:1]}
    )

    assert "Files to take out" in shown
    assert (refused.status_code, done.status_code) == (200, 302)
    assert codes(client, report) == [404, 200, 404, 200]
    assert page_of(client, report).count("Personal data was taken out of this reply on") == 2
    assert list(Reply.objects.order_by("id").values_list("text", "redaction_reason")) == [
        (WORDS, "A face."),
        ("Better.", "A face."),
    ]
    # Two names of the one file that is left.
    assert len(lying()) == 2


def test_reply_without_files_is_redacted_as_before(cast, signed_in):
    given = replied(cast, published(cast), speaker(cast))

    shown = signed_in(cast.administrator).get(reverse("admin:tracker_reply_change", args=[given.pk]))

    assert "Files to take out" not in shown.content.decode()


def test_no_file_comes_to_a_reply_after_its_time(cast, signed_in):
    report, by = published(cast), speaker(cast)
    file = in_reply(report, by=by)
    days_ago(report, 31)
    client = signed_in(by)

    answers = [
        client.get(at(report)).status_code,
        send(client, report, ("b.png", picture("PNG"))).status_code,
        client.post(at(report, "reply_file_remove", 1)).status_code,
    ]

    assert answers == [302, 403, 403]
    assert (EvidenceFile.objects.get().pk, len(lying())) == (file.pk, 1)


def test_no_file_comes_to_a_reply_that_was_given_or_to_another_persons(cast):
    report, by, other = published(cast), speaker(cast), speaker(cast, "colleague")
    file = in_reply(report, by=by)
    uuid = file.reply_id

    with pytest.raises(Refused):
        confirm(file, by=other)
    confirm(file, by=by)
    replied(cast, report, by)

    with pytest.raises(Refused):
        receive([], reply=uuid, by=by)


def test_file_of_a_reply_to_a_replaced_report_stays_where_it_was_cited(cast, client):
    older, by = published(cast, figure(8_000)), speaker(cast)
    replied_with(cast, older, by, (picture("PNG"), "a.png"))

    published(cast, figure(7_000))

    assert served(public_file(client, older))
    assert "-R1-E1.png" in page_of(client, older)


@pytest.mark.parametrize("number", [1, 8])
def test_pages_ask_as_often_with_eight_files_as_with_one(cast, signed_in, django_assert_num_queries, number):
    report, by = published(cast), speaker(cast)
    draft = keep_reply(report, by=by)
    for one in range(1, number + 1):
        clean_file_of_reply(draft.uuid, by=by, number=one)
    client = signed_in(by)
    client.get(at(report))

    with django_assert_num_queries(6):
        client.get(at(report))
    with django_assert_num_queries(12):
        client.get(there(report))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_file_that_comes_while_the_reply_is_given_is_in_its_way_or_too_late():
    cast = make_cast()
    report, by = published(cast), speaker(cast)
    uuid, late = keep_reply(report, by=by).uuid, arrived(picture("PNG"), "late.png")

    outcomes = at_once(lambda: replied(cast, report, by), lambda: receive([late], reply=uuid, by=by))

    lost = [type(one) for one in outcomes if isinstance(one, Exception)]
    assert lost in ([FilesNotReady], [Refused])
    assert EvidenceFile.objects.count() + Reply.objects.count() == 1
