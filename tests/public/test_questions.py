"""How often a page asks the database: a fixed number, with one and with eight of everything."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_committee,
    make_objective,
    make_place,
    make_target,
    make_user,
    published,
    rescore,
    seat,
)
from tests.handed_in import clean_file, clean_file_of_reply
from tests.pages import main_of
from tracker.actions import disputes, replies
from tracker.actions.entries import Link
from tracker.actions.reply_drafts import keep_reply
from tracker.actions.targets import Wording
from tracker.enums import DisputeGround, SeatRole
from tracker.models import FocalPoint, Place, PlaceTargetVersion, Process, TargetVersion
from tracker.public import views


def many_links(number):
    return tuple(
        Link(title=f"Page {one}", url=f"https://example.org/{one}", quotation="So.", page="1")
        for one in range(number)
    )


def grow(cast, number):
    """So many of everything a page can show. The first report is returned."""
    for one in range(number):
        process = Process.objects.create(code=f"process-{one}", name=f"Process {one}", region="Here")
        process.members.add(cast.arcadia)
        make_place(f"new-{one}", parent=cast.subregion)
        make_place(f"unreal-{one}", fictional=True)
        make_place(f"town-{one}", "local", parent=cast.arcadia)
        make_committee(f"more-{one}", cast.arcadia, leads=False)
        seat(cast.committee, make_user(f"member{one}"), f"kind-{one}", SeatRole.OBSERVER)
        commitment = make_commitment(f"GCM0{one + 1}-1", objective=make_objective(30 + one))
        for years in (2, 5, 12):
            apply_target(make_target(commitment, years, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(9))
    for one in range(2, number + 1):
        again = TargetVersion.objects.get(target=cast.place_target.target, number=1)
        again.pk, again.number, again.in_force_from = None, one, date(2019, 1, 1) + timedelta(days=one)
        again.save()
        local = PlaceTargetVersion.objects.get(place_target=cast.place_target, number=1)
        local.pk, local.number = None, one
        local.save()
    reports = [
        published(
            cast,
            figure(7_000, reference_on=date(2023, 1, 1 + one), yearly=False, links=many_links(number)),
        )
        for one in range(number)
    ]
    hang_on(cast, reports[0], number)
    rescore(list(Place.objects.all()), as_of=date(2026, 11, 24))
    return reports[0]


def hang_on(cast, report, number):
    """So many files, disputes, and replies of which the last one stands, about one report."""
    focal, standing = make_user("focal"), None
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))
    for one in range(1, number + 1):
        clean_file(report, number=one, confirmed_at=report.published_at)
        objection = disputes.Objection(ground=DisputeGround.FIGURE, text=f"It is {one}.")
        raised = disputes.raise_dispute(report, objection, token=uuid4())
        disputes.acknowledge(raised, by=cast.reviewer, version=1)
        draft = keep_reply(report, by=focal)
        for file in range(1, number + 1):
            clean_file_of_reply(draft.uuid, by=focal, number=file, confirmed_at=report.published_at)
        standing = replies.reply(
            report, f"Reply {one}.", by=focal, token=uuid4(), replaces=standing and standing.uuid
        )


ALL = range(1, 9)
PAGES = [
    (views.places, lambda report: {}, 2),
    (views.place, lambda report: {"code": "arcadia"}, 5),
    (views.place, lambda report: {"code": "m49-902"}, 5),
    (views.place, lambda report: {"code": "world"}, 5),
    (views.target, lambda report: {"place": "arcadia", "commitment": "GCM10-9", "years": 5}, 5),
    (views.place_commitment, lambda report: {"place": "arcadia", "commitment": "GCM10-9"}, 5),
    (views.place_commitment, lambda report: {"place": "world", "commitment": "GCM10-9"}, 1),
    (views.report, lambda report: {"uuid": report.uuid}, 5),
    (views.committees, lambda report: {}, 3),
    (views.committee, lambda report: {"slug": "arcadia"}, 5),
]


@pytest.mark.parametrize("number", [1, 8])
def test_a_page_asks_as_often_with_eight_of_everything_as_with_one(
    cast, rf, django_assert_num_queries, number
):
    report = grow(cast, number)

    for view, named, questions in PAGES:
        with django_assert_num_queries(questions):
            response = view(rf.get("/"), **named(report))
        with django_assert_num_queries(0):
            response.render()
        if view is views.report:
            shown = main_of(response)

    told = [
        (
            f"-E{one}.pdf" in shown,
            f"It is {one}." in shown,
            f"Reply {one}." in shown,
            f"-R{one}-E{number}.pdf" in shown,
        )
        for one in ALL[:number]
    ]
    assert told == [(True, True, True, True)] * number
