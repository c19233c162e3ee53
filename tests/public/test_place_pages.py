from datetime import date

import pytest
from django.urls import reverse

from tests.cast import (
    DUE,
    apply_target,
    figure,
    make_commitment,
    make_objective,
    make_place,
    make_target,
    published,
    rescore,
)
from tests.pages import lines_of, main_of
from tracker.actions.targets import Wording
from tracker.models import Place, Process
from tracker.public.searching import LONGEST_NAME
from tracker.scoring import Kind

TODAY = date(2026, 11, 24)


def get(client, code):
    return client.get(reverse("public:place", args=[code]))


def ask_more(cast, *places):
    """Two more targets of another objective, on which nobody reports: one that was due in 2020, one in 2030."""
    commitment = make_commitment("GCM07-1", objective=make_objective(7))
    for years in (2, 12):
        wording = Wording(title="A procedure is in place", kind=Kind.YES_NO, due_on=DUE[years])
        target = make_target(commitment, years, wording)
        for place in places:
            apply_target(target, place)
    rescore(list(places), as_of=TODAY)


def test_place_says_how_many_of_its_targets_are_known_and_how_they_add_up(client, cast):
    ask_more(cast, cast.arcadia)
    published(cast)

    text = main_of(get(client, "arcadia"))

    assert text.startswith(
        "State Arcadia No evidence 1 of the 3 targets that apply here have something to score. No report is not a no."
    )
    assert "Coverage: 50 % of the weight that applies here has something to score." in text
    assert "If all that is missing scored 0, the whole would be 25 of 100; if it scored 100, 75." in text
    assert "A number and a mark are given from 80 % coverage on, so there is none here." in text
    assert "The mark: No evidence." in text


def test_place_known_whole_has_a_number(client, cast):
    published(cast)

    text = main_of(get(client, "arcadia"))

    assert "Over what is known the whole is 50 of 100." in text
    assert "The mark: Met in part. Lowest grade of evidence: B: official self-report with a document" in text
    assert "Something was reported on every target that applies here." in text
    assert "By 2023 1 of 1 known 50" in text


def test_place_lists_what_nobody_reported_on_and_who_could(client, cast):
    ask_more(cast, cast.arcadia)

    response = get(client, "arcadia")

    text = main_of(response)
    assert (
        "What is missing "
        "Due by 2020, and the date has passed: no report on 1 of 1 target. "
        "Due by 2023, and the date has passed: no report on 1 of 1 target. "
        "Due by 2030: no report yet on 1 of 1 target. "
        "Who could report Committee of Arcadia"
    ) in text


def test_place_without_a_committee_says_so(client, cast):
    lonely = make_place("lonely", parent=cast.subregion)
    ask_more(cast, lonely)

    text = main_of(get(client, "lonely"))

    assert "No committee follows this place yet, so nobody can report on it here." in text
    assert "Committees none yet Consultative processes none known to us" in text


def test_place_without_a_target_says_so_and_counts_nothing(client, cast):
    make_place("empty", parent=cast.subregion)

    text = main_of(get(client, "empty"))

    assert "No target is set for this place yet." in text
    assert "Why this mark" not in text


def test_every_mark_of_a_place_leads_to_what_explains_it(client, cast):
    ask_more(cast, cast.arcadia)

    html = get(client, "arcadia").content.decode()

    assert '<a class="mark m-no_evidence" href="/places/arcadia/GCM10-9/5/">' in html
    assert '<a class="mark m-no_evidence" href="/places/arcadia/GCM07-1/2/">' in html
    assert '<a class="mark m-no_evidence" href="/places/arcadia/why/all/">' in html
    assert '<a class="mark m-no_evidence" href="/places/arcadia/why/objective-10-5/">' in html
    assert html.count('<a class="mark') == html.count('href="/places/arcadia/why/') - 1 + 3
    assert 'id="why"' in html


def test_table_has_a_row_for_each_objective_and_commitment(client, cast):
    ask_more(cast, cast.arcadia)

    rows = lines_of(get(client, "arcadia"), "tr")

    assert rows == [
        "Objective and commitment By 2020 By 2023 By 2030",
        "7. Label 7 No evidence 0 of 1 known No evidence 0 of 1 known",
        "GCM07-1 Commitment GCM07-1 No data – no target No data",
        "10. Label 10 No evidence 0 of 1 known",
        "GCM10-9 Commitment GCM10-9 – no target No data – no target",
    ]


