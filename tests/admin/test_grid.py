"""A target's baselines in all places: typed or pasted, previewed, and stored together or not at all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import BASELINE_ON, apply_target, make_place, make_source, make_user, published
from tests.recorded import recorded
from tracker.actions.changes import PlaceChange, keep
from tracker.actions.drain import drain
from tracker.actions.targets import Local
from tracker.actions.versions import Overtaken
from tracker.models import PlaceTarget, PlaceTargetVersion, Score

REASON = "The office revised the series."
HEAD = "Place\tBaseline\tDate of the baseline"


@pytest.fixture
def target(cast):
    return cast.place_target.target


@pytest.fixture
def table(target):
    return reverse("admin:tracker_target_baselines", args=[target.pk])


@pytest.fixture
def paste(target):
    return reverse("admin:tracker_target_paste", args=[target.pk])


def rows_of(answer):
    """The rows of the preview, each as its cells."""
    return Page(answer).differences("desk-table desk-preview")


def marks_of(answer):
    return Page(answer).differences("desk-table desk-marks")


def versions():
    return PlaceTargetVersion.objects.count()


def test_screen_of_a_target_leads_to_its_places(cast, desk, addresses, table):
    assert f'href="{table}"' in desk.open(f"{addresses['target']}change/").html


def test_row_filled_in_by_keyboard_is_previewed_and_stored(cast, desk, table):
    published(cast)
    source = make_source("census")
    changes = {f"{cast.arcadia.pk}-baseline": "12000", f"{cast.arcadia.pk}-source": "CENSUS"}

    read = Page(desk.send(table, reason=REASON, **changes))
    before = versions()
    answer = desk.client.post(table, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert read.read_back == [
        "1 place gets a new version, 0 of these its first.",
        "2 marks change in 1 place, and whatever gathers them.",
        "6 more change by less than a point, or in a score that is not published.",
        f"It holds from {_today()}.",
    ]
    assert read.differences("desk-table desk-preview") == [
        ("1", "Arcadia", "changed", "Baseline: 10 000 → 12 000Source: – → Source census"),
        ("2", "Borduria", "same", ""),
    ]
    assert (before, versions(), answer.status_code) == (2, 3, 302)
    version = cast.place_target.versions.get(number=2)
    assert (version.baseline, version.source, version.author) == (12_000, source, cast.administrator)
    assert version.reason == REASON


def _today():
    today = timezone.localdate()
    return f"{today.day} {today:%B %Y}"


def test_mark_changes_as_the_preview_said(cast, desk, paste):
    published(cast)

    read = desk.send(paste, paste=f"{HEAD}\narcadia\t20000\t2018-12-31", reason=REASON)
    desk.client.post(paste, {**Page(read).typed, "confirmed": Page(read).buttons["confirmed"]})
    drain()

    (place, subject, before, after), _whole = marks_of(read)
    score = Score.objects.get(place_target=cast.place_target)
    assert (place, subject) == ("Arcadia", "GCM10-9, 5 years")
    assert before != after
    assert f"(score {int(score.score)} of 100)" in after


PASTES = [
    "arcadia\tyes\t12000\t2018-12-31",
    "ÁRCADIA\tYes\t12000\t2018-12-31",
    "Baseline\tDate\tPlace\n12000\t2018-12-31\tArcadia",
    "country\tbaseline_on\tbaseline\r\narc\t2018-12-31\t12000\r\n",
    '\ufeffPlace\tBaseline\tNote\nArcadia\t12000\t"Two lines\nand ""quotes"""',
]


@pytest.mark.parametrize("text", PASTES)
def test_place_and_columns_are_recognised(cast, desk, paste, text):
    type(cast.arcadia).objects.filter(pk=cast.arcadia.pk).update(iso3="ARC")

    desk.confirm(paste, paste=text, reason=REASON)

    version = cast.place_target.versions.get(number=2)
    assert (version.baseline, version.baseline_on) == (12_000, BASELINE_ON)
    assert version.note == ('Two lines\nand "quotes"' if "quotes" in text else "")


