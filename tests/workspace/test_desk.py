"""The desk and the committee's list: what they show, and that a full database is asked as much as an empty one."""

import pytest

from tests.cast import (
    drafted,
    figure,
    make_committee,
    make_place,
    published,
    returned,
    seat,
    submitted,
    unobserved,
)
from tests.workspace.elements import links, text_of
from tests.workspace.typed import address, another_target, log_address
from tracker.enums import SeatRole
from tracker.scoring import Answer

# The session and the person among them.
OF_THE_DESK, OF_THE_COMMITTEE = 8, 8


def full(cast, number):
    """So many targets, reports in each state, and committees of the reporter."""
    for count in range(number):
        target = another_target(cast, f"GCM10-{20 + count}")
        published(cast, figure(7_000, 2019), place_target=target)
        submitted(cast, figure(7_000, 2020), place_target=target)
        submitted(cast, figure(7_000, 2020), place_target=target, by=cast.coordinator)
        returned(cast, figure(7_000, 2021), place_target=target)
        drafted(cast, figure(7_000, 2022), place_target=target)
        place = make_place(f"place-{count}", parent=cast.subregion)
        committee = make_committee(f"more-{count}", place)
        for who in (cast.reporter, cast.reviewer):
            seat(committee, who, "migrants", SeatRole.COORDINATOR)


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("who", ["reporter", "reviewer"])
def test_the_desk_asks_a_fixed_number_of_questions(cast, signed_in, django_assert_num_queries, number, who):
    full(cast, number)
    client = signed_in(getattr(cast, who))

    with django_assert_num_queries(OF_THE_DESK):
        answer = client.get("/work/")

    assert text_of(answer).count("It cannot publish yet:") == number


@pytest.mark.parametrize("number", [1, 8])
def test_the_committee_asks_a_fixed_number_of_questions(cast, signed_in, django_assert_num_queries, number):
    full(cast, number)
    client = signed_in(cast.reporter)

    with django_assert_num_queries(OF_THE_COMMITTEE):
        answer = client.get("/work/committees/arcadia/")

    assert text_of(answer).count("Due 31 December 2023") == number + 1


def test_the_desk_of_a_member_without_anything_to_do(cast, signed_in):
    answer = signed_in(cast.reporter).get("/work/")

    assert text_of(answer) == (
        "Your desk Nothing waits for you. Choose a committee to log what you know. "
        "Your committees Committee of Arcadia Arcadia You log progress"
    )


def test_the_desk_of_a_person_without_a_seat(cast, signed_in):
    answer = signed_in(cast.administrator).get("/work/")

    assert "You hold no seat on a committee today." in text_of(answer)


def test_the_desk_leads_each_report_of_ones_own_to_its_next_page(cast, signed_in):
    draft, back = drafted(cast), returned(cast, figure(6_000, 2020), reason="Name the <page>.")
    sent, public = submitted(cast, figure(5_000, 2022)), published(cast, figure(9_000, 2019))

    answer = signed_in(cast.reporter).get("/work/")

    assert links(answer) == [
        address("check", draft),
        address("edit", back),
        address("receipt", sent),
        "/work/committees/arcadia/",
        f"/reports/{public.uuid}/",
        address("review", public),
    ]
    assert "What should change: Name the &lt;page&gt;." in text_of(answer)


def test_the_desk_of_a_decider_shows_what_others_handed_in(cast, signed_in):
    report = submitted(cast)
    submitted(cast, figure(5_000, 2022), by=cast.coordinator)

    reviewer, coordinator, observer = (
        links(signed_in(who).get("/work/")) for who in (cast.reviewer, cast.coordinator, cast.observer)
    )

    assert address("review", report) in reviewer
    assert len(reviewer) == 5
    assert coordinator[:2] == ["/work/waiting/", address("review", report)]
    assert observer == ["/work/committees/arcadia/"]


def test_the_committee_shows_previous_figure_goal_and_due_date(cast, signed_in):
    published(cast, figure(7_000))

    answer = signed_in(cast.reporter).get("/work/committees/arcadia/")

    assert text_of(answer) == (
        "Committee of Arcadia What was promised for Arcadia, and what is known of it. 1 1 Met in part "
        "10. Label 10 At most 4 000 by 2023 GCM10-9 · 5-year target Last time 7 000 persons (2021) "
        "At the start 10 000 persons (2018) Goal at most 4 000 persons Due 31 December 2023 "
        "Met in part Overdue"
    )
    assert links(answer) == [log_address(cast)]


def test_no_progress_shows_the_figure_that_stays(cast, signed_in):
    published(cast, figure(7_000))
    published(cast, unobserved(Answer.NO_PROGRESS, 2022))

    answer = signed_in(cast.reporter).get("/work/committees/arcadia/")

    assert "Last time No progress since the last report (2022): still 7 000 persons" in text_of(answer)


def test_a_target_leads_on_to_ones_own_report_and_names_a_colleagues(cast, signed_in):
    report = submitted(cast)

    own = signed_in(cast.reporter).get("/work/committees/arcadia/")
    colleague = signed_in(cast.coordinator).get("/work/committees/arcadia/")

    assert links(own) == [address("receipt", report), address("review", report)]
    assert links(colleague)[-2:] == [log_address(cast), address("review", report)]
    assert "Waiting for review by Reporter Person" in text_of(colleague)


def test_a_colleagues_draft_is_named_and_not_linked(cast, signed_in):
    report = drafted(cast)

    answer = signed_in(cast.coordinator).get("/work/committees/arcadia/")

    assert links(answer)[-1] == log_address(cast)
    assert all(str(report.uuid) not in link for link in links(answer))
    assert "Draft by Reporter Person" in text_of(answer)


def test_who_does_not_log_gets_no_link_to_the_form(cast, signed_in):
    answer = signed_in(cast.observer).get("/work/committees/arcadia/")

    assert links(answer) == []
    assert "Your seat reads along; it does not log progress." in text_of(answer)
