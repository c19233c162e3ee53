import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import drafted, figure, make_indicator, make_user, published, submitted
from tests.editions import frozen, make_round
from tests.public.past import let_time_pass
from tests.public.world import AS_OF, make_crowd, make_examples, series_figure, words_of
from tracker.actions import replies, reports
from tracker.actions.commitments import revise, saying_of
from tracker.actions.drain import recompute
from tracker.models import Commitment, FocalPoint, PlaceTarget
from tracker.public.front import cases, headline
from tracker.scoring import Mark
from tracker.selectors.front import Front
from tracker.selectors.heat_map import small_heat_map
from tracker.selectors.home import HomePage, HorizonRow, home_page
from tracker.selectors.news import latest_news

NOTHING = HomePage(
    as_of=None,
    updating=False,
    horizons=(),
    examples=(),
    heat=small_heat_map(Front({}, {}, {}, {}), (), ()),
    regions=(),
    tiles=(),
    moved=None,
    news=(),
)


def horizon(due_on, *counts):
    total = sum(number for _mark, number in counts)
    return HorizonRow(years=5, due_on=due_on, counts=counts, total=total, standing=None)


def of(*rows):
    return replace(NOTHING, as_of=AS_OF, horizons=rows)


PAST, NEXT = date(2023, 12, 31), date(2030, 12, 31)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (NOTHING, "Nothing has been scored yet."),
        (of(horizon(PAST)), "Nothing has been scored yet."),
        (
            of(horizon(NEXT, (Mark.NO_EVIDENCE, 3))),
            "The first of these targets is due on {due}.",
        ),
        (
            of(horizon(PAST, (Mark.NO_EVIDENCE, 1))),
            "1 target has passed its date. None is met. For 1 there is too little evidence to say.",
        ),
        (
            of(
                horizon(date(2020, 12, 31), (Mark.MET, 1), (Mark.NO_EVIDENCE, 2)),
                horizon(PAST, (Mark.NOT_MET, 1), (Mark.NO_EVIDENCE, 3)),
                horizon(NEXT, (Mark.MET, 9)),
            ),
            "7 targets have passed their dates. 1 is met. For 5 there is too little evidence to say.",
        ),
        (
            of(horizon(PAST, (Mark.MET, 2), (Mark.NOT_APPLICABLE, 4))),
            "2 targets have passed their dates. 2 are met. All of them have evidence.",
        ),
    ],
)
def test_headline_is_made_from_the_numbers(page, said):
    told = headline(page)

    # How a date is written is the business of another test.
    assert told.startswith(said.partition("{due}")[0])


def test_headline_of_targets_to_come_names_the_first_date():
    assert "2030" in headline(of(horizon(NEXT, (Mark.NO_EVIDENCE, 3))))


def test_trafficking_is_missed_and_said_to_move_away_with_its_caveat(client, db):
    make_examples()

    words = words_of(client.get("/").content.decode())

    assert (
        "By 2023 · objective 10 60 % fewer people trafficked across borders than in 2018 "
        "+56 % 133 943 persons (2023), from 85 613 in 2018 Missed The goal: at most 34 245"
    ) in words
    assert "The figure moved away from it: −94 % of the way. Why this mark?" in words
    assert "Read with care: The number also rises when more victims are found." in words


def test_example_of_a_past_day_carries_the_caveat_of_the_indicator_named_then(db):
    make_examples()
    commitment = Commitment.objects.get(code="GCM10-1")
    saying = replace(saying_of(commitment), indicator=make_indicator(caveat="Counted by hand."))
    revise(commitment, saying, by=make_user("administrator"), reason="It counts better.")
    yesterday = timezone.localdate() - timedelta(days=1)

    then, now = (
        {one.code: one.caveat for one in home_page(as_of=day).examples}["GCM10-1"]
        for day in (yesterday, None)
    )

    assert (then, now) == ("The number also rises when more victims are found.", "Counted by hand.")


def test_forced_migrants_are_moving_backwards(client, db):
    make_examples()

    words = words_of(client.get("/").content.decode())

    assert (
        "By 2030 · objective 2 Fewer forced migrants than in 2018 "
        "+64 % 119 254 738 persons (2025), from 72 556 807 in 2018 Moving backwards "
        "The goal: below 72 556 807 persons"
    ) in words


def test_silence_of_states_is_told_as_silence_and_never_as_zero(client, db):
    make_examples()

    words = words_of(client.get("/").content.decode())

    assert (
        "By 2020 · objective 7 A procedure for the best interests of the child is in place "
        "0 of 2 States have reported No evidence "
        "The date passed and nothing was reported for 2 States. No report is not a no, and it never counts as zero."
    ) in words
    assert (
        "0 of 2 targets have evidence. Coverage by weight: 0 %, so the score lies between 0 and 100." in words
    )
    assert "Score:" not in words.partition("By 2020 · ")[2].partition("By 2023 · ")[0]