WRONG = [
    (
        "arcadia\t=A1+B2\t2018-12-31",
        "Baseline, “=A1+B2”: Write the figure itself: a formula or a sign before it",
    ),
    ("arcadia\t+12\t2018-12-31", "Baseline, “+12”: Write the figure itself"),
    ("arcadia\t@SUM(1)\t2018-12-31", "Baseline, “@SUM(1)”: Write the figure itself"),
    ("arcadia\t12,5\t2018-12-31", "Baseline, “12,5”: Write the number without commas or spaces"),
    ("arcadia\t12\u202f500\t2018-12-31", "Baseline, “12 500”: Write the number without commas or spaces"),
    ("arcadia\tn/a\t2018-12-31", "Baseline, “n/a”: Leave this empty where nobody knows the figure."),
    ("arcadia\t12000\t31.12.2018", "Date of the baseline, “31.12.2018”: "),
    ("arcadia\t12000\t", "Date of the baseline, “(empty)”: Enter the date that the baseline is about."),
    ("arcadia\t4000\t2018-12-31", "Baseline, “4000”: The goal is the baseline"),
    ("nowhere\t1\t2018-12-31", "Place, “nowhere”: No place of this target has this code or name."),
    ("Borduria\t1\t2018-12-31", "Place, “Borduria”: This place stands in row 2 already."),
    ("arcadia\t1\t2018-12-31\t5", "There are more cells than columns in this row."),
]


@pytest.mark.parametrize(("row", "words"), WRONG)
def test_one_wrong_row_stores_nothing_and_is_named(cast, desk, paste, row, words):
    text = f"{HEAD}\nborduria\t15000\t2018-12-31\n{row}"

    answer = desk.send(paste, paste=text, reason=REASON)

    page = Page(answer)
    number, _place, state, said = rows_of(answer)[1]
    assert (answer.status_code, number, state) == (422, "3", "wrong")
    assert said.startswith(words)
    assert page.summary[0] == "1 row is wrong: see it below. No row is stored while one is wrong."
    assert page.summary[1].startswith(f"Row 3, {words}" if "”" in words else f"Row 3: {words}")
    assert page.typed["paste"].replace("\r\n", "\n") == text
    assert ("confirmed" in page.buttons, versions()) == (False, 2)


WHOLE = [
    ("", "Write something here."),
    ("Place\tBaseline", "Below the header line there is no row."),
    ("Place\tFoo\narcadia\t1", "Row 1 names columns that are not ours: Foo."),
    ("Place\tBaseline\tBaseline\narcadia\t1\t2", "The header line must name each column once"),
    ("Applies\tBaseline\nyes\t1", "The header line must name each column once"),
    ('arcadia\t"yes', "Row 1 cannot be read: a quotation mark"),
    (
        "\n".join(["arcadia\tyes\t1\t2018-12-31"] * 10_000),
        "These are 10 000 rows. At most 500 are taken at once",
    ),
]


@pytest.mark.parametrize(("text", "words"), WHOLE, ids=range(len(WHOLE)))
def test_text_that_is_no_table_is_refused_whole(cast, desk, paste, text, words):
    answer = desk.send(paste, paste=text, reason=REASON)

    (problem,) = Page(answer).problems["paste"]
    assert problem.startswith(words)
    assert (answer.status_code, versions()) == (422, 2)


def test_formula_in_a_note_stays_text(cast, desk, paste):
    desk.confirm(paste, paste="Place\tNote\narcadia\t=1+1", reason=REASON)

    version = cast.place_target.versions.get(number=2)
    assert (version.note, version.baseline) == ("=1+1", 10_000)


def test_name_with_another_apostrophe_and_ampersand_is_found_and_one_of_two_is_asked_for(cast, desk, paste):
    for code, name in [
        ("civ", "Côte d’Ivoire"),
        ("atg", "Antigua & Barbuda"),
        ("abc", "Twin"),
        ("twin-2", "Twin"),
    ]:
        place = make_place(code, parent=cast.subregion)
        type(place).objects.filter(pk=place.pk).update(names={"en": name})
    text = "cote d'ivoire\nAntigua and Barbuda\ntwin"

    found = rows_of(desk.send(paste, paste=text, reason=REASON))

    assert [row[1] for row in found] == ["Côte d’Ivoire", "Antigua &amp; Barbuda", "twin"]
    assert found[2][3] == "Place, “twin”: Several places are called so: write the code of one (abc, twin-2)."


def test_same_paste_twice_makes_nothing_new(cast, desk, paste):
    text = f"{HEAD}\narcadia\t12000\t2018-12-31"
    desk.confirm(paste, paste=text, reason=REASON)

    again = desk.send(paste, paste=text, reason=REASON)

    assert rows_of(again) == [("2", "Arcadia", "same", "")]
    assert Page(again).summary == ["Nothing is changed: this is what the latest versions say."]
    assert versions() == 3


def test_place_that_does_not_apply_says_why(cast, desk, paste):
    asked = desk.send(paste, paste="arcadia\tno", reason=REASON)
    desk.confirm(paste, paste="Place\tApplies\tWhy not\narcadia\tNO\tIt has no border.", reason=REASON)
    drain()

    assert rows_of(asked)[0][3] == "Why it does not apply, “(empty)”: Say why the target does not apply here."
    assert Score.objects.get(place_target=cast.place_target).status == "not_applicable"


