"""What a commitment says, and a new one."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import make_administrator, make_benchmarks, make_indicator, make_objective, published
from tests.pages import main_of
from tests.recorded import recorded
from tracker.actions.changes import confirm
from tracker.actions.commitments import revise, saying_of
from tracker.enums import CommitmentStatus, Origin
from tracker.models import ChangeRequest, Commitment, CommitmentVersion, Score

REASON = "Agreed by the review forum."
ADD = "/desk/tracker/commitment/add/"


@pytest.fixture
def url(cast):
    return reverse("admin:tracker_commitment_change", args=[cast.commitment.pk])


def test_commitment_is_revised_with_a_reason(cast, desk, url):
    read = Page(desk.send(url, title="Another title", weight="3", reason=REASON))
    stored = desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]}, follow=True)

    assert read.read_back == [
        "It has targets in 2 places, whose marks are computed anew.",
        "No mark changes.",
    ]
    assert read.differences() == [
        ("Title", "Commitment GCM10-9", "Another title"),
        ("Priority weight", "1", "3"),
    ]
    first, second = cast.commitment.versions.order_by("number")
    assert (first.title, first.weight) == ("Commitment GCM10-9", 1)
    assert (second.title, second.weight, second.author, second.reason) == (
        "Another title",
        3,
        cast.administrator,
        REASON,
    )
    assert Page(stored).versions == ["Version 2 · in force", "Version 1"]


def test_commitment_nobody_can_verify_is_not_assessable(cast, desk, url):
    published(cast)
    typed = desk.open(url).typed
    del typed["verifiable"]

    asked = Page(desk.client.post(url, {**typed, "reason": REASON}))
    read = Page(desk.client.post(url, {**typed, "why_not_verifiable": "No register.", "reason": REASON}))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert asked.problems == {"why_not_verifiable": ["Say why nobody can verify it."]}
    assert Score.objects.get(place_target=cast.place_target).status == "not_assessable"


REFUSED = [
    ({"reason": ""}, {"reason": ["Write something here."]}),
    ({"title": ""}, {"title": ["Write something here."]}),
    ({"weight": "0"}, {"weight": ["The lowest number allowed is 1."]}),
    ({"status": "secret"}, {"status": ["Choose only from what is offered here."]}),
    (
        {"why_not_verifiable": "Nobody knows."},
        {"why_not_verifiable": ["Leave this empty: the commitment can be verified."]},
    ),
]


@pytest.mark.parametrize(("changes", "problems"), REFUSED)
def test_refusal_is_said_at_its_field_and_nothing_is_stored(cast, desk, url, changes, problems):
    answer = desk.send(url, **{"title": "Another", "reason": REASON, **changes})

    assert answer.status_code == 422
    assert Page(answer).problems == problems
    assert cast.commitment.versions.count() == 1


def test_commitment_that_somebody_else_changed_meanwhile_is_not_overwritten(cast, desk, url):
    opened = desk.open(url)
    desk.confirm(url, title="Theirs", reason=REASON)

    answer = desk.client.post(url, {**opened.typed, "title": "Mine", "reason": REASON})

    assert answer.status_code == 422
    cast.commitment.refresh_from_db()
    assert cast.commitment.title == "Theirs"


def test_keys_that_were_not_asked_for_change_nothing(cast, desk, url):
    other = make_objective(11)

    desk.confirm(url, title="Another", reason=REASON, objective=str(other.pk), code="X-1", origin="framework")

    cast.commitment.refresh_from_db()
    assert (cast.commitment.objective, cast.commitment.code, cast.commitment.origin) == (
        cast.objective,
        "GCM10-9",
        Origin.PROPOSED,
    )


@pytest.fixture
def proposal(cast):
    return {
        "code": "GCM10-10",
        "objective": cast.objective.pk,
        "area": cast.commitment.area_id,
        "scope": "each_state",
        "title": "A new promise",
        "text": "What is promised.",
        "indicator": make_indicator().pk,
        "reason": REASON,
    }


def test_new_commitment_is_proposed_with_its_first_version(cast, desk, proposal):
    answer = desk.confirm(ADD, **proposal)

    commitment = Commitment.objects.get(code="GCM10-10")
    version = commitment.versions.get()
    assert answer.url == reverse("admin:tracker_commitment_change", args=[commitment.pk])
    assert (commitment.status, commitment.title, commitment.weight) == (
        CommitmentStatus.PROPOSED,
        "A new promise",
        1,
    )
    assert (version.number, version.author, version.in_force_from) == (
        1,
        cast.administrator,
        timezone.localdate(),
    )
    assert (commitment.indicator.code, version.indicator.code) == ("IND-1", "IND-1")
    assert recorded() == [("commitment.proposed", "GCM10-10", cast.administrator)]


FACTS = {
    "Population groups": "Women; children",
    "Levels of governance": "national",
    "Lead stakeholders": "government; trade unions",
    "Frameworks": "Framework SDG",
    "Benchmarks": "SDG-16.2 Item SDG-16.2; SDG-10.7 Item SDG-10.7",
}


def test_new_commitment_says_whom_it_is_about_and_what_it_is_held_against(cast, desk, proposal, client):
    make_benchmarks("SDG-16.2", "SDG-10.7")
    about = {
        "populations": "Women; children;",
        "governance_levels": "national",
        "lead_stakeholders": "government; trade unions",
        "frameworks": "Framework SDG",
        "benchmarks": "SDG-16.2; sdg-10.7; SDG-10.7",
    }

    read = Page(desk.send(ADD, **proposal, **about))
    answer = desk.client.post(ADD, {**read.typed, "confirmed": read.buttons["confirmed"]})

    facts = desk.open(answer.url).facts
    public = main_of(client.get("/commitments/GCM10-10/"))
    assert read.read_back[:5] == [
        "Population groups: Women; children.",
        "Levels of governance: national.",
        "Lead stakeholders: government; trade unions.",
        "Frameworks: SDG.",
        "Benchmarks: SDG-10.7; SDG-16.2.",
    ]
    assert {label: facts.get(label) for label in FACTS} == FACTS
    assert "Women" in main_of(client.get("/populations/"))
    assert "Who leads government, trade unions" in public
    assert "Item SDG-10.7" in public


def test_words_to_avoid_are_pointed_out_where_people_are_named(cast, desk):
    tags = re.findall(r"<(?:input|textarea)[^>]*>", desk.open(ADD).html)
    hinted = {re.search(r'name="(\w+)"', tag)[1] for tag in tags if "data-hints" in tag}

    assert hinted == {"title", "text", "populations", "reason"}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"code": "gcm10-9"}, {"code": ["There is a commitment with this code already."]}),
        (
            {"code": "GCM 10"},
            {"code": ["Use letters and digits, with points or hyphens between them, for example GCM10-4."]},
        ),
        ({"reason": ""}, {"reason": ["Write something here."]}),
        ({"objective": ""}, {"objective": ["This field is required."]}),
        (
            {"benchmarks": "SDG-99"},
            {"benchmarks": ["SDG-99: There is none with this code. Write the code as its list has it."]},
        ),
    ],
)
def test_refused_proposal_stores_nothing(desk, proposal, changes, problems):
    answer = desk.send(ADD, **{**proposal, **changes})

    assert answer.status_code == 422
    assert Page(answer).problems == problems
    assert Commitment.objects.count() == 1


def test_targets_stand_side_by_side_with_links(cast, desk, url):
    page = desk.open(url)

    target = cast.place_target.target
    assert f'href="/desk/tracker/target/{target.pk}/change/"' in page.html
    assert page.html.count("Set one") == 2


def test_page_says_whether_it_can_be_followed(cast, desk, url):
    bare = words_of_the_check(desk.open(url))

    Commitment.objects.update(indicator=make_indicator(), verifiable=False, why_not_verifiable="No register")
    marked = words_of_the_check(desk.open(url))

    assert bare == [
        "Can it be measured? No. No indicator is named, and no target is answered by steps or by a yes. Set a target",
        "By when? Partly. It has targets by 2023. None by 2020, 2030. Each of these dates has passed. Set a target",
        "With what indicator? No. None is named. Name one below, in what the commitment says. Name one",
        "From what baseline? Yes. 2 targets of places need one; 2 have it. Baselines of all places",
    ]
    assert marked[0] == (
        "Can it be measured? No. It is marked as not verifiable: No register. Its targets are “not assessable”. "
        "Change that"
    )
    assert marked[2] == "With what indicator? Yes. Indicator IND-1 The indicator"


def words_of_the_check(page):
    found = re.findall(r'<div class="desk-check-\w+">(.*?)</div>', page.html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()).replace(" .", ".") for one in found]


def test_commitment_that_names_an_indicator_can_be_adopted(cast, desk, url):
    for model in (Commitment, CommitmentVersion):
        model.objects.update(status=CommitmentStatus.PROPOSED)
    indicator = make_indicator("IND-7")

    lacking = Page(desk.send(url, status="adopted", reason=REASON))
    read = Page(desk.send(url, indicator=str(indicator.pk), reason=REASON))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})
    desk.confirm(url, status="adopted", reason=REASON)

    assert lacking.problems.keys() == {"status"}
    assert read.read_back[1:] == ["No mark changes."]
    assert read.differences() == [("Indicator", "–", "IND-7 Indicator IND-7")]
    told = list(
        cast.commitment.versions.order_by("number").values_list("number", "status", "indicator__code")
    )
    assert told == [(1, "proposed", None), (2, "proposed", "IND-7"), (3, "adopted", "IND-7")]


def test_earlier_version_without_an_indicator_is_restored_by_two(cast, desk, url):
    for model in (Commitment, CommitmentVersion):
        model.objects.update(status=CommitmentStatus.PROPOSED)
    indicator = make_indicator("IND-7")
    desk.confirm(url, indicator=str(indicator.pk), reason=REASON)

    compared = desk.open(f"{url}?compare=1&with=2")
    filled = desk.open(f"{url}?restore=1")
    desk.confirm(f"{url}?restore=1", reason=REASON)
    request = ChangeRequest.objects.get()
    told = Page(desk.client.get(reverse("admin:tracker_changerequest_change", args=[request.pk])))
    confirm(request, by=make_administrator("second"))

    assert compared.differences("desk-compare") == [("Indicator", "–", "IND-7 Indicator IND-7")]
    assert (filled.typed["indicator"], request.restores) == ("", True)
    assert told.differences() == [("Indicator", "IND-7 Indicator IND-7", "–")]
    named = cast.commitment.versions.order_by("number").values_list("indicator__code", flat=True)
    cast.commitment.refresh_from_db()
    assert (list(named), cast.commitment.indicator) == ([None, "IND-7", None], None)


def test_adopting_what_nothing_measures_is_refused_at_the_status(cast, desk, url):
    Commitment.objects.update(status=CommitmentStatus.PROPOSED)

    answer = desk.send(url, status="adopted", reason=REASON)

    assert answer.status_code == 422
    assert list(Page(answer).problems) == ["status"]
    assert "no indicator is named" in Page(answer).problems["status"][0]
    assert cast.commitment.versions.count() == 1


def test_adopted_commitment_does_not_become_a_proposal_again(desk, url):
    answer = desk.send(url, status="proposed", reason=REASON)

    assert answer.status_code == 422
    assert Page(answer).problems["status"][0].startswith("A commitment that was adopted or retired does not")


def test_proposal_is_given_up(cast, desk, url):
    Commitment.objects.update(status=CommitmentStatus.PROPOSED)

    desk.confirm(url, status="retired", reason=REASON)

    cast.commitment.refresh_from_db()
    assert cast.commitment.status == CommitmentStatus.RETIRED


def test_status_of_an_earlier_version_is_not_restored_past_the_moves(cast, desk, url):
    cast.commitment.versions.update(status=CommitmentStatus.PROPOSED)
    revise(
        cast.commitment,
        replace(saying_of(cast.commitment), title="Said better"),
        by=cast.administrator,
        reason=REASON,
    )

    filled = desk.open(f"{url}?restore=1")
    answer = Page(desk.send(f"{url}?restore=1", reason=REASON))

    assert filled.typed["status"] == CommitmentStatus.PROPOSED
    assert answer.problems.keys() == {"status"}
    assert cast.commitment.versions.count() == 2
