"""How the committee is shown on one report: where it is asked, told and made safer."""

import re

import pytest

from tests.cast import drafted, figure, make_committee, published, submitted
from tests.label_reports import decided
from tests.protected import protect
from tests.workspace.elements import text_of
from tests.workspace.typed import address, form_address, log_address, typed
from tracker.enums import Credit
from tracker.models import Draft, ProgressReport

REGION = "A committee in M49-902"
OPEN = [
    "By its name: “Committee of Arcadia”",
    "By a label: “Committee and eight letters made by chance”",
    f"By its region only: “{REGION}”",
]


def choices(response, name="credit"):
    """What is offered, by its words, and which one is chosen."""
    html = response.content.decode()
    found = re.findall(rf'<input[^>]*name="{name}"[^>]*>', html)
    values = [re.search(r'value="(\w+)"', one)[1] for one in found]
    chosen = [value for value, one in zip(values, found, strict=True) if "checked" in one]
    return values, chosen


def put(client, report, **more):
    return client.post(address("publish", report), {"version": report.version, **more})


def look():
    report = ProgressReport.objects.get()
    return report.state, report.credit_asked, report.credit


@pytest.mark.parametrize(
    ("credit", "offered"),
    [
        (Credit.NAMED, ["named", "pseudonym", "region"]),
        (Credit.PSEUDONYM, ["pseudonym", "region"]),
        (Credit.REGION, ["region"]),
    ],
)
def test_the_form_offers_what_the_committee_asks_for_and_what_is_safer(cast, signed_in, credit, offered):
    if credit != Credit.NAMED:
        protect(cast, credit)
    client = signed_in(cast.reporter)

    pages = [client.get(one) for one in (form_address(cast), log_address(cast) + "interests/")]

    assert [choices(page) for page in pages] == [(offered, [credit.value])] * 2


def test_each_choice_says_what_the_report_would_say_and_what_follows(cast, signed_in):
    text = text_of(signed_in(cast.reporter).get(log_address(cast) + "interests/"))

    assert [one in text for one in OPEN] == [True] * 3
    assert "once it is public, no copy can be called back." in text
    assert "It goes out the day after the decision." in text


def test_the_form_says_so_where_readers_can_guess(cast, signed_in):
    client = signed_in(cast.reporter)
    alone = text_of(client.get(form_address(cast)))
    make_committee("another", cast.arcadia, leads=False)
    in_company = text_of(client.get(form_address(cast)))

    words = "Yours is the only committee that is known to follow Arcadia"
    assert (words in alone, words in in_company) == (True, False)
    assert "Other committees follow Arcadia as well." in in_company


@pytest.mark.parametrize("sent", ["named", "pseudonym", "region", None])
def test_what_is_chosen_is_kept_and_read_back(cast, signed_in, sent):
    client = signed_in(cast.reporter)

    answer = client.post(log_address(cast), typed(credit=sent), follow=True)

    shown = {"named": "Committee of Arcadia", "region": REGION, None: "Committee of Arcadia"}
    words = shown.get(sent, "Committee and eight letters made by chance")
    assert look() == ("draft", sent or "", "")
    assert f"Shown in public as “{words}”" in text_of(answer)


def test_a_choice_is_kept_as_typed_before_the_answer_is_whole(cast, signed_in):
    client = signed_in(cast.reporter)
    client.post(
        log_address(cast) + "interests/", {"token": typed()["token"], "conflict": "none", "credit": "region"}
    )
    draft = Draft.objects.get()

    again = client.get(address("edit_interests", draft))

    assert draft.typed["credit"] == ["region"]
    assert choices(again)[1] == ["region"]


def test_more_than_the_committee_asks_for_is_refused_beside_the_field(cast, signed_in):
    protect(cast, Credit.REGION)

    answer = signed_in(cast.reporter).post(log_address(cast), typed(credit="named"))

    assert answer.status_code == 422
    assert "your committee is never shown by more than it asks for." in text_of(answer)
    assert ProgressReport.objects.count() == 0


def test_a_draft_from_before_the_protection_asks_again_with_the_safer_one_chosen(cast, signed_in):
    report = drafted(cast, figure(7_000, credit=Credit.NAMED))
    protect(cast, Credit.REGION)

    page = signed_in(cast.reporter).get(address("edit_interests", report))

    assert choices(page) == (["region"], ["region"])