def test_region_gathers_the_places_below_and_links_to_the_commitment(client, cast):
    published(cast)

    response = get(client, "m49-902")

    html, text = response.content.decode(), main_of(response)
    assert "1 of the 2 targets of this place and of its States have something to score." in text
    assert "GCM10-9 Commitment GCM10-9 No evidence 1 of 2 known 25 to 75" in text
    assert 'href="/commitments/GCM10-9/"' in html
    assert "The places in it" in text
    assert "Arcadia 1 of 1 Borduria 0 of 1" in text
    assert (
        "Figures about States are reported by the committee of each State, and counted here together." in text
    )


def test_place_names_what_it_is_part_of_and_its_processes(client, cast):
    for name, verified in (("Process One", True), ("Process Two", False)):
        process = Process.objects.create(
            code=name.lower().replace(" ", "-"), name=name, region="Here", members_verified=verified
        )
        process.members.add(cast.arcadia)

    response = get(client, "arcadia")

    assert lines_of(response, "nav")[1] == "Places World M49-901 M49-902 Arcadia"
    assert "Process One, Process Two (membership not checked yet)" in main_of(response)


def test_fictional_place_carries_the_banner_and_a_real_one_does_not(client, cast):
    Place.objects.filter(pk=cast.borduria.pk).update(fictional=True)

    banner = "This place is fictional and every mark it carries is invented."
    assert banner not in get(client, "arcadia").content.decode()
    assert banner in get(client, "borduria").content.decode()


def test_list_has_every_place_in_its_region_and_the_fictional_apart(client, cast):
    make_place("unreal", fictional=True)
    published(cast)

    text = main_of(client.get(reverse("public:places")))

    assert "M49-901 M49-902 Arcadia 1 of 1 Borduria 0 of 1" in text
    assert (
        "Fictional places These places do not exist. They show how the scorecard works; "
        "no region and no total counts them. Unreal fictional"
    ) in text


@pytest.mark.parametrize("typed", ["arcad", "ARCADIA", "árcädia", " arcadia "])
def test_name_is_found_without_its_accents_and_capitals(client, cast, typed):
    text = main_of(client.get(reverse("public:places"), {"name": typed}))

    assert "1 place bears" in text
    assert "Arcadia 0 of 1" in text
    assert "Borduria" not in text


def test_place_is_found_by_its_code_and_its_name_in_another_language(client, cast):
    Place.objects.filter(pk=cast.borduria.pk).update(
        iso2="XB", iso3="XBO", names={"en": "Borduria", "ru": "Бордурия"}
    )

    for typed in ("xb", "XBO", "бордурия"):
        assert "Borduria 0 of 1" in main_of(client.get(reverse("public:places"), {"name": typed}))


def test_name_of_no_place_says_so(client, cast):
    text = main_of(client.get(reverse("public:places"), {"name": "<b>Nowhere</b>"}))

    assert "0 places bear “<b>Nowhere</b>” All places" in text


@pytest.mark.parametrize("typed", ["a\u202eb", "a\x00b", "a" * (LONGEST_NAME + 1)])
def test_name_that_cannot_be_one_is_refused_beside_the_field(client, cast, typed):
    response = client.get(reverse("public:places"), {"name": typed})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Type a name of at most 60 letters, or a code such as KE or KEN." in main_of(response)
    assert 'aria-invalid="true" aria-describedby="name-fault"' in html
    assert "Arcadia" in html


def test_place_names_what_is_overdue_and_what_was_never_reported(client, cast):
    ask_more(cast, cast.arcadia)
    published(cast)

    text = main_of(get(client, "arcadia"))

    assert (
        "What is overdue 2 targets are past their dates without an answer. On 1 nothing was ever reported. "
        "For 1 the last figure is too old to decide. Which they are "
        "GCM07-1 Commitment GCM07-1, by 2020 No data GCM10-9 Commitment GCM10-9, by 2023 Overdue"
    ) in text


def test_place_with_an_answer_to_everything_that_was_due_says_so(client, cast):
    published(cast, figure(4_000, 2023))

    text = main_of(get(client, "arcadia"))

    assert (
        "What is overdue Every target whose date has passed has an answer, or may still get one in time."
        in text
    )
    assert "Which they are" not in text


def test_places_around_count_what_is_overdue_and_leave_the_list_to_the_states(client, cast):
    text = main_of(get(client, "m49-901"))

    assert (
        "What is overdue 2 targets are past their dates without an answer. On 2 nothing was ever reported."
        in text
    )
    assert "Which they are" not in text
