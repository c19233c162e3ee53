"""Handing in files: what is taken, what is refused with what to do instead, and what nobody ever gets to see."""

from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.cast import PASSWORD, drafted, published, returned, submitted
from tests.evidence import CANARY, HIDDEN, corpus, document, picture, picture_with_gps
from tests.files.test_copies import everything_in
from tests.handed_in import clean_file, confirmed, handed_in
from tests.workspace.elements import text_of
from tracker.actions import reports
from tracker.enums import FileState
from tracker.files import MOST_BYTES
from tracker.models import EvidenceFile
from tracker.selectors.files import store

# Documents of word processors are taken by nobody: what they carry cannot be taken out safely (docs/evidence.md).
TAKEN_BY_NOBODY = {"author.docx", "dup_member.docx"}
BOUNDARY = "b0undary"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def where(report, name="files", *more):
    return reverse(f"workspace:{name}", args=[report.uuid, *more])


def body(*parts):
    """What a browser sends: each part a name and bytes; quotes and line ends in names are written as browsers do."""
    out = b""
    for name, data in parts:
        escaped = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="chosen"; filename="'.encode()
        head += escaped.encode("utf-8", "surrogateescape")
        out += head + b'"\r\nContent-Type: image/jpeg\r\n\r\n' + data + b"\r\n"
    return out + f"--{BOUNDARY}--\r\n".encode()


