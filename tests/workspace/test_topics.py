"""One topic a page: the list of tasks, what each page keeps, and where it leads on."""

import pytest

from tests.cast import drafted, figure, make_indicator, published, returned, submitted
from tests.editions import make_round
from tests.workspace.elements import Elements, links, text_of
from tests.workspace.typed import address, another_target, form_address, log_address, typed
from tracker.actions.entries import entry_of
from tracker.enums import Conflict
from tracker.models import Draft, ProgressReport, Round

TOPICS = {
    "answer": {"answer": "figure", "value": "7000", "reference_on": "2021"},
    "story": {"narrative": "Fewer than the year before."},
    "sources": {
        "grade": "B",
        "first_url": "https://stats.example.org/yearbook",
        "first_title": "Yearbook",
        "first_quotation": "7 000",
        "first_page": "12",
    },
    "interests": {"conflict": "none"},
}
OF_A_PAGE = 9


def hidden_of(answer):
    tags = Elements(answer.content.decode()).tags
    return {one["name"]: one.get("value", "") for _, one in tags if one.get("type") == "hidden"}


def form_of(answer):
    (form,) = [one for _, one in Elements(answer.content.decode()).tags if one.get("class") == "report"]
    return form


def hides_the_jump(answer):
    (part,) = [one for _, one in Elements(answer.content.decode()).tags if one.get("id") == "jump"]
    return "hidden" in part


def fill_in(client, path, fields):
    """Open the page, type the fields, and press its button."""
    page = client.get(path)
    return client.post(form_of(page)["action"], hidden_of(page) | fields)


def later(client, path, fields):
    """The same, with the button that saves for later."""
    page = client.get(path, follow=True)
    return client.post(form_of(page)["data-keep"], hidden_of(page) | fields)


def states(answer):
    """How far each task has come, by its title."""
    page = Elements(answer.content.decode())
    return dict(zip(page.texts("b"), [words for words in page.texts("p") if words in STATES], strict=True))


STATES = {"Not started", "In progress", "Cannot complete yet", "Completed"}


def test_the_list_of_tasks_before_anything_is_typed(cast, signed_in):
    published(cast, figure(9_000, 2020))

    answer = signed_in(cast.reporter).get(log_address(cast))

    words = text_of(answer)
    assert "Last time 9 000 persons (2020) At the start 10 000 persons (2018)" in words
    assert "Goal at most 4 000 persons Due 31 December 2023" in words
    assert states(answer) == {
        "The answer": "Not started",
        "What happened": "Not started",
        "What it rests on": "Not started",
        "Interests, and your committee’s name": "Not started",
        "Files": "Cannot complete yet",
        "Check and send": "Cannot complete yet",
    }
    assert f"{log_address(cast)}answer/" in links(answer)


def test_topic_after_topic_leads_to_the_check_page_and_to_one_report(cast, signed_in):
    client, path, seen = signed_in(cast.reporter), f"{log_address(cast)}answer/", []

    for fields in TOPICS.values():
        path = fill_in(client, path, fields).url
        seen.append(path.split("/")[-2])

    report = ProgressReport.objects.get()
    assert seen == ["story", "sources", "interests", "check"]
    assert entry_of(report) == figure(7_000)
    assert report.uuid == Draft.objects.get().uuid


def test_a_topic_that_is_left_half_done_says_so_on_the_list(cast, signed_in):
    client = signed_in(cast.reporter)
    fill_in(client, f"{log_address(cast)}story/", TOPICS["story"])
    later(client, log_address(cast) + "answer/", {"answer": "figure", "value": "7,000"})

    answer = client.get(log_address(cast), follow=True)

    assert states(answer) == {
        "The answer": "In progress",
        "What happened": "Completed",
        "What it rests on": "Not started",
        "Interests, and your committee’s name": "Not started",
        "Files": "Cannot complete yet",
        "Check and send": "Cannot complete yet",
    }


def test_an_answer_without_a_figure_needs_nothing_to_rest_on(cast, signed_in):
    client = signed_in(cast.reporter)

    fill_in(client, f"{log_address(cast)}answer/", {"answer": "no_data", "reference_on": "2021"})

    assert states(client.get(log_address(cast), follow=True))["What it rests on"] == "Completed"


def test_saved_for_later_it_is_as_it_was_typed_on_another_device(cast, signed_in):
    kept = {"answer": "figure", "value": "7,000 ", "reference_on": "last year"}

    answer = later(signed_in(cast.reporter), f"{log_address(cast)}answer/", kept)
    signed_in(cast.coordinator)
    desk = signed_in(cast.reporter).get("/work/")
    page = signed_in(cast.reporter).get(f"{log_address(cast)}answer/", follow=True)

    begun = Draft.objects.get()
    inputs = [one for _, one in Elements(page.content.decode()).tags if "name" in one]
    stands = {one["name"]: one.get("value") for one in inputs if one["name"] in {"value", "reference_on"}}
    assert answer.url == "/work/"
    assert address("edit", begun) in links(desk)
    assert "as you typed it. It waits on your desk, for you alone." in desk.content.decode()
    assert stands == {"value": "7,000 ", "reference_on": "last year"}
    assert "There is a problem" not in text_of(page)


