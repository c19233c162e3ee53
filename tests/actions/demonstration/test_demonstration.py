"""The demonstration: invented and saying so, apart from every real place, and left alone once it is there."""

from datetime import UTC, date, datetime, time

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import timezone

from tests.demonstration import PASSPHRASE
from tracker.actions.demonstration import accounts, load_demonstration
from tracker.actions.demonstration.places import INVENTED
from tracker.actions.drain import drain
from tracker.actions.scores import settle
from tracker.enums import PlaceKind, ReportOrigin, ReportState
from tracker.models import (
    AuditEvent,
    Committee,
    Evidence,
    Organisation,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    User,
)
from tracker.scoring import Status
from tracker.selectors.all_places import places_page
from tracker.selectors.committees import constitution_of

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.django_db]
# The figures are of years gone by; on a later day some would be overdue.
A_DAY = date(2026, 12, 1)
# No commitment asks a State to stay as it was, and no target of a State fell due in the last twelve months.
CANNOT_BE_SHOWN = {Status.HELD, Status.BREACHED, Status.AWAITING_END_LINE}
MARK = "This place is fictional and every mark it carries is invented."
TOLD_APART = (Place, User, Committee, Organisation, PlaceTarget, PlaceTargetVersion, ProgressReport, Evidence)


def stored():
    return {
        model.__name__: list(model.objects.order_by("pk").values()) for model in (*TOLD_APART, AuditEvent)
    }


def written():
    return ProgressReport.objects.filter(origin=ReportOrigin.COMMITTEE)


def test_every_status_that_a_state_can_have_is_shown():
    for place in Place.objects.filter(fictional=True):
        settle(place, as_of=A_DAY)

    shown = Score.objects.filter(place__fictional=True, place_target__isnull=False).values_list(
        "status", flat=True
    )

    assert set(shown) == set(Status) - CANNOT_BE_SHOWN


def test_no_real_place_has_an_invented_report():
    assert set(written().values_list("place_target__place__fictional", flat=True)) == {True}
    assert set(Committee.objects.values_list("place__fictional", flat=True)) == {True}
    assert written().count() == 83


def test_no_region_and_not_the_world_counts_a_fictional_place():
    places = Place.objects.filter(fictional=True)
    above = Score.objects.filter(place__level__lt=Place.level_of(PlaceKind.COUNTRY))
    shown = set(Score.objects.filter(place__in=places).values_list("key", flat=True))
    before = list(above.order_by("pk").values("key", "applicable", "counts"))

    for place in places:
        settle(place, as_of=A_DAY)
    drain()

    assert "GCM01-1:2" in shown
    assert list(above.order_by("pk").values("key", "applicable", "counts")) == before
    assert {row.place.code for row in places_page().fictional} == {"xex", "xfi", "xmo"}
    assert set(places.values_list("parent", "un_status", "m49")) == {(None, "", None)}


def test_codes_are_of_the_range_that_iso_leaves_to_users():
    codes = Place.objects.filter(fictional=True).values_list("iso2", "iso3")

    assert all(two[0] == three[0] == "X" and two != "XK" for two, three in codes)
    assert len(codes) == 3


def test_fictional_places_are_named_in_six_languages():
    for place in Place.objects.filter(fictional=True):
        assert set(place.names) == {"en", "fr", "es", "ar", "ru", "zh"}


def test_every_report_and_baseline_says_that_it_is_invented():
    baselines = PlaceTargetVersion.objects.filter(place_target__place__fictional=True)

    assert [one for one in written() if not one.narrative.endswith(INVENTED)] == []
    assert set(baselines.values_list("note", flat=True)) == {INVENTED}
    assert all("invented" in one.name for one in Organisation.objects.all())
    assert all("invented" in one.about for one in Committee.objects.all())


def test_evidence_is_linked_at_a_domain_for_examples_only():
    links = Evidence.objects.filter(report__origin=ReportOrigin.COMMITTEE).values_list("url", flat=True)

    assert len(links) > 70
    assert all(link.startswith("https://example.org/invented/") for link in links)


