"""The whole way in a browser: from the invitation to a corrected mark, with a script and without, small and large."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core import mail
from PIL import Image

from tests.cast import make_cast, make_user
from tests.evidence import HIDDEN, picture_with_gps
from tests.rounds import open_round
from tests.workspace import way_of_a_report as of_a_report
from tests.workspace import way_of_an_objection as of_an_objection
from tests.workspace import way_to_the_desk as to_the_desk
from tests.workspace.walker import walking
from tracker.models import Dispute, Draft, EvidenceFile, FocalPoint, ProgressReport, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    """The cast in an open round, with somebody who speaks for Arcadia, and a store for files."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    cast, focal = make_cast(), make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))
    open_round()
    return SimpleNamespace(**vars(cast), focal=focal)


def notes_in(picture):
    """What a picture says besides what can be seen on it, and what of it stands anywhere in its bytes."""
    with Image.open(BytesIO(picture)) as opened:
        return dict(opened.getexif()), [one for one in HIDDEN if one in picture]


def plain(text):
    """With spaces as one types them."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def come_to_the_desk(walker, cast):
    """From the invitation to her phone and her desk; what was read on the way."""
    to_the_desk.invite(walker, cast.coordinator)
    phone, codes = to_the_desk.begin(walker, to_the_desk.path_in(mail.outbox, "/accounts/invitation/"))
    to_the_desk.assign(walker, cast.coordinator)
    hers = of_a_report.begin_on_the_phone(walker, phone)
    desk = to_the_desk.come_in_elsewhere(walker, codes[0])
    return desk, {"recovery codes": len(codes), "it is hers": "Yours to report" in hers}


def publish(walker, cast, desk):
    """From the draft to the published report; its number, and what was read on the way."""
    found = of_a_report.finish_on_the_desk(walker, desk)
    refused, said, copy = of_a_report.show_a_photo(walker, desk)
    report = of_a_report.hand_in(walker, desk)
    of_a_report.send_back_with_a_note(walker, cast.reviewer)
    noted = of_a_report.hand_in_again(walker, desk)
    changed = plain(of_a_report.publish_after_the_difference(walker, cast.coordinator, report))
    return (report, copy), {
        "typed on the phone": found,
        "refused file": "notes.docx" in refused,
        "clean file": "Clean, names nobody" in said,
        "note": "The reviewer says: The yearbook says 7 900 on page 12." in noted,
        "difference": ("8 000 persons" in changed, "7 900 persons" in changed),
    }


def be_corrected(walker, cast, desk, report):
    """From the State's reply to the erratum; the number of the correction, and what everybody reads in the end."""
    of_an_objection.reply_for_the_state(walker, cast.focal)
    stranger = walker.device()
    replied, dispute = of_an_objection.dispute_as_a_stranger(walker, stranger, report)
    of_an_objection.take_up(walker, cast.coordinator, dispute)
    disputed = of_an_objection.read(walker, stranger, f"/reports/{report}/", "public with a dispute")
    newer = of_an_objection.correct(walker, desk, cast.place_target.uuid)
    of_an_objection.publish_and_decide(walker, cast.reviewer, newer, dispute)
    old = of_an_objection.read(walker, stranger, f"/reports/{report}/", "public corrected")
    of_an_objection.read(walker, stranger, f"/reports/{newer}/", "public correction")
    mark = of_an_objection.read(walker, stranger, of_an_objection.MARK, "corrected mark")
    return (newer, stranger), {
        "reply beside the mark": of_an_objection.REPLY in replied,
        "words of the dispute": of_an_objection.DISPUTED in disputed,
        "old page": [words for words in OLD_PAGE if words not in old],
        "sum": "(7 000 − 10 000) ÷ (4 000 − 10 000) = 0.5" in plain(mark),
        "cookies": stranger.context.cookies(),
    }


OLD_PAGE = (
    of_an_objection.REPLY,
    "The report was corrected",
    "The yearbook was corrected, and so are we.",
    "Erratum: how this report was corrected",
    "The yearbook was corrected.",
)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_report_goes_from_the_invitation_to_a_corrected_mark(chromium, live_server, world, scripts):
    with walking(chromium, live_server.url, scripts=scripts) as walker:
        desk, begun = come_to_the_desk(walker, world)
        (report, (name, private)), written = publish(walker, world, desk)
        (newer, stranger), told = be_corrected(walker, world, desk, report)
        walker.open(stranger, f"/reports/{report}/")
        _name, public = of_a_report.saved(stranger, name)

    assert walker.wrong == {}
    assert begun == {"recovery codes": 10, "it is hers": True}
    assert written == {
        "typed on the phone": "80,0",
        "refused file": True,
        "clean file": True,
        "note": True,
        "difference": (True, True),
    }
    assert told == {
        "reply beside the mark": True,
        "words of the dispute": True,
        "old page": [],
        "sum": True,
        "cookies": [],
    }
    camera, hidden = notes_in(picture_with_gps(size=(1600, 1200)))
    assert (camera != {}, hidden != []) == (True, True)
    assert [notes_in(copy) for copy in (private, public)] == [({}, [])] * 2
    assert stands_as_it_should(world, report, newer)


def stands_as_it_should(cast, report, newer):
    """What the database says in the end."""
    first, second = (ProgressReport.objects.get(uuid=one) for one in (report, newer))
    dispute, author = Dispute.objects.get(), User.objects.get(email=to_the_desk.INVITED)
    assert {first.author, second.author} == {author}
    assert (first.state, first.decided_by, first.superseded_by) == ("superseded", cast.coordinator, second)
    assert (second.state, second.value, second.decided_by) == ("published", 7000, cast.reviewer)
    assert (dispute.outcome, dispute.decided_by) == ("changed", cast.reviewer)
    assert dispute.acknowledged_at < dispute.decided_at
    # The correction keeps the photo without sending it again.
    copies = {(one.report, one.state) for one in EvidenceFile.objects.all()}
    assert (copies, Draft.objects.count()) == ({(first, "clean"), (second, "clean")}, 0)
    return True
