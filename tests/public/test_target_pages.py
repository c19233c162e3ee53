from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import timezone

from tests.cast import (
    DUE,
    apply_target,
    figure,
    make_commitment,
    make_committee,
    make_indicator,
    make_place,
    make_source,
    make_target,
    published,
    rescore,
    unobserved,
)
from tests.pages import lines_of, main_of, target_address, words
from tracker.actions.targets import Wording
from tracker.enums import EvidenceKind, ReportOrigin, ReportState, Scope
from tracker.models import Evidence, Place, PlaceTargetVersion, ProgressReport, TargetVersion
from tracker.scoring import Answer, Better, Grade, Kind, Path

TODAY = date(2026, 11, 24)


def world_target(cast, code, years, *, baseline=None, values=None, caveat="", indicator=None, **wording):
    """A target of the world with readings of a published series."""
    commitment = make_commitment(code, objective=cast.objective, scope=Scope.WORLD, indicator=indicator)
    target = make_target(commitment, years, Wording(**{"due_on": DUE[years], "unit": "persons", **wording}))
    source = make_source(f"source-{code.lower()}", url="https://stats.example.org/series")
    place_target = apply_target(
        target, cast.world, baseline=baseline, source=source if baseline else None, vintage="June 2024"
    )
    for year, value in (values or {}).items():
        report = ProgressReport.objects.create(
            place_target=place_target,
            origin=ReportOrigin.SERIES,
            series="series",
            source=source,
            vintage="June 2024",
            answer=Answer.FIGURE,
            value=Decimal(value),
            reference_on=date(year, 12, 31),
            yearly=True,
            grade=Grade.B,
            proxy=bool(caveat),
            caveat=caveat,
            state=ReportState.PUBLISHED,
            written_at=datetime(2025, 3, 3, tzinfo=UTC),
            published_at=datetime(2025, 3, 3, tzinfo=UTC),
        )
        Evidence.objects.create(
            report=report,
            kind=EvidenceKind.SOURCE,
            title="The yearbook",
            quotation=f"{value} found",
            page="7",
        )
    rescore([cast.world], as_of=TODAY)
    return place_target


def trafficking(cast):
    return world_target(
        cast,
        "GCM10-1",
        5,
        title="60 % fewer persons trafficked",
        kind=Kind.RELATIVE_CHANGE,
        change=Decimal(-60),
        better=Better.LOWER,
        baseline=Decimal(85_613),
        values={2019: 118_932, 2023: 133_943},
        caveat="The number also rises when identification gets better.",
    )


def test_target_that_moved_away_says_so_in_words_and_numbers(client, cast):
    response = client.get(target_address(trafficking(cast)))

    text = main_of(response)
    assert lines_of(response, "h1") == ["60 % fewer persons trafficked"]
    assert "Missed 94 % of the way in the wrong direction" in text
    assert (
        "The figure for 2023 is 133 943 persons, 48 330 more than in 2018. "
        "The goal was at most 34 245 persons by 31 December 2023."
    ) in text
    assert "Read with care: The number also rises when identification gets better." in text


def test_mark_is_explained_as_steps_to_redo_with_a_pencil(client, cast):
    response = client.get(target_address(trafficking(cast)))

    html = response.content.decode()
    why = html[html.index('<div class="why" id="why">') : html.index('id="readings"')]
    assert lines_of(response, "title")[0] == "60 % fewer persons trafficked · World · GCM Scorecard"
    assert [words(line) for line in why.split("<li>")[1:]][:5] == [
        "Goal: 85 613 − 60 % = at most 34 245.2 persons by 31 December 2023.",
        "Baseline: 85 613 persons in 2018.",
        "Answer used: 133 943 persons (2023), the latest of 2 that count.",
        "Share of the way: (133 943 − 85 613) ÷ (34 245.2 − 85 613) = −0.94. "
        "At 0 nothing has moved, at 1 the goal is reached.",
        "Status: Missed. The due date has passed and the goal is not reached.",
    ]
    assert (
        "The mark: Not met. Evidence grade B: official self-report with a document · figure 2 years old · "
        "2 readings used · version 1 of the target, in force since 10 December 2018 · the method"
    ) in words(why)


