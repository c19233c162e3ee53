"""What a State's list says of each report about it: who reported, by the name that everybody reads."""

from datetime import date

from django.urls import reverse

from tests.cast import figure, make_user, published
from tests.pages import main_of
from tracker.models import FocalPoint


def test_the_list_of_a_state_names_the_committee_as_the_public_page_does(cast, signed_in):
    published(cast, figure(7_000))
    focal = make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))

    said = main_of(signed_in(focal).get(reverse("workspace:state", args=["arcadia"])))

    assert f"{cast.committee.name}, published" in said
    assert "CommitteeRef" not in said
