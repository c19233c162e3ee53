"""The page about the scorecard: how much there is, who runs it, and where one tells of an error."""

import pytest

from tests.cast import figure, published
from tests.pages import main_of
from tests.workspace.test_states import replied, speaker
from tracker.enums import PlaceKind
from tracker.models import Place, ProgressReport

pytestmark = pytest.mark.django_db


def members_of_the_un():
    Place.objects.filter(kind=PlaceKind.COUNTRY).update(un_status="member")


def test_page_opens_with_how_much_there_is(cast, client):
    members_of_the_un()
    report = published(cast)
    replied(cast, report, speaker(cast))
    published(cast, figure(7_000, 2022))

    words = main_of(client.get("/about/"))

    assert (
        "1 commitment made for the Global Compact for Migration is followed here, in 2 States. "
        "2 reports of committees stand, with 1 reply of a State beside them."
    ) in words


def test_what_is_about_fictional_places_or_replaced_is_not_counted(cast, client):
    members_of_the_un()
    published(cast)
    Place.objects.filter(pk=cast.arcadia.pk).update(fictional=True)

    words = main_of(client.get("/about/"))

    assert "in 1 State. No committee has published a report yet" in words


def test_page_before_anything_is_loaded(client):
    words = main_of(client.get("/about/"))

    assert "0 commitments made for the Global Compact for Migration are followed here, in 0 States." in words
    assert ProgressReport.objects.count() == 0


@pytest.mark.parametrize(
    ("operator", "contact", "said"),
    [
        ("", "", "It does not say."),
        ("The Rights Network", "", "<bdi>The Rights Network</bdi>"),
        ("", "us@example.org", '<a href="mailto:us@example.org" dir="ltr">us@example.org</a>'),
        (
            "The <b>Network</b>",
            "https://example.org/contact/",
            '<bdi>The &lt;b&gt;Network&lt;/b&gt;</bdi>: <a href="https://example.org/contact/" dir="ltr">'
            "example.org/contact</a>",
        ),
    ],
)
def test_page_says_who_runs_it_and_where_to_write(client, settings, operator, contact, said):
    settings.OPERATOR, settings.CONTACT = operator, contact

    html = client.get("/about/").content.decode()

    assert said in html
    assert ("It does not say." in html) is not (operator or contact)


def test_page_asks_four_questions(cast, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/about/")


def test_page_is_linked_from_every_page(client):
    html = client.get("/").content.decode()

    assert [link in html for link in ('href="/about/"', 'href="/about/#help"')] == [True, True]
