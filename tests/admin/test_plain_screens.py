"""The plain screens: strict fields, what is settled stays, and every save leaves a trace."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.pages import Page
from tests.cast import PASSWORD, make_committee, make_objective, make_source, make_user, published
from tests.recorded import recorded
from tracker.models import (
    AuditEvent,
    Committee,
    DirtyScore,
    Objective,
    Organisation,
    Place,
    Process,
    Score,
    Seat,
    Session,
    Source,
    Term,
    User,
)


def change(row):
    return reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk])


def test_save_is_an_act_in_the_record(cast, desk):
    answer = desk.send(
        "/desk/tracker/organisation/add/", name="The Office", website="https://office.example.org/"
    )

    office = Organisation.objects.get(name="The Office")
    assert answer.status_code == 302
    assert recorded() == [("desk.added", f"organisation:{office.pk}", cast.administrator)]

    desk.send(change(office), name="The Bureau")

    assert recorded()[1:] == [("desk.changed", f"organisation:{office.pk}", cast.administrator)]

    desk.client.post(reverse("admin:tracker_organisation_delete", args=[office.pk]), {"post": "yes"})

    assert recorded()[2:] == [("desk.deleted", f"organisation:{office.pk}", cast.administrator)]
    assert not Organisation.objects.filter(pk=office.pk).exists()


def test_record_names_no_one(cast, desk):
    desk.send(change(cast.reporter), name="Somebody Else", email="else@example.org")

    cast.reporter.refresh_from_db()
    chain = json.dumps(list(AuditEvent.objects.values()), default=str).casefold()
    names = ["somebody", "else", "reporter", cast.administrator.name, cast.administrator.email]
    assert (cast.reporter.name, cast.reporter.email) == ("Somebody Else", "else@example.org")
    assert recorded() == [("desk.changed", f"user:{cast.reporter.pk}", cast.administrator)]
    assert [name for name in names if name.casefold() in chain] == []


def test_history_of_a_row_is_what_the_record_says(cast, desk):
    office = Organisation.objects.create(name="The Office")
    desk.send(change(office), name="The Bureau")

    answer = desk.client.get(reverse("admin:tracker_organisation_history", args=[office.pk]), follow=True)

    assert answer.status_code == 200
    assert "desk.changed" in answer.content.decode()
    assert "1 audit event" in answer.content.decode()


UNCLEAN = [
    (
        "organisation",
        {"name": "a\u202eb"},
        "name",
        "Remove the hidden text-direction character. It is character 2.",
    ),
    ("organisation", {"name": "   "}, "name", "Write something here."),
    ("organisation", {"name": ["a", "b"]}, "name", "Give one answer here: this was sent more than once."),
    (
        "organisation",
        {"name": "x", "website": "javascript:alert(1)"},
        "website",
        "Only web addresses that start with https:// or http:// are taken.",
    ),
    ("process", {"established": "x"}, "established", "Write one whole number in digits, for example 1234."),
    ("process", {"established": "40000"}, "established", "The highest number allowed is 32,767."),
    ("seat", {"starts_on": "02/03/2026"}, "starts_on", "Use the form YYYY-MM-DD, for example 2026-03-02."),
    (
        "committee",
        {"slug": "Ünder"},
        "slug",
        "Use small letters a to z, digits and single hyphens, for example west-region.",
    ),
    ("place", {"names": "fr: Tchad"}, "names", "Give the name in English: a line that begins with en:"),
    ("place", {"names": "en: Chad\nen: Tchad"}, "names", "Give each language once."),
    ("place", {"iso2": "td"}, "iso2", "Two capital letters, for example TD."),
    (
        "term",
        {"pattern": "(a"},
        "pattern",
        "“(a” cannot be read. Only letters and ( ) | ? * # ... have a meaning here.",
    ),
    (
        "invitation",
        {"address": "no one"},
        "address",
        "Write one e-mail address, for example name@example.org.",
    ),
]


@pytest.mark.parametrize(("noun", "changes", "field", "words"), UNCLEAN)
def test_unclean_text_is_refused_in_the_words_of_every_form(cast, desk, noun, changes, field, words):
    before = AuditEvent.objects.count()

    answer = desk.send(f"/desk/tracker/{noun}/add/", **changes)

    assert Page(answer).problems[field] == [words]
    assert AuditEvent.objects.count() == before


def test_names_and_lists_are_typed_line_by_line(cast, desk):
    desk.send(
        "/desk/tracker/term/add/",
        code="EN-X",
        language="en",
        severity="info",
        avoid="one\n\n two ",
        prefer="three",
        why="Because.",
        pattern="one(s)\n one two ",
        allow_patterns="one by one",
    )
    desk.send(
        "/desk/tracker/place/add/",
        code="chad",
        kind="country",
        names="en: Chad\nar: تشاد",
        parent=str(cast.subregion.pk),
        iso2="TD",
    )

    term, place = Term.objects.get(), Place.objects.get(code="chad")
    assert (term.avoid, term.prefer) == (["one", "two"], ["three"])
    assert (term.pattern, term.allow_patterns) == ("one(s)\none two", ["one by one"])
    assert term.edited_at is not None
    assert (place.names, place.level, place.iso3) == ({"en": "Chad", "ar": "تشاد"}, 3, None)
    assert desk.open(change(term)).typed["avoid"] == "one\ntwo"
    assert desk.open(change(place)).typed["names"] == "en: Chad\nar: تشاد"


@pytest.mark.parametrize(
    ("kind", "parent", "words"),
    [
        ("region", "arcadia", "A place is part of one that stands higher, such as a State of a region."),
        ("country", "borduria", "A place is part of one that stands higher, such as a State of a region."),
        ("world", "world", "The world is part of nothing."),
    ],
)
def test_place_is_part_of_a_higher_one(cast, desk, kind, parent, words):
    above = Place.objects.get(code=parent)

    answer = desk.send(
        "/desk/tracker/place/add/", code="new", kind=kind, names="en: New", parent=str(above.pk)
    )

    assert words in Page(answer).problems["parent"]
    assert not Place.objects.filter(code="new").exists()


SETTLED = [
    ("arcadia", {"code": "elsewhere", "iso2": "ZZ", "parent": "", "kind": "region", "fictional": "on"}),
    ("objective", {"number": "3", "title": "Another title"}),
    ("committee", {"slug": "elsewhere", "place": "1"}),
]


@pytest.mark.parametrize(("who", "changes"), SETTLED)
def test_what_is_settled_stays(cast, desk, who, changes):
    row = getattr(cast, who)
    kept = type(row).objects.filter(pk=row.pk).values(*changes).get()

    answer = desk.send(change(row), **changes)

    assert answer.status_code == 302
    assert type(row).objects.filter(pk=row.pk).values(*changes).get() == kept


def test_label_of_an_objective_is_changed(cast, desk):
    desk.send(change(cast.objective), labels="en: A short name\nfr: Un nom court")

    assert Objective.objects.get().labels == {"en": "A short name", "fr": "Un nom court"}


def test_leading_committee_is_changed_by_an_act(cast, desk):
    published(cast)
    before, since = list(Score.objects.order_by("pk").values()), len(recorded())
    typed = desk.open(change(cast.committee)).typed
    del typed["leads"]

    desk.client.post(change(cast.committee), typed)

    cast.committee.refresh_from_db()
    assert cast.committee.leads is False
    assert recorded()[since:] == [
        ("committee.leading", "arcadia", cast.administrator),
        ("desk.changed", f"committee:{cast.committee.pk}", cast.administrator),
    ]
    assert list(Score.objects.order_by("pk").values()) == before
    assert not DirtyScore.objects.exists()


def test_form_of_a_committee_says_what_a_change_of_the_lead_does(cast, desk):
    page = desk.open(change(cast.committee))

    assert "What is published already keeps the standing it had then, and no mark changes." in page.html


def test_second_leading_committee_is_refused(cast, desk):
    second = make_committee("second", cast.arcadia, leads=False)

    answer = desk.send(change(second), leads="on")

    said = "Committee of Arcadia leads this place already: take that away there first."
    assert Page(answer).problems == {"leads": [said]}
    assert Committee.objects.filter(place=cast.arcadia, leads=True).count() == 1


def test_seat_ends_and_keeps_its_holder(cast, desk):
    seat = cast.reporter.seats.get()

    refused = desk.send(change(seat), ends_on="2018-01-01")
    desk.send(change(seat), ends_on="2026-01-01", user=str(cast.stranger.pk))

    seat.refresh_from_db()
    assert refused.status_code == 200
    assert (str(seat.ends_on), seat.user) == ("2026-01-01", cast.reporter)
    assert Seat.objects.count() == 5


def test_second_open_seat_of_a_member_is_refused(cast, desk):
    seat = cast.reporter.seats.get()
    over = Seat.objects.create(
        committee=seat.committee,
        user=seat.user,
        constituency=seat.constituency,
        role=seat.role,
        starts_on="2018-01-01",
        ends_on="2018-12-31",
    )

    again = desk.send(change(over), ends_on="")
    another = desk.send(
        "/desk/tracker/seat/add/",
        committee=str(seat.committee_id),
        user=str(seat.user_id),
        constituency=str(seat.constituency_id),
        role="reviewer",
        starts_on="2026-01-01",
    )

    said = "This member has an open seat on this committee: give that one its last day first."
    assert [Page(answer).problems for answer in (again, another)] == [{"ends_on": [said]}] * 2
    assert Seat.objects.filter(user=seat.user, ends_on=None).count() == 1


def test_process_takes_states_only(cast, desk):
    answer = desk.send(
        "/desk/tracker/process/add/",
        code="P-1",
        name="A process",
        region="A region",
        members=[str(cast.world.pk)],
    )

    assert "members" in Page(answer).problems
    assert not Process.objects.exists()


def test_source_that_is_used_is_not_deleted(cast, desk):
    source = make_source("used")
    cast.objective.source = source
    cast.objective.save(update_fields=["source"])
    unused = make_source("unused")

    for one in (source, unused):
        desk.client.post(reverse("admin:tracker_source_delete", args=[one.pk]), {"post": "yes"})

    assert list(Source.objects.values_list("code", flat=True)) == ["used"]


def test_adding_an_account_leads_to_inviting(cast, desk):
    answers = [desk.client.get("/desk/tracker/user/add/"), desk.client.post("/desk/tracker/user/add/", {})]

    assert {answer.url for answer in answers} == {"/desk/tracker/invitation/add/"}


def test_account_is_suspended_and_let_in_again(cast, desk):
    client = Client()
    client.force_login(cast.reporter)
    desk.client.post(change(cast.reporter), {"_suspend": "Suspend this account", "name": "Not taken"})

    suspended = User.objects.get(pk=cast.reporter.pk)
    assert (suspended.is_active, suspended.name) == (False, cast.reporter.name)
    assert not Session.objects.filter(user=cast.reporter).exists()
    assert client.get("/work/").url == "/accounts/sign-in/?next=/work/"
    assert not client.login(username=cast.reporter.email, password=PASSWORD)
    assert "This account is suspended." in desk.open(change(cast.reporter)).html

    desk.client.post(change(cast.reporter), {"_let_in": "Let in again"})

    assert client.login(username=cast.reporter.email, password=PASSWORD)
    assert [one[0] for one in recorded()] == ["person.suspended", "person.let_in"]


def test_what_somebody_may_do_is_not_changed_by_an_unticked_box(cast, desk):
    """Whether one can sign in is decided by the buttons alone: no form sends it."""
    typed = desk.open(change(cast.reporter)).typed

    desk.client.post(change(cast.reporter), {**typed, "is_active": ""})

    assert "is_active" not in typed
    assert User.objects.get(pk=cast.reporter.pk).is_active is True


@pytest.mark.parametrize("button", ["_suspend", "_let_in"])
def test_nobody_presses_the_buttons_of_the_own_account(cast, desk, button):
    page = desk.open(change(cast.administrator))
    answer = desk.client.post(change(cast.administrator), {button: "x"}, follow=True)

    assert f'name="{button}"' not in page.html
    assert "This is your own account: ask another administrator." in answer.content.decode()
    assert recorded() == []


def test_who_left_for_good_is_not_let_in(cast, desk):
    desk.send(change(cast.observer), anonymise="on")

    answer = desk.client.post(change(cast.observer), {"_let_in": "Let in again"}, follow=True)

    assert "This account was anonymised: there is nobody to let in." in answer.content.decode()
    assert User.objects.get(pk=cast.observer.pk).is_active is False
    assert 'name="_let_in"' not in desk.open(change(cast.observer)).html


def test_password_of_another_is_set_and_recorded(cast, desk, client):
    url = reverse("admin:auth_user_password_change", args=[cast.reporter.pk])

    desk.send(url, password1="quite a long one 7", password2="quite a long one 7", usable_password="true")

    assert client.login(username=cast.reporter.email, password="quite a long one 7")
    assert recorded() == [("desk.changed", f"user:{cast.reporter.pk}", cast.administrator)]


def test_who_lost_app_and_codes_begins_anew(cast, desk, mailoutbox):
    client = Client()
    client.force_login(cast.reviewer)

    desk.send(change(cast.reviewer), begin_anew="on")

    assert [one[0] for one in recorded()] == ["person.second_factor", "desk.changed"]
    assert [one.to for one in mailoutbox] == [[cast.reviewer.email]]
    assert client.get("/work/").url == "/accounts/sign-in/?next=/work/"
    client.force_login(cast.reviewer)
    assert client.get("/work/").url.startswith("/accounts/second-factor/set-up/")


def test_somebody_who_leaves_is_anonymised(cast, desk):
    desk.send(change(cast.observer), anonymise="on")

    gone = User.objects.get(pk=cast.observer.pk)
    assert (gone.name, gone.is_active) == ("Somebody who left", False)
    assert [one[0] for one in recorded()] == ["person.anonymised", "desk.changed"]


@pytest.mark.parametrize("name", ["begin_anew", "anonymise"])
def test_nobody_takes_the_own_second_factor_or_name_away(cast, desk, name):
    answer = desk.send(change(cast.administrator), **{name: "on"})

    assert list(Page(answer).problems) == [name]
    assert desk.client.get("/desk/").status_code == 200


@pytest.mark.parametrize("name", ["is_staff", "is_superuser"])
def test_nobody_locks_themselves_out(cast, desk, name):
    typed = desk.open(change(cast.administrator)).typed
    del typed[name]

    answer = desk.client.post(change(cast.administrator), typed)

    assert list(Page(answer).problems) == [name]
    cast.administrator.refresh_from_db()
    assert getattr(cast.administrator, name) is True


def test_another_administrator_may_be_let_go(cast, desk):
    other = make_user("other", is_staff=True, is_superuser=True)
    typed = desk.open(change(other)).typed
    del typed["is_staff"]

    desk.client.post(change(other), typed)

    other.refresh_from_db()
    assert other.is_staff is False


def test_markup_is_shown_as_text(cast, desk):
    make_objective(11)
    desk.send("/desk/tracker/organisation/add/", name="<script>alert(1)</script>")

    page = desk.client.get("/desk/tracker/organisation/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