def send(client, report, *parts, **more):
    """Hand in files through the page."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return client.post(where(report), body(*parts), content_type=kind, **more)


def copy_of(client, report, number=1):
    """The bytes of a copy, as they are served."""
    return b"".join(client.get(where(report, "file", number)).streaming_content)


def lying(part=""):
    """The names of everything in the store."""
    return sorted(path.name for _part, _name, path in store().found() if part in str(path))


def test_photo_is_taken_and_only_its_copy_is_served(cast, signed_in):
    report, data = drafted(cast), picture_with_gps()
    client = signed_in(cast.reporter)

    answer = send(client, report, ("IMG_0042 Amina.jpg", data))
    page = client.get(where(report))
    served = copy_of(client, report)

    file = EvidenceFile.objects.get()
    assert (answer.status_code, answer.url) == (302, where(report))
    assert (file.state, file.client_name, file.number) == (FileState.CLEAN, "IMG_0042 Amina.jpg", 1)
    assert "E1 IMG_0042 Amina.jpg" in text_of(page)
    assert "Does the copy name anyone" in text_of(page)
    assert (b"CANARY" in data, b"CANARY" in served, len(served)) == (True, False, file.copy_size)
    # The original is gone, and what lies there bears a name that says nothing.
    assert lying() == [file.stored_name.hex]


def test_copy_is_served_as_something_to_save(cast, signed_in):
    report = drafted(cast)
    handed_in(report, document(2), "a.pdf")

    answer = signed_in(cast.reporter).get(where(report, "file", 1))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")

    file = EvidenceFile.objects.get()
    reference = answer.headers["Content-Disposition"].split('"')[1]
    assert reference.startswith("GCM-")
    assert reference.endswith("-E1.pdf")
    assert {
        name: answer.headers[name] for name in answer.headers if name not in {"ETag", "Content-Disposition"}
    } == {
        "Content-Type": "application/pdf",
        "Content-Length": str(file.copy_size),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "Permissions-Policy": answer.headers["Permissions-Policy"],
        "Cache-Control": "private, no-store",
        "Vary": "Accept-Language, Cookie, Accept-Encoding",
        "Content-Language": "en",
    }


def outcomes(client, cast, report):
    """What becomes of every file of the corpus, each handed in by itself; the report is emptied in between."""
    for one in corpus():
        answer = send(client, report, (one.name, one.data))
        made = list(EvidenceFile.objects.filter(report=report))
        served = b"".join(
            copy_of(client, report, file.number) for file in made if file.state == FileState.CLEAN
        )
        page = client.get(where(report)).content if answer.status_code == 302 else answer.content
        yield one, answer.status_code, [file.state for file in made], served, page.decode()
        for file in made:
            store().drop(file.stored_name)
        EvidenceFile.objects.all().delete()


def expected(one):
    """What the corpus asks for, but for the documents that nobody takes here."""
    if one.path in TAKEN_BY_NOBODY or one.expect == "reject":
        return {"refused"}
    return {"clean"} if one.expect == "accept_clean" else {"clean", "refused"}


def leaks_in(one, served, page):
    """What the corpus hides, in the copy or on the page. The own committee does see what a file was called."""
    seen = served + (everything_in(served) if served.startswith(b"%PDF") else b"")
    found = [hidden for hidden in HIDDEN if hidden in seen]
    return found + [tag for tag in ("<img src=x", "<script>document") if tag in page]


def test_whole_corpus_of_bad_files_is_answered_as_it_must_be(cast, signed_in):
    report, client = drafted(cast), signed_in(cast.reporter)
    wrong, leaks, right = [], [], 0

    for one, status, states, served, page in outcomes(client, cast, report):
        became = "clean" if states == [FileState.CLEAN] else "refused"
        told = status == 422 or (status == 302 and states in ([FileState.CLEAN], [FileState.REFUSED]))
        if became in expected(one) and told and (status == 302 or "There is a problem" in page):
            right += 1
        else:
            wrong.append((one.path, status, states))
        leaks += [(one.path, hidden) for hidden in leaks_in(one, served, page)]

    print(f"\nbad files: {right} of {len(corpus())} as expected, {len(leaks)} leaks")  # noqa: T201
    assert (wrong, leaks, right) == ([], [], 114)
    assert lying() == []


def test_leak_would_be_seen(cast, signed_in):
    """The control: the originals, served as they came, fail in the same eyes."""
    whole = [one for one in corpus() if not one.path.endswith(".pdf") or one.expect == "accept_clean"]
    seen = {one.path for one in whole if leaks_in(one, one.data, "")}

    assert {
        "exif_gps.jpg",
        "xmp_iptc.jpg",
        "trailing_zip.jpg",
        "js.pdf",
        "incremental.pdf",
        "real_exif.webp",
    } <= seen


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04", "Export it as a PDF, and send that."),
        ("a.svg", b"<svg/>", "Save it as JPEG or PNG, and send that."),
        ("a.zip", b"PK\x03\x04", "send the PDFs and pictures one by one."),
        ("a.html", b"<html>", "Export it as a PDF, and send that."),
        ("a.exe", b"MZ", "Only PDF, JPEG, PNG and WebP are taken."),
        ("a.png", b"", "The file is empty."),
        ("a.png", b"<svg/>", "What is in the file is not what its name says."),
        ("a.pdf", b"%PDF-1.7\n" + bytes(MOST_BYTES), "It is larger than 20 MB."),
    ],
)
def test_refused_file_is_named_with_what_to_do_instead(cast, signed_in, name, data, told):
    report = drafted(cast)

    answer = send(signed_in(cast.reporter), report, (name, data))

    words = unescape(text_of(answer))
    assert answer.status_code == 422
    assert words.count(f"\u2068{name}\u2069 was not taken.") == 2
    assert words.count(told) == 2
    assert "<title>Error:" in answer.content.decode()
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_file_that_no_reader_can_read_is_told_on_its_page(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    answer = send(
        client, report, ("scan.pdf", document()[:-300] + b"%%EOF" + bytes(40)), ("cut.jpg", picture()[:-50])
    )

    words = text_of(client.get(where(report)))
    assert answer.status_code == 302
    assert "It could not be read: it is damaged, or not what its name says." in words
    assert "It is deleted, and no part of the report." in words
    assert (client.get(where(report, "file", 2)).status_code, lying("coming")) == (404, [])


def test_good_files_are_taken_although_one_is_bad(cast, signed_in):
    report = drafted(cast)

    answer = send(
        signed_in(cast.reporter), report, ("a.jpg", picture()), ("b.doc", b"\xd0\xcf"), ("c.pdf", document())
    )

    assert answer.status_code == 422
    assert list(EvidenceFile.objects.values_list("client_name", "state")) == [
        ("a.jpg", "clean"),
        ("c.pdf", "clean"),
    ]
    assert "E2 c.pdf" in text_of(answer)


def test_nothing_chosen_is_told(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    answers = [client.post(where(report), {}), send(client, report, ("", picture()))]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Choose a file." in text_of(answer) for answer in answers)


def test_too_many_bytes_at_once_are_read_past(cast, signed_in):
    report = drafted(cast)
    parts = [(f"{one}.pdf", b"%PDF-" + bytes([one]) * 9_000_000) for one in range(3)]

    answer = send(signed_in(cast.reporter), report, *parts)

    assert answer.status_code == 422
    assert "Together these files are larger than 25 MB." in text_of(answer)
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_eleventh_file_has_no_room(cast, signed_in):
    report = drafted(cast)
    for number in range(1, 10):
        clean_file(report, number=number)
    client = signed_in(cast.reporter)

    answer = send(client, report, ("ten.jpg", picture()), ("eleven.jpg", picture(colour=(1, 2, 3))))
    full = client.get(where(report))

    assert answer.status_code == 422
    assert "There are ten files already." in text_of(answer)
    assert EvidenceFile.objects.count() == 10
    assert "This report has its ten files." in text_of(full)
    assert 'type="file"' not in full.content.decode()


def test_more_than_ten_at_once_are_not_looked_at(cast, signed_in):
    report = drafted(cast)
    parts = [(f"{one}.txt", b"x") for one in range(11)]

    answer = send(signed_in(cast.reporter), report, *parts)

    assert "Only the first ten files were looked at." in text_of(answer)


def test_same_bytes_sent_twice_are_one_file(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    answers = [send(client, report, (name, picture())).status_code for name in ("a.jpg", "b.jpg")]

    assert answers == [302, 302]
    assert list(EvidenceFile.objects.values_list("client_name", flat=True)) == ["a.jpg"]
    assert len(lying()) == 1


def test_name_is_shown_escaped_and_by_itself(cast, signed_in):
    report, name = drafted(cast), "<b>\u05d0\u05d1\u05d2 photo.jpg"
    handed_in(report, picture(), name)

    html = signed_in(cast.reporter).get(where(report)).content.decode()

    assert "<bdi>&lt;b&gt;\u05d0\u05d1\u05d2 photo.jpg</bdi>" in html


def test_answer_nobody_lets_the_file_go_along(cast, signed_in):
    report = drafted(cast)
    handed_in(report)
    client = signed_in(cast.reporter)

    answer = client.post(where(report, "file_confirm", 1), {"e1-answer": "nobody"}, follow=True)

    assert EvidenceFile.objects.get().confirmed_at is not None
    assert "Clean, names nobody" in text_of(answer)


def test_answer_somebody_keeps_it_back_with_advice(cast, signed_in):
    report = drafted(cast)
    handed_in(report)

    answer = signed_in(cast.reporter).post(
        where(report, "file_confirm", 1), {"e1-answer": "somebody"}, follow=True
    )

    assert EvidenceFile.objects.get().confirmed_at is None
    assert "E1 does not go along as it is. Remove it, cover the names and faces" in text_of(answer)


@pytest.mark.parametrize("typed", [{}, {"e1-answer": "perhaps"}, {"e1-answer": ["nobody", "somebody"]}])
def test_no_answer_is_asked_for_again(cast, signed_in, typed):
    report = drafted(cast)
    handed_in(report)

    answer = signed_in(cast.reporter).post(where(report, "file_confirm", 1), typed)

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert EvidenceFile.objects.get().confirmed_at is None


def test_removed_file_is_gone_with_its_bytes(cast, signed_in):
    report = drafted(cast)
    handed_in(report)

    answer = signed_in(cast.reporter).post(where(report, "file_remove", 1), follow=True)

    assert "E1 is removed and deleted." in text_of(answer)
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_report_does_not_go_on_before_its_files_are_looked_at(cast, signed_in):
    report = drafted(cast)
    handed_in(report)
    client = signed_in(cast.reporter)

    answer = client.post(reverse("workspace:check", args=[report.uuid]))

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (409, "draft")
    assert "has still to say whether its copy names anyone" in text_of(answer)
    assert where(report) in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("received", "is still being checked"),
        ("checking", "is still being checked"),
        ("quarantined", "could not be checked"),
    ],
)
def test_report_does_not_go_on_while_a_file_has_no_copy(cast, signed_in, state, told):
    report = drafted(cast)
    clean_file(
        report, state=state, copy_size=None, copy_sha256="", next_try_at=report.written_at + timedelta(days=9)
    )

    answer = signed_in(cast.reporter).post(reverse("workspace:check", args=[report.uuid]))

    assert answer.status_code == 409
    assert told in text_of(answer)


def test_report_goes_on_without_a_file_that_was_refused(cast, signed_in):
    report = drafted(cast)
    clean_file(report, state="refused", refusal="unreadable", copy_size=None, copy_sha256="")

    signed_in(cast.reporter).post(reverse("workspace:check", args=[report.uuid]))

    report.refresh_from_db()
    assert report.state == "submitted"


def test_page_of_a_report_that_is_handed_in_leads_to_the_receipt(cast, signed_in):
    report = drafted(cast)
    confirmed(report)
    reports.submit(report, by=cast.reporter)
    client = signed_in(cast.reporter)

    assert client.get(where(report)).url == reverse("workspace:receipt", args=[report.uuid])
    assert send(client, report, ("late.jpg", picture("JPEG", colour=(9, 9, 9)))).status_code == 409
    assert client.post(where(report, "file_remove", 1)).status_code == 409
    assert client.post(where(report, "file_confirm", 1), {"e1-answer": "nobody"}).status_code == 409
    assert EvidenceFile.objects.count() == 1


def test_report_that_was_sent_back_takes_files_again(cast, signed_in):
    report = returned(cast)

    answer = send(signed_in(cast.reporter), report, ("a.jpg", picture()))

    assert (answer.status_code, EvidenceFile.objects.count()) == (302, 1)


def asked_of(client, report):
    """What each address about the files of a report answers to a person."""
    answers = [
        client.get(where(report)),
        client.head(where(report, "file", 1)),
        client.get(where(report, "file", 1)),
        send(client, report, ("b.jpg", picture())),
        client.post(where(report, "file_confirm", 1), {"e1-answer": "nobody"}),
        client.post(where(report, "file_remove", 1)),
    ]
    for answer in answers:
        # Read to its end, a file is closed.
        list(answer)
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("who", ["reviewer", "coordinator", "observer", "stranger", "administrator"])
def test_draft_and_its_files_are_nobody_elses(cast, signed_in, who):
    report = drafted(cast)
    handed_in(report)

    assert asked_of(signed_in(getattr(cast, who)), report) == [404] * 6
    assert list(EvidenceFile.objects.values_list("state", "confirmed_at")) == [("clean", None)]
    assert len(lying()) == 1


@pytest.mark.parametrize(
    ("who", "file"),
    [("reviewer", 200), ("coordinator", 200), ("observer", 200), ("stranger", 404), ("administrator", 404)],
)
def test_copy_is_read_by_the_own_committee_once_it_is_handed_in(cast, signed_in, who, file):
    report = drafted(cast)
    confirmed(report)
    reports.submit(report, by=cast.reporter)

    assert asked_of(signed_in(getattr(cast, who)), report) == [404, file, file, 404, 404, 404]


def test_reviewer_finds_the_copy_on_the_review(cast, signed_in):
    report = drafted(cast)
    confirmed(report, document(3), "<i>scan.pdf")
    reports.submit(report, by=cast.reporter)

    answer = signed_in(cast.reviewer).get(reverse("workspace:review", args=[report.uuid]))

    assert "-E1.pdf PDF, 3 pages," in text_of(answer)
    assert f'href="{where(report, "file", 1)}"' in answer.content.decode()
    assert "<bdi>&lt;i&gt;scan.pdf</bdi>" in answer.content.decode()


def test_stranger_at_the_door_is_asked_to_sign_in_and_leaves_nothing(cast, client):
    report = drafted(cast)

    answers = asked_of(client, report)

    assert answers == [302] * 6
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_file_sent_to_any_other_address_is_read_past(cast, signed_in):
    report = drafted(cast)
    kind = f"multipart/form-data; boundary={BOUNDARY}"

    for address in (reverse("login"), reverse("workspace:check", args=[report.uuid]), "/nowhere/"):
        signed_in(cast.reporter).post(address, body(("a.jpg", picture())), content_type=kind)

    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_hanging_up_leaves_nothing(cast, signed_in):
    report, kind = drafted(cast), f"multipart/form-data; boundary={BOUNDARY}"
    half = body(("a.jpg", picture()))[:-200]

    answer = signed_in(cast.reporter).post(where(report), half, content_type=kind)

    assert answer.status_code == 422
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_form_without_its_token_is_refused(cast, client):
    report = drafted(cast)
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.login(username=cast.reporter.email, password=PASSWORD)

    assert send(strict, report, ("a.jpg", picture())).status_code == 403
    assert (EvidenceFile.objects.count(), lying()) == (0, [])


def test_number_that_is_none_is_not_found(cast, signed_in):
    report = drafted(cast)
    client = signed_in(cast.reporter)

    for number in ("0", "100", quote("1\x00"), "x", "-1", "1.jpg%00.html"):
        assert client.get(f"{where(report)}{number}/").status_code == 404
    assert client.get(where(report, "file", 7)).status_code == 404


@pytest.mark.parametrize("number", [1, 8])
def test_questions_are_as_many_however_many_files_there_are(
    cast, signed_in, django_assert_num_queries, number
):
    report = drafted(cast)
    for one in range(1, number + 1):
        clean_file(report, number=one)
    client = signed_in(cast.reporter)
    client.get(where(report))

    with django_assert_num_queries(4):
        client.get(where(report))


def test_names_of_files_are_on_no_public_page(cast, client):
    report = drafted(cast)
    confirmed(report, picture(), f"{CANARY}.jpg")
    reports.submit(report, by=cast.reporter)
    reports.publish(report, by=cast.reviewer)

    page = client.get(reverse("public:report", args=[report.uuid])).content.decode()

    assert CANARY not in page
    assert "-E1.jpg" in page
    assert EvidenceFile.objects.get().client_name == f"{CANARY}.jpg"


def test_others_reports_are_untouched_by_files(cast):
    assert published(cast).files.count() == submitted(cast).files.count() == 0
