"""The law of kept pages: after any act, and the look which version holds, a kept page is what a new one would be."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_audit import CASES, undone
from tests.admin.pages import send
from tests.cast import PASSWORD, drafted, figure, make_source, published, rescore, submitted
from tests.endorsements import last_token, make_organisation
from tests.handed_in import clean_file
from tests.label_reports import decided
from tests.practices import handed_in
from tests.protected import protect
from tests.scorecard.keeping import keeping_client, looks_each_time, public_addresses, seen, some_addresses
from tracker.actions import (
    audit,
    dirty,
    disputes,
    drain,
    endorsements,
    file_drain,
    practices,
    releases,
    reports,
)
from tracker.actions.accounts import suspend
from tracker.actions.audit import forget
from tracker.enums import Cause, Credit, DisputeGround, EndorsementStep
from tracker.models import DirtyScore, ProgressReport, Score, Seat
from tracker.selectors.publication import public_version


@pytest.fixture(autouse=True)
def _looks(monkeypatch):
    looks_each_time(monkeypatch)


def at_the_desk(cast, row, verb="change", **typed):
    """An administrator sends the form of a row."""
    administrator = Client()
    administrator.login(username=cast.administrator.email, password=PASSWORD)
    address = reverse(f"admin:tracker_{row._meta.model_name}_{verb}", args=[row.pk])
    if verb == "delete":
        return lambda: administrator.post(address, {"post": "yes"})
    return lambda: send(administrator, address, **typed)


def spoil(cast, **changes):
    """A stored score that is not what computing it gives, as before the day turned."""
    Score.objects.filter(place=cast.arcadia, key="GCM10-9:5").update(digest="old", **changes)


def turn_of_the_day(cast):
    spoil(cast, turns_on=date(2021, 1, 1), status="on_pace", mark="met")
    return lambda: (dirty.turn_the_day(timezone.localdate()), drain.drain())


def draining(cast):
    spoil(cast, mark="met")
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    return drain.drain


def draining_the_same(cast):
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    return drain.drain


def giving_up(cast):
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    DirtyScore.objects.update(attempts=drain.MOST_TRIES)
    return drain.drain


def repairing(cast):
    Score.objects.filter(place=cast.world, key="all").update(mark="splendid")
    return drain.recompute


def rescoring(cast):
    rescore([cast.arcadia, cast.borduria], as_of=timezone.localdate() - timedelta(days=400))
    return drain.recompute


def raising_a_dispute(cast):
    report = ProgressReport.objects.published().first()
    objection = disputes.Objection(ground=DisputeGround.FIGURE, text="It is 9 000.")
    return lambda: disputes.raise_dispute(report, objection, token=uuid4())


def signing_by_letter(cast):
    make_organisation()
    endorsements.ask_by_mail("Rights Network", cast.commitment, EndorsementStep.SIGN)
    return lambda: endorsements.confirm(last_token())


def asking_for_a_letter(cast):
    make_organisation()
    return lambda: endorsements.ask_by_mail("Rights Network", cast.commitment, EndorsementStep.SIGN)


def publishing_with_a_file(cast):
    report = drafted(cast, figure(7_000, 2022))
    clean_file(report, confirmed_at=timezone.now())
    reports.submit(report, by=cast.reporter)
    return lambda: reports.publish(report, by=cast.reviewer)


def checking_a_file(cast):
    clean_file(drafted(cast), state="received", kind="pdf", copy_size=None, copy_sha256="", pages=None)
    return file_drain.check_waiting


def due(*decided):
    """What was decided, with its hour come."""
    for one in decided:
        type(one).objects.filter(pk=one.pk).update(release_at=timezone.now() - timedelta(minutes=1))
    return lambda: (releases.release_due(), practices.release_practices())


def releasing_a_batch(cast):
    protect(cast)
    return due(decided(cast, value=6_000, year=2021), decided(cast, value=5_000, year=2022))


def releasing_a_batch_with_a_practice(cast):
    protect(cast, Credit.PSEUDONYM)
    practice = practices.publish(handed_in(cast), by=cast.reviewer)
    return due(decided(cast), practice)


def releasing_by_label(cast):
    return due(decided(cast, Credit.PSEUDONYM))


def releasing_a_correction_by_region(cast):
    return due(decided(cast, Credit.REGION, 6_000, 2020))


def deciding_for_later(cast):
    report = submitted(cast, figure(6_000, 2022, credit=Credit.REGION))
    return lambda: reports.publish(report, by=cast.reviewer)


def deciding_for_later_when_protected(cast):
    protect(cast)
    report = submitted(cast, figure(6_000, 2022))
    return lambda: reports.publish(report, by=cast.reviewer)


def deciding_on_a_practice_for_later(cast):
    protect(cast)
    practice = handed_in(cast)
    return lambda: practices.publish(practice, by=cast.reviewer)


# Nobody but the committee may see that something was decided.
FOR_LATER = [
    ("decided for later", deciding_for_later),
    ("decided for later, protected", deciding_for_later_when_protected),
    ("a practice decided for later", deciding_on_a_practice_for_later),
]
RELEASES = [
    ("release of a batch", releasing_a_batch),
    ("release of a batch with a practice", releasing_a_batch_with_a_practice),
    ("release by label", releasing_by_label),
    ("release of a correction by region", releasing_a_correction_by_region),
]
# What happens beside the acts with a name: the administrators' plain screens, and scores computed anew.
MORE = [
    ("a committee's name", lambda cast: at_the_desk(cast, cast.committee, name="The Committee")),
    ("a seat that ends", lambda cast: at_the_desk(cast, cast.reporter.seats.get(), ends_on="2026-01-01")),
    ("a place's name", lambda cast: at_the_desk(cast, cast.arcadia, names="en: The State of Arcadia")),
    ("an objective's label", lambda cast: at_the_desk(cast, cast.objective, labels="en: Another label")),
    ("a source", lambda cast: at_the_desk(cast, make_source("another"), title="Another title")),
    ("a source deleted", lambda cast: at_the_desk(cast, make_source("gone"), "delete")),
    ("a constituency", lambda cast: at_the_desk(cast, Seat.objects.first().constituency, names="en: New")),
    ("an account kept out", lambda cast: lambda: suspend(cast.reviewer, by=cast.administrator)),
    ("a person forgotten", lambda cast: lambda: forget(cast.reviewer)),
    ("the turn of the day", turn_of_the_day),
    ("what was dirty", draining),
    ("everything computed anew", rescoring),
    ("what was dirty and is the same", draining_the_same),
    ("what is given up", giving_up),
    ("what could not be read", repairing),
    ("a dispute raised", raising_a_dispute),
    ("signed by letter", signing_by_letter),
    ("a letter asked for", asking_for_a_letter),
    ("published with a file", publishing_with_a_file),
    ("a file checked", checking_a_file),
    *FOR_LATER,
    *RELEASES,
]
STEPS = [*((name, prepare) for name, prepare, _left in CASES), *MORE]


def raises_the_version(cast, prepare):
    """Whether the act raises the version of what is public; it is undone."""
    with undone():
        act = prepare(cast)
        before = public_version()
        act()
        return public_version() != before


def outdated(cast, prepare, addresses=public_addresses):
    """The pages that a reader is shown otherwise than they are after an act; and those that it changed."""
    act = prepare(cast)
    reader, paths = keeping_client(), addresses()
    before = seen(reader, paths)
    act()
    paths = {*paths, *addresses()}
    kept, fresh = seen(reader, paths), seen(Client(), paths)
    return (
        {path for path in paths if kept[path] != fresh[path]},
        {path for path in paths if before.get(path) != fresh[path]},
    )


@pytest.mark.once
@pytest.mark.parametrize(("name", "prepare"), STEPS)
def test_kept_page_is_what_a_new_one_would_be(cast, name, prepare):
    published(cast, figure(8_000, 2020))
    # Under another version every page is made anew, as a few show. An act that raises none leaves all as they are.
    is_seen = raises_the_version(cast, prepare)

    wrong, changed = outdated(cast, prepare, some_addresses if is_seen else public_addresses)

    assert wrong == set()
    assert is_seen or changed == set()


@pytest.mark.parametrize(("name", "prepare"), RELEASES)
def test_release_changes_what_everyone_reads(cast, name, prepare):
    published(cast, figure(8_000, 2020))

    _wrong, changed = outdated(cast, prepare)

    assert "/places/arcadia/" in changed


@pytest.mark.parametrize(
    ("where", "prepare"),
    [
        (audit, MORE[0][1]),
        (audit, MORE[7][1]),
        (drain, MORE[10][1]),
        (drain, MORE[12][1]),
        (drain, MORE[13][1]),
        (drain, MORE[14][1]),
    ],
)
def test_act_that_does_not_raise_the_version_is_found_out(cast, monkeypatch, where, prepare):
    published(cast, figure(8_000, 2020))
    monkeypatch.setattr(where, "bump", lambda: None)

    wrong, changed = outdated(cast, prepare)

    # A search is made anew each time.
    assert wrong == {path for path in changed if "?" not in path} != set()


def test_acts_that_the_public_does_not_see_raise_no_version(cast):
    published(cast, figure(8_000, 2020))
    unseen = {"drafts.keep", "drafts.write"}
    unseen |= {"reports.draft", "reports.redraft", "reports.submit", "reports.send_back"}
    unseen |= {name for name, _prepare in FOR_LATER}

    tried = [step for step in STEPS if step[0] in unseen]
    seen_by_all = {name for name, prepare in tried if raises_the_version(cast, prepare)}

    assert {name for name, _prepare in tried} == unseen
    assert seen_by_all == set()


def test_next_day_has_pages_of_its_own(cast, monkeypatch):
    reader, tomorrow = keeping_client(), timezone.localdate() + timedelta(days=1)
    Seat.objects.filter(user=cast.reporter).update(ends_on=tomorrow)
    paths = public_addresses()
    seen(reader, paths)

    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    kept, fresh = seen(reader, paths), seen(Client(), paths)

    assert kept == fresh