def test_examples_stand_in_the_order_of_their_dates_and_lead_to_their_explanation(client, db):
    make_examples()

    html = client.get("/").content.decode()

    assert [case.example.due_on.year for case in cases(home_page())] == [2020, 2023, 2030]
    assert html.count('href="/places/world/GCM10-1/5/"') == 2  # the mark, and the question why
    assert html.count('href="/places/world/GCM02-1/12/"') == 2
    assert 'href="/places/world/GCM07-1/2/"' not in html  # the world has no target of its own there


def test_horizons_count_commitments_by_mark_with_coverage_beside(db):
    make_examples()

    found = home_page()

    assert [(row.years, row.counts, row.total) for row in found.horizons] == [
        (2, ((Mark.NO_EVIDENCE, 1),), 1),
        (5, ((Mark.NOT_MET, 1),), 1),
        (12, ((Mark.BACKWARDS, 1),), 1),
    ]
    assert [row.standing.applicable for row in found.horizons if row.standing] == [2, 1, 1]


def test_page_before_anything_is_loaded_says_so(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert "<h1>Nothing has been scored yet.</h1>" in response.content.decode()


def test_page_without_the_examples_leaves_their_section_out(client, db):
    make_crowd(1)

    words = words_of(client.get("/").content.decode())

    assert "Three targets that were named first" not in words
    assert "The 1 objective" in words


def test_every_kind_of_reader_finds_a_door(client, db):
    html = client.get("/").content.decode()

    doors = html.partition("Where to go next")[2].partition("</section>")[0]

    assert [
        f'href="{way}"' in doors
        for way in ("/places/", "/objectives/", "/method/", "/sources/", "/committees/")
    ] == [True] * 5


def test_regions_by_objective_and_a_tile_for_each_state_lead_to_the_whole(client, cast):
    published(cast, figure(7_000, 2023))

    html = client.get("/").content.decode()
    words = words_of(html)

    assert re.findall(r'<tr class="head"><th scope="rowgroup"><a href="([^"]+)">', html) == [
        "/places/world/",
        "/places/m49-901/",
    ]
    assert "World No evidence, 50 % known M49-901 No evidence, 50 % known The whole heat map" in words
    assert "Arcadia: Met in part, 100 % known BOR Borduria: No report The map for" in words
    assert [f'href="{way}"' in html for way in ("/heatmap/", "/map/", "/horizons/5/")] == [True] * 3


def test_what_was_published_last_is_told_newest_first_with_replies_and_without_words(client, cast):
    report = published(cast, figure(7_000, 2023))
    focal = make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2019, 1, 1))
    replies.reply(report, "We count otherwise.", by=focal, token=uuid4())

    found = latest_news()
    html = client.get("/").content.decode()

    assert [(one.is_reply, one.uuid, one.place.code, one.code) for one in found] == [
        (True, report.uuid, "arcadia", "GCM10-9"),
        (False, report.uuid, "arcadia", "GCM10-9"),
    ]
    assert f'<a href="/reports/{report.uuid}/">Arcadia replied: GCM10-9 Commitment GCM10-9</a>' in html
    assert "We count otherwise." not in html
    assert "focal" not in html


def test_news_ends_with_what_is_withdrawn_and_knows_no_drafts_and_no_series(client, cast):
    drafted(cast, figure(8_000, 2022))
    submitted(cast, figure(8_500, 2020))
    series_figure(cast.place_target, 9_000, year=2019)
    report = published(cast, figure(7_000, 2023))
    assert [one.uuid for one in latest_news()] == [report.uuid]

    reports.withdraw(report, by=cast.coordinator, reason="It was about another year.")

    assert latest_news() == ()
    assert "Published last" not in client.get("/").content.decode()


def test_news_is_six_at_most(cast):
    for year in range(2019, 2026):
        published(cast, figure(9_000 - year, year))

    assert len(latest_news()) == 6


def edition_of_late(cast):
    """Everything so far was long ago, and was frozen as of the last day that is surely over everywhere."""
    let_time_pass()
    return frozen(make_round(), as_of=timezone.localdate() - timedelta(days=2), by=cast.administrator)


def test_what_moved_in_the_world_since_the_last_edition(client, cast):
    published(cast, figure(7_000, 2023))
    edition = edition_of_late(cast)
    before = words_of(client.get("/").content.decode())
    other = PlaceTarget.objects.get(place=cast.borduria)
    series_figure(other, 4_000, year=2023)
    recompute()

    html = client.get("/").content.decode()
    after = words_of(html)

    assert "No mark of the world is another one now." in before
    assert "Then something was known of 1 targets, now of 1 of 2." in before
    assert "1 mark of the world is another one now." in after
    assert "Then something was known of 1 targets, now of 2 of 2." in after
    assert "At most 4 000 by 2023 GCM10-9, 2023 No evidence → became Met in part" in after
    assert f'href="/editions/{edition.slug}/changes/"' in html


def test_page_of_a_past_day_tells_neither_what_moved_nor_what_was_published_last(client, cast):
    published(cast, figure(7_000, 2023))
    edition_of_late(cast)

    now, then = (client.get("/", query).content.decode() for query in ({}, {"as_of": "2025-01-01"}))

    assert ["What moved since" in now, "Published last" in now] == [True, True]
    assert ["What moved since" in then, "Published last" in then] == [False, False]
    assert "The whole heat map" in then