def test_figures_stand_beside_the_picture_with_their_source_and_evidence(client, cast):
    response = client.get(target_address(trafficking(cast)))

    text = main_of(response)
    assert "The same in figures: persons" in text
    assert "2023 133 943 persons series, June 2024 B 3 March 2025 the mark rests on it" in text
    assert "Source of the series: Source source-gcm10-1 not read by us Evidence for 2023" in text
    assert "The yearbook page or section 7 133943 found" in text
    assert "Source of the baseline Source source-gcm10-1, June 2024" in text
    assert (
        "Growth ratio: −0.56. It compares the yearly growth observed with the yearly growth that the goal required"
    ) in text


def test_target_without_a_number_says_how_far_the_figure_is_from_the_baseline(client, cast):
    place_target = world_target(
        cast,
        "GCM02-1",
        12,
        title="Fewer forced migrants than in 2018",
        kind=Kind.IMPROVE,
        better=Better.LOWER,
        baseline=Decimal(72_556_807),
        values={2025: 119_254_738},
    )

    text = main_of(client.get(target_address(place_target)))

    assert "Moving backwards 64 % above the baseline" in text
    assert "The goal is below 72 556 807 persons by 31 December 2030." in text
    assert "Change: 119 254 738 − 72 556 807 = 46 697 931." in text


def test_date_that_passed_without_a_report_is_said_and_is_no_zero(client, cast):
    commitment = make_commitment("GCM07-1", objective=cast.objective)
    wording = Wording(title="A procedure is in place", kind=Kind.YES_NO, due_on=DUE[2])
    place_target = apply_target(make_target(commitment, 2, wording), cast.arcadia)
    rescore([cast.arcadia], as_of=TODAY)

    text = main_of(client.get(target_address(place_target)))

    assert (
        "No data The date, 31 December 2020, passed and nothing was reported. No report is not a no." in text
    )
    assert (
        "The date, 31 December 2020, has passed and nothing was reported. "
        "No report is not a no: it is shown as no data, never as zero."
    ) in text
    assert "Who could report Committee of Arcadia" in text
    assert "Nothing was reported about this target here." in text
    assert "0 %" not in text


def test_place_without_a_committee_says_that_nobody_can_report(client, cast):
    lonely = make_place("lonely", parent=cast.subregion)
    place_target = apply_target(cast.place_target.target, lonely)
    rescore([lonely], as_of=TODAY)

    text = main_of(client.get(target_address(place_target)))

    assert "No committee follows this place yet, so nobody can report on it here." in text
    assert "Nothing was reported about this target here." in text


def test_change_in_per_cent_without_a_baseline_has_nothing_to_draw(client, cast):
    place_target = world_target(
        cast, "GCM02-4", 5, title="10 % fewer", kind=Kind.RELATIVE_CHANGE, change=-10, better=Better.LOWER
    )

    text = main_of(client.get(target_address(place_target)))

    assert "There is nothing to draw: no baseline is set, and no figure was reported." in text
    assert "Goal: 10 % less than the baseline by 31 December 2023." in text


def test_committee_that_does_not_lead_is_not_who_could_report(client, cast):
    lonely = make_place("lonely", parent=cast.subregion)
    make_committee("beside", lonely, leads=False)
    place_target = apply_target(cast.place_target.target, lonely)
    rescore([lonely], as_of=TODAY)

    assert "No committee follows this place yet" in main_of(client.get(target_address(place_target)))


def test_readings_left_out_stand_with_the_reason(client, cast):
    published(cast, figure(8_000, 2021))
    published(cast, figure(7_000, 2021))
    published(cast, unobserved(Answer.NO_DATA, 2022))

    response = client.get(target_address(cast.place_target))

    rows = [row for row in lines_of(response, "tr") if "left out:" in row]
    assert [row.split(" left out: ")[1] for row in rows] == [
        "replaced or withdrawn",
        "says why there is no figure",
    ]
    assert "1 reading used, 2 left out" in main_of(response)