def test_receipt_and_review_tell_how_it_will_be_shown(cast, signed_in):
    report = submitted(cast, figure(7_000, credit=Credit.REGION))

    receipt = text_of(signed_in(cast.reporter).get(address("receipt", report)))
    review = text_of(signed_in(cast.reviewer).get(address("review", report)))
    waiting = text_of(signed_in(cast.reviewer).get("/work/waiting/"))

    assert f"The page says “{REGION}”, and never who you are." in receipt
    assert "It goes out the day after the decision (UTC)" in receipt
    assert f"It will say: “{REGION}”." in review
    assert "It goes out tomorrow (UTC) at an hour that nobody knows beforehand" in review
    assert f"“{REGION}”" in waiting


def test_the_reviewer_is_offered_what_is_asked_and_what_is_safer(cast, signed_in):
    client = signed_in(cast.reviewer)
    named = submitted(cast, figure(7_000, 2020))
    by_label = submitted(cast, figure(7_000, 2021, credit=Credit.PSEUDONYM))

    pages = [client.get(address("review", one)) for one in (named, by_label)]

    assert [choices(page) for page in pages] == [
        (["named", "pseudonym", "region"], ["named"]),
        (["pseudonym", "region"], ["pseudonym"]),
    ]


def test_a_correction_is_offered_only_what_hides_something(cast, signed_in):
    published(cast, figure(8_000, 2021))
    correction = submitted(cast, figure(7_000, 2021))

    page = signed_in(cast.reviewer).get(address("review", correction))

    assert choices(page) == (["named", "region"], ["named"])


def test_the_reviewer_makes_it_safer(cast, signed_in):
    report = submitted(cast)

    answer = put(signed_in(cast.reviewer), report, credit="region")

    assert (answer.status_code, look()) == (302, ("decided", "", "region"))


@pytest.mark.parametrize("sent", ["named", "everybody"])
def test_the_reviewer_cannot_make_it_less_safe(cast, signed_in, sent):
    report = submitted(cast, figure(7_000, credit=Credit.PSEUDONYM))

    answer = put(signed_in(cast.reviewer), report, credit=sent)

    assert (answer.status_code, look()) == (422, ("submitted", "pseudonym", ""))
    assert "it can be made safer, and never less safe." in text_of(answer)


def test_a_page_from_before_asks_for_nothing_and_the_author_is_heard(cast, signed_in):
    report = submitted(cast, figure(7_000, credit=Credit.REGION))

    put(signed_in(cast.reviewer), report)

    assert look() == ("decided", "region", "region")


def test_several_at_once_go_out_each_as_it_was_asked(cast, signed_in):
    client = signed_in(cast.reviewer)
    reports = [
        submitted(cast, figure(7_000, 2020)),
        submitted(cast, figure(7_000, 2021, credit=Credit.REGION)),
    ]
    chosen = [f"{one.uuid}.{one.version}" for one in reports]

    confirm = text_of(client.post("/work/waiting/confirm/", {"reports": chosen}))
    client.post("/work/waiting/publish/", {"reports": chosen})

    assert "What does not name its committee goes out tomorrow (UTC)" in confirm
    assert [ProgressReport.objects.get(pk=one.pk).state for one in reports] == ["published", "decided"]


def test_the_name_is_taken_away_after_a_warning(cast, signed_in):
    report = published(cast)
    client = signed_in(cast.reporter)
    offered = text_of(client.get(address("review", report)))
    warned = text_of(client.get(address("unname", report)))

    answer = client.post(address("unname", report), follow=True)

    assert "It says: “Committee of Arcadia”. Show the region only" in offered
    assert "This calls back no copy." in warned
    assert f"From then on it says “{REGION}”" in warned
    assert look() == ("published", "", "region")
    assert "says no more of its committee than the region. It is not put back." in text_of(answer)
    assert "Show the region only" not in text_of(client.get(address("review", report)))


def test_the_committee_is_asked_about_what_changed_in_how_it_is_shown(cast, signed_in):
    report = decided(cast, Credit.REGION)

    text = text_of(signed_in(cast.reviewer).get(address("review", report)))

    assert f"as “{REGION}”" in text


def test_the_desk_of_administrators_shows_what_was_asked_and_what_holds(cast, signed_in):
    report = decided(cast, Credit.REGION)

    page = text_of(signed_in(cast.administrator).get(f"/desk/tracker/progressreport/{report.pk}/change/"))

    assert "Asked to be known by: By its region only" in page
    assert "Its committee known by: By its region only" in page
