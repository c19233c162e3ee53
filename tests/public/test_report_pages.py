from datetime import date

from django.urls import reverse

from tests.cast import figure, make_source, published, returned, unobserved
from tests.pages import lines_of, main_of
from tracker.models import ProgressReport, TargetVersion
from tracker.scoring import Answer


def get(client, report):
    return client.get(reverse("public:report", args=[report.uuid]))


def test_report_shows_its_answer_its_words_and_its_evidence(client, cast):
    report = published(cast, figure(7_000, narrative="Fewer than before.\n\nBorder police only."))

    response = get(client, report)

    text = main_of(response)
    assert lines_of(response, "h1") == ["7 000 persons"]
    assert "GCM10-9 Commitment GCM10-9 · Arcadia · the year 2021" in text
    assert "A report on the target “At most 4 000 by 2023”." in text
    assert "What the committee says Fewer than before. Border police only." in text
    assert "Evidence Yearbook page or section 12 7 000" in text
    assert "Reported by Committee of Arcadia Evidence grade B: official self-report with a document" in text
    assert 'href="/places/arcadia/GCM10-9/5/#why"' in response.content.decode()


def test_report_about_a_day_names_the_day(client, cast):
    report = published(cast, figure(7_000, reference_on=date(2022, 6, 30), yearly=False))

    assert "Arcadia · 30 June 2022" in main_of(get(client, report))


def test_answer_that_is_no_figure_is_said_in_words(client, cast):
    report = published(cast, unobserved(Answer.CONFIDENTIAL))

    response = get(client, report)

    assert lines_of(response, "h1") == ["We know, but cannot publish it safely"]
    assert "No evidence is attached." in main_of(response)


def test_replaced_report_says_so_and_names_the_one_that_replaces_it(client, cast):
    older = published(cast, figure(8_000))
    newer = published(cast, figure(7_000))

    text = main_of(get(client, older))

    assert "it no longer counts, and stays here so that what was cited can be found." in text
    assert f'href="/reports/{newer.uuid}/"' in get(client, older).content.decode()
    assert "it no longer counts" not in main_of(get(client, newer))


def test_reading_of_a_series_shows_its_source_and_vintage(client, cast):
    report = published(cast)
    ProgressReport.objects.filter(pk=report.pk).update(
        origin="series",
        committee=None,
        author=None,
        led=None,
        series="series",
        source=make_source(url="https://stats.example.org/"),
        vintage="June 2024",
        proxy=True,
        caveat="Counts only those found.",
    )

    response = get(client, report)

    text = main_of(response)
    assert "Read with care: Counts only those found." in text
    assert (
        "Reported by taken over from a published series Source Source src not read by us "
        "Vintage of the figure June 2024"
    ) in text
    assert "Proxy The figure stands in for what cannot be counted directly." in text
    assert 'href="https://stats.example.org/" rel="external noopener"' in response.content.decode()


def test_report_speaks_of_the_target_as_it_was_worded_when_it_was_published(client, cast):
    report = published(cast)
    later = TargetVersion.objects.get(target=cast.place_target.target)
    later.pk, later.number, later.title = None, 2, "At most 1 by 2023"
    later.in_force_from = date(2099, 1, 1)
    later.save()

    assert "A report on the target “At most 4 000 by 2023”." in main_of(get(client, report))


def test_words_of_a_report_cannot_write_into_the_page(client, cast):
    report = published(cast, figure(7_000, narrative="<script>alert(1)</script>"))

    assert "<script>" not in get(client, report).content.decode()
    assert "&lt;script&gt;" in get(client, report).content.decode()


def test_report_sent_back_is_not_there(client, cast):
    assert get(client, returned(cast)).status_code == 404