def test_answers_that_are_no_figure_do_not_read_as_silence(client, cast):
    published(cast, unobserved(Answer.CONFIDENTIAL, 2022))

    text = main_of(client.get(target_address(cast.place_target)))

    assert "What was reported so far gives nothing to judge; the reasons stand beside each reading." in text
    assert "has passed, and what was reported since gives no figure. No report is not a no" in text
    assert "nothing was reported" not in text


def test_steps_are_listed_as_done_and_not_done_without_a_picture(client, cast):
    steps = (
        {"code": "a", "title": "Drafted", "weight": 10},
        {"code": "b", "title": "In force", "weight": 30},
    )
    wording = Wording(title="A plan", kind=Kind.MILESTONES, due_on=DUE[12], milestones=steps)
    target = make_target(make_commitment("GCM23-1", objective=cast.objective), 12, wording)
    place_target = apply_target(target, cast.arcadia)
    published(
        cast,
        unobserved(Answer.STEPS, 2022, done=("a",), grade=Grade.B, links=figure(1).links),
        place_target=place_target,
    )

    response = client.get(target_address(place_target))

    text = main_of(response)
    assert "By 2022, 1 of 2 steps were reached. The goal is every step reached by 31 December 2030." in text
    assert "Done: Drafted weight 10 · first reported for 2022 Not done: In force weight 30" in text
    assert "Share of the way: 10 ÷ 40 = 0.25." in text
    assert 'class="pathway"' not in response.content.decode()


def test_steps_nobody_reported_on_are_not_known_and_never_said_to_be_undone(client, cast):
    steps = ({"code": "a", "title": "Drafted", "weight": 10},)
    wording = Wording(title="A plan", kind=Kind.MILESTONES, due_on=DUE[2], milestones=steps)
    target = make_target(make_commitment("GCM23-1", objective=cast.objective), 2, wording)
    place_target = apply_target(target, cast.arcadia)
    rescore([cast.arcadia], as_of=TODAY)

    text = main_of(client.get(target_address(place_target)))

    assert "Not known: Drafted weight 10" in text
    assert "Not done" not in text


def test_way_through_steps_shows_each_step_the_projection_and_the_pace(client, cast):
    wording = Wording(
        title="A written contract for all",
        kind=Kind.SHARE,
        goal=Decimal(95),
        better=Better.HIGHER,
        unit="% of workers",
        due_on=DUE[12],
        path=Path.STEPS,
        steps=({"on": "2020-12-31", "value": "50"}, {"on": "2023-12-31", "value": "70"}),
    )
    target = make_target(make_commitment("GCM05-1", objective=cast.objective), 12, wording)
    place_target = apply_target(target, cast.arcadia, baseline=Decimal(40))
    for year, value in {2020: 52, 2022: 60, 2024: 70}.items():
        published(cast, figure(value, year), place_target=place_target)

    text = main_of(client.get(target_address(place_target)))

    assert "Behind pace 54 % of the way to the goal" in text
    assert "The figure for 2024 is 70 % of workers, 30 points more than in 2018." in text
    assert "31 December 2020 50 Met 31 December 2023 70 No data" in text
    assert (
        "Pace: share of the way ÷ share that the path asks for by then = 0.545 ÷ 0.61 = 0.89. "
        "From 0.95 it is on pace, from 0.60 behind, below that far behind."
    ) in text
    assert "Neither of these is ever part of the mark." in text
    assert (
        "At this pace it comes to 99.6 % of workers by 31 December 2030, "
        "in four of five such cases between 94.5 and 100. So the goal is uncertain. "
        "The line goes through 4 figures, the baseline among them. "
        "Needed from the last figure on: 4.167 % of workers more each year."
    ) in text

    assert "2030 Projected, if it goes on at this pace 99.6" in text
    assert "2030 Range of the projection, four cases of five 94.5 to 100" in text
    assert "Dotted line: where it leads at this pace" in text


