"""The lists ask a fixed number of questions, whatever they hold."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_committee,
    make_indicator,
    make_objective,
    make_place,
    make_source,
    make_target,
    make_user,
    published,
    seat,
)
from tests.practices import made_public
from tracker.actions import people
from tracker.actions.wordings import Wording
from tracker.admin import desk as site
from tracker.enums import SeatRole
from tracker.models import (
    Assignment,
    Benchmark,
    FocalPoint,
    Framework,
    Horizon,
    PlaceTarget,
    Process,
    Round,
    Term,
)


def more_of_everything(cast, number):
    """One more of every noun."""
    source = make_source(f"more-{number}")
    place = make_place(f"place-{number}", parent=cast.subregion)
    objective = make_objective(number)
    indicator = make_indicator(f"IND-{number}", source=source)
    commitment = make_commitment(f"MORE-{number}", objective=objective, indicator=indicator)
    target = make_target(commitment, 5, Wording(**LEVEL))
    apply_target(target, place, baseline=Decimal(10_000), source=source)
    committee = make_committee(f"more-{number}", place)
    seat(committee, make_user(f"more{number}"), f"kind-{number}", SeatRole.REPORTER)
    framework = Framework.objects.create(code=f"F-{number}", name=f"Framework {number}", source=source)
    Benchmark.objects.create(code=f"B-{number}", framework=framework, title="A benchmark", source=source)
    Process.objects.create(code=f"P-{number}", name="A process", region="A region").members.add(place)
    Term.objects.create(
        code=f"t-{number}", language="en", avoid=["a"], prefer=["b"], why="c", severity="info", pattern="a"
    )
    published(cast, figure(7_000, reference_on=date(2021, number - 8, 1), yearly=False))
    begins = timezone.localdate() + timedelta(days=number)
    kept = Round.objects.create(
        slug=f"r-{number}", name="A round", opens_on=begins, closes_on=begins + timedelta(days=30)
    )
    Assignment.objects.create(
        round=kept,
        committee=committee,
        place_target=PlaceTarget.objects.get(place=place),
        user=cast.reporter,
        due_on=begins,
        at=timezone.now(),
    )
    FocalPoint.objects.create(user=make_user(f"focal{number}"), place=place, starts_on=date(2020, 1, 1))
    people.invite(f"invited{number}@example.org", people.AccountOffer(), by=cast.administrator)
    made_public(cast)
    Horizon.objects.create(
        years=number + 20, baseline_on=date(2018, 12, 31), due_on=date(2038 + number, 12, 31)
    )


LISTS = [reverse_lazy(f"admin:tracker_{model._meta.model_name}_changelist") for model in site._registry]
PAGES = [
    "/desk/",
    "/desk/changes/",
    "{commitment}change/",
    "{target}change/",
    "{placetarget}change/",
    "{seat}change/",
    "{user}change/",
]


def questions(client, addresses):
    """How many queries each page makes."""
    process = reverse("admin:tracker_process_change", args=[Process.objects.get(code="P-9").pk])
    found = {}
    for url in [*LISTS, *(page.format_map(addresses) for page in PAGES), process]:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200, url
        found[str(url)] = len(asked)
    return found


def test_every_page_asks_a_fixed_number_of_questions(cast, addresses, desk):
    more_of_everything(cast, 9)
    questions(
        desk.client, addresses
    )  # what is asked once for all, such as the kinds of content, is asked here
    few = questions(desk.client, addresses)

    for number in range(11, 18):
        more_of_everything(cast, number)

    assert questions(desk.client, addresses) == few
    # The front page looks at everything that could wait for somebody.
    assert few.pop("/desk/") <= 21
    # The page of a commitment: its targets, what it can be followed by, and what it is held against.
    assert max(few.values()) <= 15


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("target/?q=4+000", "At most 4 000 by 2023"),
        ("target/?q=GCM10-9", "At most 4 000 by 2023"),
        ("target/?q=nothing-like-it", "0 targets"),
        ("placetarget/?q=Borduria", "1 target of a place"),
        ("place/?q=Arcadia", "1 place"),
        ("commitment/?status__exact=retired", "0 commitments"),
        ("seat/?q=reporter", "1 seat"),
        ("user/?q=stranger", "1 user"),
        ("score/?q=arcadia", "Arcadia"),
    ],
)
def test_list_is_searched(cast, desk, path, found):
    page = desk.client.get(f"/desk/tracker/{path}").content.decode()

    assert found in page


def test_changes_list_every_version_newest_first(addresses, desk):
    desk.confirm(addresses["target"] + "change/", goal="3000", reason="Agreed.")

    page = desk.client.get("/desk/changes/").content.decode()
    index = desk.client.get("/desk/").content.decode()

    rows = [page.index(words) for words in ("Agreed.", "First baseline.", "First wording.")]
    assert rows == sorted(rows)
    assert page.count("#history") == 5
    assert "GCM10-9, 2023" in index


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "1 2", "9" * 30])
def test_page_of_changes_that_is_not_there_is_a_plain_404(desk, page):
    assert desk.client.get("/desk/changes/", {"page": page}).status_code == 404
