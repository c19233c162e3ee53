from django.urls import reverse

from tests.cast import make_user, published, seat
from tests.pages import lines_of, main_of
from tracker.enums import SeatRole
from tracker.models import Committee, Seat


def get(client, slug):
    return client.get(reverse("public:committee", args=[slug]))


def test_constituted_committee_says_so_and_lists_what_it_published(client, cast):
    report = published(cast)

    response = get(client, "arcadia")

    text = main_of(response)
    assert lines_of(response, "h1") == ["Committee of Arcadia"]
    assert "Constituted: it may publish reports." in text
    assert "It leads this place: where committees differ about one date, its figure counts." in text
    assert "GCM10-9 Commitment GCM10-9, 2021 Published on" in text
    assert f'href="/reports/{report.uuid}/"' in response.content.decode()


def test_committee_that_lacks_something_says_what(client, cast):
    text = main_of(get(client, "borduria"))

    assert "Not constituted yet: it can prepare reports, and cannot publish any." in text
    assert (
        "What is missing Civil society, the private sector and migrants must each hold a seat. "
        "Two people must be able to decide on reports."
    ) in text
    assert "Published last Nothing was published yet." in text


def test_committee_of_fewer_than_five_shows_its_constituencies_without_any_number(client, cast):
    text = main_of(get(client, "arcadia"))

    assert (
        "Who holds seats Civil-Society Migrants Private-Sector Members are never named here. "
        "How many they are is not shown, because they are few."
    ) in text
    assert "member" not in main_of(client.get(reverse("public:committees"))).split("Committee of Arcadia")[1]


def test_committee_of_five_shows_the_seats_of_each_constituency(client, cast):
    seat(cast.committee, make_user("fifth"), "migrants", SeatRole.OBSERVER)

    text = main_of(get(client, "arcadia"))

    assert (
        "Civil-Society 2 seats Migrants 2 seats Private-Sector 1 seat Members are never named here." in text
    )
    assert "because they are few" not in text


def test_two_seats_of_one_person_are_one_member(client, cast):
    Seat.objects.filter(user=cast.observer).update(ends_on="2020-01-01")
    seat(cast.committee, cast.observer, "migrants", SeatRole.OBSERVER)
    seat(cast.committee, cast.observer, "academia", SeatRole.OBSERVER, ends_on="2999-01-01")

    assert "because they are few" in main_of(get(client, "arcadia"))


def test_list_says_of_each_committee_whether_it_may_publish(client, cast):
    seat(cast.committee, make_user("fifth"), "migrants", SeatRole.OBSERVER)

    text = main_of(client.get(reverse("public:committees")))

    assert "Committee of Arcadia Arcadia · constituted: it may publish · 5 members" in text
    assert "Committee of Borduria Borduria · not constituted yet: it cannot publish" in text


def test_list_without_a_committee_says_so(client, db):
    assert "There is no committee yet." in main_of(client.get(reverse("public:committees")))


def test_committee_of_a_fictional_place_carries_the_banner(client, cast):
    Committee.objects.filter(pk=cast.committee.pk).update(about="Here since 2019.")
    cast.arcadia.fictional = True
    cast.arcadia.save(update_fields=["fictional"])

    html = get(client, "arcadia").content.decode()

    assert "This place is fictional and every mark it carries is invented." in html
    assert "Here since 2019." in html
    assert "This place is fictional" not in get(client, "borduria").content.decode()