def test_value_that_is_held_and_wrong_is_named(cast, desk, paste, target):
    apply_target(target, make_place("syldavia", parent=cast.subregion), baseline=Decimal(3_000))

    answer = desk.send(paste, paste="Place\tNote\nsyldavia\tCounted anew.", reason=REASON)

    words = "The goal lies on the wrong side of the baseline for what is better."
    assert rows_of(answer) == [("2", "Syldavia", "wrong", f"Baseline, “3 000”: {words}")]


def test_state_without_the_target_gets_it_with_its_first_version(cast, desk, table, paste, target):
    place = make_place("syldavia", parent=cast.subregion)
    opened = desk.open(table)

    desk.confirm(paste, paste=f"{HEAD}\nsyldavia\t9000\t2018-12-31", reason=REASON)

    assert opened.typed[f"{place.pk}-applies"] == ""
    version = PlaceTarget.objects.get(target=target, place=place).versions.get()
    assert (version.number, version.baseline, version.baseline_on) == (1, 9_000, date(2018, 12, 31))


def test_preview_stores_nothing_and_asks_for_reason_and_a_day_to_come(cast, desk, paste):
    make_place("syldavia", parent=cast.subregion)
    text = f"{HEAD}\narcadia\t12000\t2018-12-31\nsyldavia\t9000\t2018-12-31"
    yesterday = timezone.localdate() - timedelta(days=1)

    preview = desk.send(paste, paste=text, reason=REASON)
    unsaid = desk.send(paste, paste=text)
    late = desk.send(paste, paste=text, reason=REASON, in_force_from=yesterday.isoformat())

    assert preview.status_code == 200
    assert [row[2] for row in rows_of(preview)] == ["changed", "new"]
    assert Page(unsaid).problems == {"reason": ["Write something here."]}
    assert [row[2] for row in rows_of(unsaid)] == ["changed", "new"]
    assert list(Page(late).problems) == ["in_force_from"]
    assert (versions(), PlaceTarget.objects.count()) == (2, 2)


def test_every_changed_place_is_a_link_of_the_audit(cast, desk, paste):
    text = f"{HEAD}\narcadia\t12000\t2018-12-31\nborduria\t13000\t2018-12-31"

    desk.confirm(paste, paste=text, reason=REASON)

    places = PlaceTarget.objects.order_by("pk")
    assert recorded("place_target.revised") == [
        ("place_target.revised", str(one.uuid), cast.administrator) for one in places
    ]


def test_confirmation_of_what_changed_meanwhile_is_previewed_again(cast, desk, paste, table, target):
    text = f"{HEAD}\narcadia\t12000\t2018-12-31"
    read = Page(desk.send(paste, paste=text, reason=REASON))
    stale = desk.open(table).typed
    change = PlaceChange(target=target, place=cast.arcadia, local=Local(), after=1)
    keep([change], by=cast.administrator, reason=REASON, from_on=timezone.localdate())

    again = desk.client.post(paste, {**read.typed, "confirmed": read.buttons["confirmed"]})
    old_table = desk.client.post(table, {**stale, "reason": REASON})

    assert rows_of(again)[0][3].startswith("Baseline: – → 12 000")
    assert Page(old_table).summary[0].startswith("Somebody has changed this since")
    assert versions() == 3
    with pytest.raises(Overtaken):
        keep([change], by=cast.administrator, reason=REASON, from_on=timezone.localdate())


def test_table_is_cut_by_region_and_never_long(cast, desk, table):
    for number in range(61):
        make_place(f"state-{number:02}", parent=cast.subregion)
    make_place("apart")

    pages = [desk.open(f"{table}?part={key}") for key in ("m49-901", "m49-901-2", "other")]
    missing = desk.client.get(f"{table}?part=nothing")

    counts = [sum(name.endswith("-baseline") for name in page.typed) for page in pages]
    assert (counts, missing.status_code) == ([60, 3, 1], 404)
    assert 'aria-label="Arcadia, Baseline"' in pages[0].html


def test_who_may_not_change_places_only_looks(cast, signed_in, table, paste):
    clerk = make_user("clerk", is_staff=True)
    client = signed_in(clerk)
    refused = client.get(table).status_code
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_target", "view_placetarget"]))

    opened = client.get(table)

    assert refused == 403
    assert "10000" in opened.content.decode()
    assert f"{cast.arcadia.pk}-baseline" not in Page(opened).typed
    assert [client.post(path, {"reason": "x"}).status_code for path in (table, paste)] == [403, 403]
