"""Organisations sign on and withdraw: by whom, once, and through a letter whose link works once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.editions import frozen, make_round
from tests.endorsements import ADDRESS, last_token, make_organisation
from tests.recorded import recorded
from tracker.actions import endorsements
from tracker.enums import EndorsementStep
from tracker.models import Edition, Endorsement, EndorsementLetter, Outbox, Spokesperson
from tracker.permissions import Refused
from tracker.selectors.edition_refs import edition_payload
from tracker.selectors.publication import public_version

SIGN, WITHDRAW = EndorsementStep.SIGN, EndorsementStep.WITHDRAW


@pytest.fixture
def edition(cast):
    return frozen(make_round(), as_of=timezone.localdate() - timedelta(days=30), by=cast.administrator)


def standing():
    return [(one.organisation.name, one.commitment or one.edition) for one in Endorsement.objects.standing()]


def test_an_organisation_signs_on_through_its_own_account_once(cast):
    organisation, before = make_organisation(user=cast.observer), public_version()

    first, again = (endorsements.endorse(organisation, cast.commitment, by=cast.observer) for _ in "ab")

    assert first == again
    assert standing() == [("Rights Network", cast.commitment)]
    assert recorded() == [("endorsement.signed", f"endorsement:{first.pk}", cast.observer)]
    assert public_version() != before


@pytest.mark.parametrize("who", ["reporter", "coordinator", "stranger", "administrator"])
def test_nobody_else_speaks_for_it(cast, who):
    organisation = make_organisation(user=cast.observer)
    kept = endorsements.endorse(organisation, cast.commitment, by=cast.observer)

    with pytest.raises(Refused):
        endorsements.endorse(organisation, cast.commitment, by=getattr(cast, who))
    with pytest.raises(Refused):
        endorsements.withdraw(kept, by=getattr(cast, who))

    assert standing() == [("Rights Network", cast.commitment)]


def test_an_account_that_is_kept_out_speaks_for_nobody(cast):
    organisation = make_organisation(user=cast.observer)
    cast.observer.is_active = False
    cast.observer.save()

    with pytest.raises(Refused):
        endorsements.endorse(organisation, cast.commitment, by=cast.observer)


def test_what_was_withdrawn_can_be_given_again_and_both_stay_on_record(cast):
    organisation = make_organisation(user=cast.observer)
    kept = endorsements.endorse(organisation, cast.commitment, by=cast.observer)

    endorsements.withdraw(kept, by=cast.observer)
    endorsements.withdraw(kept, by=cast.observer)
    without = standing()
    endorsements.endorse(organisation, cast.commitment, by=cast.observer)

    assert without == []
    assert standing() == [("Rights Network", cast.commitment)]
    assert [act for act, _about, _by in recorded()] == [
        "endorsement.signed",
        "endorsement.withdrawn",
        "endorsement.signed",
    ]


def test_a_letter_goes_to_the_organisations_own_address_and_its_link_works_once(cast, mailoutbox):
    make_organisation()

    endorsements.ask_by_mail("rights network", cast.commitment, SIGN)

    (mail,) = mailoutbox
    token = last_token()
    assert (mail.to, f"/endorsements/{token}/" in mail.body) == ([ADDRESS], True)
    assert [word for word in ("Rights Network", "GCM10-9") if word in mail.subject + mail.body] == []
    assert standing() == []
    endorsements.confirm(token)
    assert standing() == [("Rights Network", cast.commitment)]
    with pytest.raises(endorsements.LetterOver):
        endorsements.confirm(token)
    assert [act for act, _about, by in recorded() if by is None] == [
        "endorsement.asked",
        "endorsement.signed",
    ]


def test_the_table_holds_no_token(cast):
    make_organisation()
    endorsements.ask_by_mail("Rights Network", cast.commitment, SIGN)
    token = last_token()

    rows = str([*EndorsementLetter.objects.values(), *Outbox.objects.values()])

    assert len(token) == 64
    assert token not in rows


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_link_that_never_was_does_nothing(cast, token):
    with pytest.raises(endorsements.LetterOver):
        endorsements.confirm(token)

    assert standing() == []


def test_a_link_ends_after_72_hours(cast):
    make_organisation()
    endorsements.ask_by_mail("Rights Network", cast.commitment, SIGN)
    EndorsementLetter.objects.update(expires_at=timezone.now())

    with pytest.raises(endorsements.LetterOver):
        endorsements.confirm(last_token())

    assert standing() == []


def test_a_letter_withdraws_as_well(cast, edition):
    organisation = make_organisation(user=cast.observer)
    endorsements.endorse(organisation, cast.commitment, by=cast.observer)
    endorsements.endorse(organisation, edition, by=cast.observer)

    endorsements.ask_by_mail("Rights Network", edition, WITHDRAW)
    endorsements.confirm(last_token())

    assert standing() == [("Rights Network", cast.commitment)]


@pytest.mark.parametrize("name", ["Nobody", "No Address", "Account Only"])
def test_whoever_is_not_known_with_an_address_gets_no_letter(cast, name, mailoutbox):
    make_organisation("No Address", address="")
    make_organisation("Account Only", address="", user=cast.observer)

    endorsements.ask_by_mail(name, cast.commitment, SIGN)

    assert mailoutbox == []
    assert not EndorsementLetter.objects.exists()


def test_strangers_cannot_fill_a_mailbox(cast, edition, mailoutbox):
    make_organisation()

    for _ in range(3):
        for subject in (cast.commitment, edition):
            for step in (SIGN, WITHDRAW):
                endorsements.ask_by_mail("Rights Network", subject, step)

    assert len(mailoutbox) == 4
    EndorsementLetter.objects.update(expires_at=timezone.now() + timedelta(hours=47))
    endorsements.ask_by_mail("Rights Network", edition, SIGN)
    assert len(mailoutbox) == 5


def test_an_editions_bytes_stay_as_they_are(cast, edition):
    organisation = make_organisation(user=cast.observer)
    before = b"".join(edition_payload(edition.slug))

    endorsements.endorse(organisation, edition, by=cast.observer)

    kept = Edition.objects.get(pk=edition.pk)
    assert b"".join(edition_payload(edition.slug)) == before
    assert (kept.digest, kept.size) == (edition.digest, edition.size)


def test_the_database_takes_exactly_one_subject_and_one_of_each(cast, edition):
    organisation, now = make_organisation(), timezone.now()
    Endorsement.objects.create(organisation=organisation, commitment=cast.commitment, at=now)

    for columns in (
        {},
        {"commitment": cast.commitment, "edition": edition},
        {"commitment": cast.commitment},
        {"edition": edition, "withdrawn_at": now - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Endorsement.objects.create(organisation=organisation, at=now, **columns)

    Endorsement.objects.create(organisation=organisation, edition=edition, at=now)
    assert len(standing()) == 2


@pytest.mark.parametrize(
    "columns", [{}, {"address": "x@example.org", "user": True}, {"address": "X@example.org"}]
)
def test_the_database_takes_an_account_or_an_address(cast, columns):
    organisation = make_organisation(address="")
    if columns.get("user"):
        columns = {**columns, "user": cast.observer}

    with pytest.raises(IntegrityError), transaction.atomic():
        Spokesperson.objects.create(organisation=organisation, **columns)