def test_every_page_about_a_fictional_place_is_marked(client):
    report = written().published().filter(place_target__target__horizon__years=12).first()
    place, code = report.place_target.place.code, report.place_target.target.commitment.code
    addresses = [
        *(reverse("public:place", args=[code]) for code in ("xex", "xfi", "xmo")),
        reverse("public:target", args=[place, code, 12]),
        *(reverse("public:report", args=[one.uuid]) for one in written().once_public()[:3]),
        *(reverse("public:committee", args=[slug]) for slug in ("examplia", "fictiva")),
    ]
    real = client.get(reverse("public:place", args=["bel"]))

    unmarked = [address for address in addresses if MARK not in client.get(address).content.decode()]

    assert unmarked == []
    assert (real.status_code, MARK in real.content.decode()) == (200, False)


def test_two_committees_may_publish_and_one_shows_what_it_lacks():
    gaps = {
        committee.slug: [str(gap) for gap in constitution_of(committee, on=timezone.localdate()).gaps]
        for committee in Committee.objects.all()
    }

    assert gaps == {
        "modelia": [],
        "examplia": [],
        "fictiva": [
            "Civil society, the private sector and migrants must each hold a seat.",
            "Two people must be able to decide on reports.",
        ],
    }


def test_reports_on_their_way_are_one_of_each_kind():
    assert sorted(written().unpublished().values_list("state", flat=True)) == [
        ReportState.DRAFT,
        ReportState.RETURNED,
        ReportState.SUBMITTED,
    ]
    assert written().get(state=ReportState.RETURNED).return_reason != ""
    assert set(written().unpublished().values_list("author__email", flat=True)) == {"reporter@demo.example"}


def test_correction_replaced_an_older_report():
    replaced = written().filter(state=ReportState.SUPERSEDED)

    assert {(one.value, one.superseded_by.value, one.superseded_at.date()) for one in replaced} == {
        (85, 58, date(2023, 4, 12))
    }


def test_history_was_written_and_published_in_its_own_days():
    for report in written().once_public():
        assert report.written_at == report.submitted_at < report.published_at
        assert report.reference_on < report.written_at.date()
    first = written().once_public().order_by("published_at").first()
    assert first.published_at == datetime.combine(date(2020, 2, 4), time(12), tzinfo=UTC)


def test_record_says_that_the_product_wrote_the_history_today():
    events = AuditEvent.objects.filter(action="demonstration.report_published")

    assert set(events.values_list("actor_ref", flat=True)) == {None}
    assert events.count() == written().once_public().count()
    assert all(event.at.date() == timezone.now().date() for event in events)


@pytest.mark.parametrize("name", ["reporter", "reviewer", "coordinator", "administrator", "focal"])
def test_account_opens_with_the_passphrase(name):
    user = authenticate(username=f"{name}@demo.example", password=PASSPHRASE)

    assert user is not None
    assert user.is_superuser is (name == "administrator")
    assert user.email in accounts()


@pytest.mark.parametrize("name", ["observer", "employer"])
def test_member_without_an_account_lets_nobody_in(name):
    assert not User.objects.get(email=f"{name}@demo.example").has_usable_password()
    assert f"{name}@demo.example" not in accounts()


def test_second_loading_changes_nothing_whatever_was_changed():
    user = User.objects.get(email="reporter@demo.example")
    user.set_password("a passphrase of my own")
    user.save(update_fields=["password"])
    Committee.objects.filter(slug="examplia").update(name="A name of my own")
    written().filter(state=ReportState.DRAFT).delete()
    before = stored()

    assert load_demonstration(passphrase="another passphrase") is None

    assert stored() == before
    assert authenticate(username=user.email, password="a passphrase of my own") == user


def test_second_loading_asks_one_question(django_assert_num_queries):
    with django_assert_num_queries(3):  # a savepoint, the question, its release
        load_demonstration(passphrase="another passphrase")