def test_nobody_else_opens_what_was_begun(cast, signed_in):
    later(signed_in(cast.reporter), f"{log_address(cast)}answer/", TOPICS["answer"])
    begun = Draft.objects.get()
    names = ["edit", "edit_whole", "edit_answer", "edit_keep"]

    for who in (cast.coordinator, cast.reviewer, cast.stranger, cast.administrator):
        client = signed_in(who)
        found = [
            client.post(address(one, begun), typed()).status_code
            if one == "edit_keep"
            else client.get(address(one, begun)).status_code
            for one in names
        ]
        assert found == [404] * 4
        assert str(begun.uuid) not in client.get("/work/").content.decode()


def test_a_refused_topic_says_what_is_wrong_with_it_alone_and_stores_nothing(cast, signed_in):
    client = signed_in(cast.reporter)

    answer = fill_in(client, f"{log_address(cast)}answer/", TOPICS["answer"] | {"value": "7,000"})

    page = Elements(answer.content.decode())
    assert answer.status_code == 422
    assert "Error: The answer · At most 4 000 by 2023 · GCM Scorecard" in page.texts("title")
    assert text_of(answer).count("Write the number without commas or spaces") == 3
    assert "Say in two or three sentences what happened." not in text_of(answer)
    assert not Draft.objects.exists()


def test_a_topic_changes_nothing_of_the_others(cast, signed_in):
    report = drafted(cast)

    answer = fill_in(signed_in(cast.reporter), address("edit_story", report), {"narrative": "Other words."})

    assert answer.url == address("check", report)
    assert entry_of(ProgressReport.objects.get()) == figure(7_000, narrative="Other words.")


def test_two_devices_on_two_topics_lose_nothing(cast, signed_in):
    report, client = drafted(cast), signed_in(cast.reporter)
    phone, desk = client.get(address("edit_story", report)), client.get(address("edit_answer", report))

    client.post(form_of(phone)["action"], hidden_of(phone) | {"narrative": "From the phone."})
    answer = client.post(form_of(desk)["action"], hidden_of(desk) | TOPICS["answer"] | {"value": "6500"})

    assert answer.status_code == 302
    assert entry_of(ProgressReport.objects.get()) == figure(6_500, narrative="From the phone.")


def test_two_devices_on_one_topic_get_both_texts(cast, signed_in):
    report, client = drafted(cast), signed_in(cast.reporter)
    phone, desk = (client.get(address("edit_story", report)) for _ in range(2))

    client.post(form_of(phone)["action"], hidden_of(phone) | {"narrative": "From the phone."})
    both = client.post(form_of(desk)["action"], hidden_of(desk) | {"narrative": "From the desk."})
    settled = client.post(form_of(both)["action"], hidden_of(both) | {"narrative": "From both."})

    assert both.status_code == 409
    assert "The text kept here What happened? From the phone." in text_of(both)
    assert Elements(both.content.decode()).texts("textarea") == ["From the desk."]
    assert settled.url == address("check", report)
    assert ProgressReport.objects.get().narrative == "From both."


def test_what_is_ahead_of_the_report_is_checked_before_it_is_sent(cast, signed_in):
    report, client = drafted(cast), signed_in(cast.reporter)
    shown = client.get(address("check", report))
    later(client, address("edit_answer", report), TOPICS["answer"] | {"value": "6500"})

    sent = client.post(address("check", report), hidden_of(shown))
    tasks = client.get(sent.url)
    hidden = hidden_of(tasks)
    checked = client.post(address("edit", report), hidden)

    assert sent.url == address("edit", report)
    assert "More was typed after that page was opened: nothing was sent." in tasks.content.decode()
    assert client.get(address("check", report)).status_code == 200
    assert (checked.url, ProgressReport.objects.get().value) == (address("check", report), 6500)


def test_a_check_page_of_an_older_text_sends_nothing(cast, signed_in):
    report, client = drafted(cast), signed_in(cast.reporter)
    shown = hidden_of(client.get(address("check", report)))
    fill_in(client, address("edit_story", report), {"narrative": "Other words."})

    answer = client.post(address("check", report), shown)

    assert (answer.url, ProgressReport.objects.get().state) == (address("edit", report), "draft")


