"""By what a committee is known: who may say so, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from tests.protected import protect
from tests.recorded import acts_since
from tracker.actions.protection import LENGTH, LETTERS, set_credit
from tracker.enums import Credit
from tracker.models import Committee, Publication
from tracker.permissions import Refused


def look(committee):
    committee.refresh_from_db()
    return committee.protection, committee.credit, bool(committee.label)


def test_a_committee_is_protected_and_has_a_label_by_chance(cast):
    before = Publication.objects.values_list("version", flat=True).first()

    with acts_since() as acts:
        protect(cast)
    again = protect(cast)
    other = set_credit(cast.other_committee, Credit.PSEUDONYM, by=cast.stranger)

    assert look(cast.committee) == ("protected", "region", True)
    assert acts == [("committee.protected", "arcadia", cast.coordinator)]
    assert Publication.objects.values_list("version", flat=True).first() > before
    assert again.label == cast.committee.label != other.label
    assert len(other.label) == LENGTH
    assert set(other.label) <= set(LETTERS)


def test_a_committee_that_is_open_again_keeps_its_label(cast):
    label = protect(cast, Credit.PSEUDONYM).label

    protect(cast, Credit.NAMED)
    open_again = look(cast.committee)
    back = protect(cast, Credit.PSEUDONYM)

    assert open_again == ("open", "named", True)
    assert back.label == label


@pytest.mark.parametrize("who", ["reporter", "reviewer", "observer", "stranger", "administrator"])
def test_only_a_coordinator_of_it_says_how_a_committee_is_known(cast, who):
    with pytest.raises(Refused):
        set_credit(cast.committee, Credit.REGION, by=getattr(cast, who))

    assert look(cast.committee) == ("open", "named", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"protection": "protected"},
        {"credit": "region"},
        {"protection": "protected", "credit": "region"},
        {"protection": "protected", "credit": "pseudonym", "label": ""},
        {"protection": "protected", "credit": "named", "label": "k2k2k2k2"},
    ],
)
def test_the_database_refuses_a_protection_with_holes(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Committee.objects.filter(pk=cast.committee.pk).update(**wrong)

    sound = {"protection": "protected", "credit": "region", "label": "k2k2k2k2"}
    assert Committee.objects.filter(pk=cast.committee.pk).update(**sound) == 1


def test_a_label_is_given_once(cast):
    label = protect(cast).label

    with pytest.raises(IntegrityError), transaction.atomic():
        Committee.objects.filter(pk=cast.other_committee.pk).update(label=label)
