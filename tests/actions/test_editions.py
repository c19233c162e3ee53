"""Freezing an edition: who may, of which day, what is stored and recorded, and that nothing takes it back."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.cast import figure, make_cast, published
from tests.clock import Clock
from tests.editions import frozen, make_round
from tests.recorded import recorded
from tests.seal import execute, unsealed
from tracker.actions.editions import AnotherCame, BadEdition, faults_in_edition, freeze
from tracker.models import Edition, EditionPart, Publication, Round
from tracker.models.editions import unpacked
from tracker.permissions import Refused
from tracker.selectors.edition_checks import Verdict, verify_edition
from tracker.selectors.edition_drafts import draft_edition, last_day_over
from tracker.selectors.edition_payload import rows_in

A_DAY = date(2024, 12, 31)


def payload(edition):
    return b"".join(part.text for part in edition.parts.order_by("number"))


def fields(faults):
    return [fault.field for fault in faults]


def test_edition_closes_its_round_and_is_recorded(cast):
    published(cast)
    round_ = make_round()
    before = Publication.objects.get().version

    edition = frozen(round_, as_of=A_DAY, by=cast.administrator, note="The first.")

    round_.refresh_from_db()
    assert (edition.slug, edition.number, edition.title, edition.as_of) == (
        "imrf-2026",
        1,
        "Review Forum 2026",
        A_DAY,
    )
    assert round_.closed_at == edition.frozen_at
    assert recorded("round.closed", "edition.frozen") == [
        ("round.closed", "imrf-2026", cast.administrator),
        ("edition.frozen", "imrf-2026", cast.administrator),
    ]
    assert Publication.objects.get().version > before


def test_digest_and_size_are_those_of_the_bytes(cast):
    edition = frozen(make_round(), as_of=A_DAY, by=cast.administrator)

    text = payload(edition)

    assert (edition.digest, edition.size) == (sha256(text).hexdigest(), len(text))
    assert (edition.marks, edition.pieces) == (2, edition.parts.count())
    assert edition.version == edition.digest[:12]
    assert verify_edition(edition) == Verdict("imrf-2026", ())


def test_mistake_is_answered_by_another_edition_that_says_why(cast):
    round_ = make_round()
    first = frozen(round_, as_of=A_DAY, by=cast.administrator)

    second = frozen(
        round_, as_of=date(2025, 1, 31), by=cast.administrator, note="The first was a month early."
    )

    assert (second.slug, second.number, second.title) == (
        "imrf-2026-2",
        2,
        "Review Forum 2026, edition 2",
    )
    round_.refresh_from_db()
    assert round_.closed_at == first.frozen_at
    assert recorded("round.closed") == [("round.closed", "imrf-2026", cast.administrator)]


def test_name_in_addresses_is_never_given_twice(cast):
    frozen(make_round("forum"), as_of=A_DAY, by=cast.administrator)
    frozen(make_round("forum-2"), as_of=A_DAY, by=cast.administrator)

    second = frozen(Round.objects.get(slug="forum"), as_of=A_DAY, by=cast.administrator, note="Again.")

    assert second.slug == "forum-2-2"
    assert Edition.objects.count() == 3


def test_second_edition_of_a_round_needs_its_reason(cast):
    round_ = make_round()
    frozen(round_, as_of=A_DAY, by=cast.administrator)

    with pytest.raises(BadEdition) as refused:
        frozen(round_, as_of=A_DAY, by=cast.administrator)

    assert fields(refused.value.faults) == ["note"]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 5, 10, 12, tzinfo=UTC), date(2026, 5, 9)),
        (datetime(2026, 5, 10, 0, 59, tzinfo=UTC), date(2026, 5, 8)),
        (datetime(2026, 5, 10, 1, 0, tzinfo=UTC), date(2026, 5, 9)),
        (datetime(2026, 5, 10, 23, 59, tzinfo=UTC), date(2026, 5, 9)),
    ],
)
def test_day_is_over_an_hour_after_midnight(db, now, last):
    round_ = make_round()

    found = [
        fields(faults_in_edition(round_, as_of=last + timedelta(days=days), note="", now=now))
        for days in (0, 1)
    ]

    assert last_day_over(now) == last
    assert found == [[], ["as_of"]]


def test_edition_as_of_today_or_later_is_refused(cast):
    round_ = make_round()

    for days in (0, 1):
        with pytest.raises(BadEdition) as refused:
            frozen(round_, as_of=timezone.localdate() + timedelta(days=days), by=cast.administrator)
        assert fields(refused.value.faults) == ["as_of"]

    assert (Edition.objects.count(), Round.objects.get().closed_at) == (0, None)


def test_day_on_which_nothing_was_in_force_is_refused(cast):
    with pytest.raises(BadEdition) as refused:
        frozen(make_round(), as_of=date(2018, 1, 1), by=cast.administrator)

    assert fields(refused.value.faults) == ["as_of"]


@pytest.mark.parametrize("who", ["reporter", "coordinator", "observer", "stranger"])
def test_nobody_but_an_administrator_freezes(cast, who):
    draft = draft_edition(make_round(), as_of=A_DAY)

    with pytest.raises(Refused):
        freeze(draft, by=getattr(cast, who))

    assert (Edition.objects.count(), Round.objects.get().closed_at) == (0, None)


def test_administrator_freezes_with_that_permission_only(cast):
    draft = draft_edition(make_round(), as_of=A_DAY)
    cast.stranger.is_staff = True
    cast.stranger.save(update_fields=["is_staff"])
    with pytest.raises(Refused):
        freeze(draft, by=cast.stranger)

    cast.stranger.user_permissions.add(Permission.objects.get(codename="add_edition"))

    assert freeze(draft, by=type(cast.stranger).objects.get(pk=cast.stranger.pk)).number == 1


def test_draft_that_another_edition_overtook_is_refused(cast):
    round_ = make_round()
    draft = draft_edition(round_, as_of=A_DAY)
    frozen(round_, as_of=A_DAY, by=cast.administrator)

    with pytest.raises(AnotherCame):
        freeze(draft, by=cast.administrator)

    assert Edition.objects.count() == 1


def test_draft_writes_nothing_and_is_the_same_again(cast):
    draft = draft_edition(make_round(), as_of=A_DAY)

    assert draft_edition(draft.round, as_of=A_DAY) == draft
    assert (Edition.objects.count(), EditionPart.objects.count()) == (0, 0)


CHANGES = {
    "title": "UPDATE tracker_edition SET title = 'Another'",
    "nothing": "UPDATE tracker_edition SET digest = digest",
    "bytes": "UPDATE tracker_editionpart SET holder = 'places/other' WHERE number = 1",
    "edition gone": "DELETE FROM tracker_edition",
    "parts gone": "DELETE FROM tracker_editionpart",
    "one more part": """INSERT INTO tracker_editionpart (edition_id, number, holder, packed)
        SELECT edition_id, pieces, 'places/x', packed FROM tracker_editionpart JOIN tracker_edition
        ON tracker_edition.id = edition_id WHERE tracker_editionpart.number = 1""",
}
ONLY_ON = {
    "postgresql": {"truncate": "TRUNCATE tracker_edition, tracker_editionpart CASCADE"},
    "sqlite": {
        "replace": "INSERT OR REPLACE INTO tracker_edition SELECT * FROM tracker_edition",
        "replace a part": "INSERT OR REPLACE INTO tracker_editionpart SELECT * FROM tracker_editionpart",
        "another part at its number": """INSERT OR REPLACE
            INTO tracker_editionpart (edition_id, number, holder, packed)
            SELECT edition_id, number, 'places/x', packed FROM tracker_editionpart WHERE number = 1""",
    },
}


def statements():
    return {**CHANGES, **ONLY_ON[connection.vendor]}


def refusals():
    """Which statements the database refuses."""
    found = set()
    for name, statement in statements().items():
        try:
            with transaction.atomic():
                execute(statement)
                transaction.set_rollback(True)
        except IntegrityError:
            found.add(name)
    return found


@pytest.mark.django_db(transaction=True)
def test_database_refuses_to_change_an_edition():
    edition = frozen(make_round(), as_of=A_DAY, by=make_cast().administrator)

    found = refusals()

    assert found == set(statements())
    assert verify_edition(edition).differences == ()


@pytest.mark.django_db(transaction=True)
def test_without_the_triggers_it_would_not():
    frozen(make_round(), as_of=A_DAY, by=make_cast().administrator)

    with unsealed():
        found = refusals()

    # The keys between the tables are asked at the end of a transaction, and this one is undone.
    assert found == set()


def test_edition_of_2024_keeps_missed_after_the_figure_that_meets_it_late(cast, monkeypatch):
    """W1i of docs/scoring.md: 5 200 for 2023, and 3 900 for 2025."""
    clock = Clock(monkeypatch, date(2024, 6, 1))
    published(cast, figure(5_200, 2023))
    clock.set(date(2025, 1, 15))
    edition = frozen(make_round(), as_of=A_DAY, by=cast.administrator)
    clock.set(date(2026, 3, 1))
    published(cast, figure(3_900, 2025))
    clock.set(date(2026, 11, 24))
    later = frozen(make_round("later"), as_of=date(2026, 11, 23), by=cast.administrator)

    again = draft_edition(edition.round, as_of=A_DAY)

    assert b'"GCM10-9:5":{"coverage":"1","digest":' in payload(edition)
    assert (said_of(edition), said_of(later)) == (("missed", "4/5"), ("met_late", "61/60"))
    assert [verify_edition(one).differences for one in (edition, later)] == [(), ()]
    assert scorecard(again.pieces) == scorecard(edition.parts.order_by("number"))


def said_of(edition):
    row = rows_in(edition.parts.get(holder="places/arcadia").text)["GCM10-9:5"]
    return row["status"], row["share"]


def scorecard(pieces):
    """The bytes from the scorecard on: what stands before it says when it was frozen."""
    text = b"".join(unpacked(piece.packed) for piece in pieces)
    return text[text.index(b'"scorecard":') :]