def test_interests_are_declared_and_read_by_who_decides(cast, signed_in):
    report = drafted(cast)
    fields = {"conflict": "declared", "conflict_with": "My employer runs the centre."}
    client = signed_in(cast.reporter)

    refused = fill_in(client, address("edit_interests", report), {"conflict": "declared"})
    fill_in(client, address("edit_interests", report), fields)
    client.post(address("check", report))
    review = signed_in(cast.reviewer).get(address("review", report))

    assert "Say what your interest is, in a sentence." in text_of(refused)
    assert "Interests My employer runs the centre." in text_of(review)


def test_an_interest_is_no_public_matter(cast, client):
    entry = figure(7_000, conflict=Conflict.DECLARED, conflict_with="My employer.", jump_reason="Canary")

    report = published(cast, entry)

    page = client.get(f"/reports/{report.uuid}/").content.decode()
    assert ("My employer" in page, "Canary" in page) == (False, False)


def test_nothing_is_sent_before_the_interests_are_asked(cast, signed_in):
    report = drafted(cast, figure(7_000, conflict=None))

    answer = signed_in(cast.reporter).post(address("check", report))

    assert (answer.url, ProgressReport.objects.get().state) == (address("edit_interests", report), "draft")


def test_a_jump_asks_why_and_blocks_nothing(cast, signed_in):
    published(cast, figure(7_000, 2020))
    client = signed_in(cast.reporter)

    sent = client.post(log_address(cast), typed(value="70000"))
    check = client.get(sent.url)
    report = ProgressReport.objects.get(state="draft")
    asked = client.get(address("edit_answer", report))
    fill_in(
        client, address("edit_answer", report), TOPICS["answer"] | {"value": "70000", "jump_reason": "War."}
    )
    client.post(address("check", report))

    assert "The figure before was 7 000 persons (2020)." in text_of(check)
    assert hides_the_jump(asked) is False
    assert "Why it differs so much War." in text_of(signed_in(cast.reviewer).get(address("review", report)))


def test_a_figure_near_the_one_before_is_asked_nothing(cast, signed_in):
    published(cast, figure(7_000, 2020))
    client = signed_in(cast.reporter)

    check = client.get(client.post(log_address(cast), typed(value="6900")).url)

    assert "can you say why?" not in text_of(check)
    assert hides_the_jump(client.get(form_address(cast))) is True


def told_apart(cast, *groups):
    cast.commitment.indicator = make_indicator(f"IND-{'-'.join(groups)}", groups=list(groups))
    cast.commitment.save()


def test_parts_are_asked_where_the_indicator_has_them_and_kept_as_far_as_given(cast, signed_in):
    told_apart(cast, "sex", "age")
    client = signed_in(cast.reporter)

    sent = client.post(log_address(cast), typed(part_sex_female="3000", part_sex_male="3500"))

    report = ProgressReport.objects.get()
    check = text_of(client.get(sent.url))
    assert report.parts == [["sex", "female", "3000"], ["sex", "male", "3500"]]
    assert "By sex Women and girls: 3 000 Men and boys: 3 500" in check
    assert "By age" not in check


def test_parts_are_not_asked_where_the_indicator_has_none(cast, signed_in):
    client = signed_in(cast.reporter)

    client.post(log_address(cast), typed())

    assert ProgressReport.objects.get().parts is None
    assert "part_sex" not in client.get(form_address(cast)).content.decode()


ONCE_ASKED = "The indicator does not ask for these parts any more."


@pytest.mark.parametrize("now_asked", [(), ("age",)])
def test_parts_that_are_not_asked_any_more_are_kept_and_can_be_emptied(cast, signed_in, now_asked):
    told_apart(cast, "sex")
    client = signed_in(cast.reporter)
    client.post(log_address(cast), typed(part_sex_female="3000", part_sex_male="3500"))
    report = ProgressReport.objects.get()
    asked_for = text_of(client.get(address("edit_answer", report)))

    told_apart(cast, *now_asked)
    shown = text_of(client.get(address("edit_answer", report)))
    parts = {"part_sex_female": "3000", "part_sex_male": ""}
    fill_in(client, address("edit_answer", report), TOPICS["answer"] | {"value": "6900"} | parts)
    kept = ProgressReport.objects.get()
    fill_in(client, address("edit_answer", report), TOPICS["answer"] | dict.fromkeys(parts, ""))

    assert (ONCE_ASKED in asked_for, shown.count(ONCE_ASKED)) == (False, 1)
    assert (kept.value, kept.parts) == (6900, [["sex", "female", "3000"]])
    assert ProgressReport.objects.get().parts is None
    assert ONCE_ASKED not in text_of(client.get(address("edit_answer", report)))


def test_parts_typed_on_a_page_that_was_open_when_they_were_asked_are_kept(cast, signed_in):
    told_apart(cast, "sex")
    client = signed_in(cast.reporter)
    page = client.get(form_address(cast))
    told_apart(cast)

    client.post(form_of(page)["data-keep"], hidden_of(page) | TOPICS["answer"] | {"part_sex_female": "3000"})
    later_on = client.get(address("edit_answer", Draft.objects.get()))

    assert Draft.objects.get().typed["part_sex_female"] == ["3000"]
    assert ONCE_ASKED in text_of(later_on)