def test_where_nothing_is_projected_the_page_says_why_and_draws_no_line(client, cast):
    published(cast, figure(7_000, 2021))

    response = client.get(target_address(cast.place_target))

    assert "Nothing is projected: the date has passed, and what was reported says how it ended." in main_of(
        response
    )
    assert b'class="ahead"' not in response.content


def test_contested_mark_says_so(client, cast):
    other = make_committee("beside", cast.arcadia, leads=False)
    published(cast, figure(4_000, 2023))
    report = published(cast, figure(9_999, 2022))
    ProgressReport.objects.filter(pk=report.pk).update(committee=other, reference_on=date(2023, 12, 31))
    rescore([cast.arcadia], as_of=timezone.localdate())

    text = main_of(client.get(target_address(cast.place_target)))

    assert "Contested: another published figure for the same date would lead to another status." in text
    assert "left out: another figure for the same date counts" in text


def test_target_that_does_not_apply_says_why(client, cast):
    PlaceTargetVersion.objects.create(
        place_target=cast.place_target,
        number=2,
        in_force_from=date(2020, 1, 1),
        reason="No coast.",
        applies=False,
        why_not="Arcadia has no coast.",
    )
    rescore([cast.arcadia], as_of=TODAY)

    text = main_of(client.get(target_address(cast.place_target)))

    assert "Does not apply This target does not apply here. It is left out of every count." in text
    assert "This target does not apply here: Arcadia has no coast." in text


def test_history_tells_every_version_with_its_reason_the_latest_first(client, cast):
    again = TargetVersion.objects.get(target=cast.place_target.target)
    again.pk, again.number, again.goal = None, 2, Decimal(3_000)
    again.in_force_from, again.reason = date(2022, 5, 1), "The committee asked for more."
    again.save()
    rescore([cast.arcadia], as_of=TODAY)

    response = client.get(target_address(cast.place_target))

    html = response.content.decode()
    history = words(html[html.index('<ol class="timeline">') : html.index("What it rests on")])
    dates = f"Recorded on {again_day(again)}."
    assert history.startswith(
        "1 May 2022 · in force Version 2 of the target: At most 4 000 by 2023 "
        f"Goal: at most 3 000 persons by 31 December 2023. Why: The committee asked for more. {dates}"
    )
    assert "10 December 2018 Version 1 of the target" in history
    assert (
        "10 December 2018 · in force What it means in Arcadia, version 1 Baseline: 10 000 persons in 2018."
        in history
    )


def again_day(version):
    """The day on which the database recorded a version, in words."""
    version.refresh_from_db()
    return f"{version.recorded_at.day} {version.recorded_at:%B %Y}"


def test_caveat_of_the_indicator_stands_where_the_reading_has_none(client, cast):
    place_target = world_target(
        cast,
        "GCM03-1",
        5,
        title="At most 10",
        kind=Kind.LEVEL,
        goal=Decimal(10),
        better=Better.LOWER,
        baseline=Decimal(20),
        values={2020: 15},
        indicator=make_indicator(caveat="Counted by hand."),
    )

    text = main_of(client.get(target_address(place_target)))

    assert "Read with care: Counted by hand." in text
    assert "Indicator Indicator IND-1" in text


def test_other_horizons_of_the_commitment_are_one_step_away(client, cast):
    for years in (2, 12):
        wording = Wording(title="x", kind=Kind.YES_NO, due_on=DUE[years])
        apply_target(make_target(cast.commitment, years, wording), cast.arcadia)
    rescore([cast.arcadia], as_of=TODAY)

    html = client.get(target_address(cast.place_target)).content.decode()

    assert 'href="/places/arcadia/GCM10-9/2/"' in html
    assert 'href="/places/arcadia/GCM10-9/12/"' in html


def test_fictional_place_carries_the_banner_on_its_target_and_a_real_one_does_not(client, cast):
    address = target_address(cast.place_target)
    without = client.get(address).content.decode()
    Place.objects.filter(pk=cast.arcadia.pk).update(fictional=True)

    banner = "This place is fictional and every mark it carries is invented."
    assert banner not in without
    assert banner in client.get(address).content.decode()