def test_parts_beyond_the_whole_are_refused_beside_the_field(cast, signed_in):
    told_apart(cast, "sex")

    answer = signed_in(cast.reporter).post(
        log_address(cast), typed(part_sex_female="3700", part_sex_male="3500")
    )

    html = answer.content.decode()
    beside = html[html.index('id="id_part_sex_male_error"') :][:300].replace("\u202f", " ")
    assert answer.status_code == 422
    assert "Together these parts are 7 200, more than the figure of 7 000." in beside
    assert '<details class="more" open>' in html


def test_the_public_page_shows_the_parts_without_the_small_ones(cast, signed_in, client):
    told_apart(cast, "sex")
    signed = signed_in(cast.reporter)
    signed.post(log_address(cast), typed(part_sex_female="3000", part_sex_male="3997", part_sex_another="3"))
    report = ProgressReport.objects.get()
    signed.post(address("check", report))
    review = text_of(signed_in(cast.reviewer).get(address("review", report)))
    signed_in(cast.reviewer).post(address("publish", report))

    page = text_of(client.get(f"/reports/{report.uuid}/"))

    assert "Another sex or gender: 3" in review
    assert "By sex Women and girls not shown Men and boys 3 997 Another sex or gender <5" in page.replace(
        "&lt;", "<"
    )


@pytest.mark.parametrize("make", [drafted, returned])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_that_is_sent_as_it_stands_changes_nothing(cast, signed_in, make, topic):
    report, client = make(cast), signed_in(cast.reporter)
    before = entry_of(report)
    unchanged = {**TOPICS[topic], "token": str(report.submit_token), "version": str(report.version)}

    sent = client.post(address(f"edit_{topic}", report), unchanged)

    kept = ProgressReport.objects.get()
    assert (sent.status_code, sent.url) == (302, address("check", report))
    assert (entry_of(kept), kept.version, Draft.objects.count()) == (before, report.version, 0)


@pytest.mark.parametrize("name", ["edit", "edit_whole", "edit_answer", "edit_sources", "check"])
def test_pages_of_a_report_ask_few_questions(cast, signed_in, django_assert_max_num_queries, name):
    report, client = returned(cast), signed_in(cast.reporter)

    with django_assert_max_num_queries(OF_A_PAGE if name != "check" else 15):
        answer = client.get(address(name, report))

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["", "one-page/", "answer/", "sources/"])
def test_pages_of_a_target_ask_few_questions(cast, signed_in, django_assert_max_num_queries, path):
    submitted(cast, figure(5_000, 2019))
    client = signed_in(cast.reporter)

    with django_assert_max_num_queries(OF_A_PAGE):
        answer = client.get(log_address(cast) + path)

    assert answer.status_code == 200


@pytest.mark.parametrize("number", [1, 8])
def test_the_receipt_asks_a_fixed_number_of_questions(cast, signed_in, django_assert_num_queries, number):
    for count in range(number):
        another_target(cast, f"GCM10-{20 + count}")
    report, client = submitted(cast), signed_in(cast.reporter)

    with django_assert_num_queries(13):
        answer = client.get(address("receipt", report))

    assert f"{number} target" in text_of(answer)


def test_the_receipt_leads_to_the_next_target_that_was_not_reported_on(cast, signed_in):
    targets = [another_target(cast, f"GCM10-{code}") for code in (1, 30, 31)]
    submitted(cast, place_target=targets[1])
    report = submitted(cast)

    answer = signed_in(cast.reporter).get(address("receipt", report))
    further = signed_in(cast.reporter).get(address("receipt", submitted(cast, place_target=targets[0])))

    # after the last of the list the first, and past what was sent already
    assert form_address(cast, targets[0]) in links_of(answer)
    assert form_address(cast, targets[2]) in links_of(further)
    assert "No round is open, so there is no day by which they must decide." in text_of(answer)


def test_the_receipt_says_by_when(cast, signed_in):
    make_round()
    Round.objects.update(opens_on="2020-01-01", closes_on="2099-12-31")

    answer = signed_in(cast.reporter).get(address("receipt", submitted(cast)))

    assert "closes on 31 December 2099: what is published by then is in its edition." in text_of(answer)


def links_of(answer):
    return [one.get("href") for tag, one in Elements(answer.content.decode()).tags if tag == "a"]


def test_once_handed_in_every_page_of_the_form_leads_to_the_receipt(cast, signed_in):
    report, client = submitted(cast), signed_in(cast.reporter)

    found = {client.get(address(name, report)).url for name in ("edit", "edit_whole", "edit_answer")}

    assert found == {address("receipt", report)}
