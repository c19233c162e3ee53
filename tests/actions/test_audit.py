"""Every act leaves its entries in the chain, with its effect or not at all, and names nobody there."""

import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.change_acts import CHANGE_ACTS
from tests.actions.desk_acts import DESK_ACTS
from tests.actions.file_acts import FILE_ACTS
from tests.actions.import_acts import IMPORT_ACTS
from tests.actions.more_acts import MORE_ACTS
from tests.actions.work_acts import WORK_ACTS
from tests.cast import (
    DUE,
    LEVEL,
    drafted,
    figure,
    make_constituency,
    make_horizon,
    make_user,
    published,
    returned,
    submitted,
)
from tests.editions import make_round
from tests.handed_in import clean_file, never_on_disk
from tests.seal import execute
from tracker import actions
from tracker.actions import (
    accounts,
    anonymising,
    changes,
    commitments,
    committees,
    disputes,
    drafts,
    editions,
    files,
    memberships,
    new_targets,
    people,
    replies,
    reports,
    targets,
)
from tracker.actions.audit import NotRecordable, forget, record
from tracker.actions.entries import entry_of
from tracker.actions.typed import typed_from
from tracker.actions.wordings import Wording, wording_of
from tracker.chain import Verdict, digest_of
from tracker.enums import Act, DisputeGround, Outcome, Scope, SeatRole
from tracker.models import ActorRef, AuditEvent, FocalPoint, ObjectSalt, Process, ProgressReport, User
from tracker.selectors.audit import verify_audit
from tracker.selectors.edition_drafts import draft_edition

HERE = Path(__file__).resolve().parent.parent.parent


def draft(cast, token=None):
    return reports.draft(
        cast.place_target, cast.committee, figure(7_000), by=cast.reporter, token=token or uuid4()
    )


def redraft(cast):
    made = drafted(cast)
    return lambda: reports.redraft(made, figure(6_000), by=cast.reporter, version=made.version)


def keep_draft(cast):
    sent = drafts.Sent(typed={"narrative": ["Half a sen"]}, token=uuid4())
    return lambda: drafts.keep(about(cast), sent, by=cast.reporter)


def write_report(cast):
    sent = drafts.Sent(typed=typed_from(figure(7_000)), token=uuid4())
    return lambda: drafts.write(about(cast), sent, figure(7_000), by=cast.reporter)


def write_report_again(cast):
    made = write_report(cast)()
    sent = drafts.Sent(typed=typed_from(figure(6_000)), token=made.submit_token, version=made.version)
    return lambda: drafts.write(about(cast, made), sent, figure(6_000), by=cast.reporter)


def about(cast, report=None):
    return drafts.About(committee=cast.committee, place_target=cast.place_target, report=report)


def submit(cast):
    made = drafted(cast)
    return lambda: reports.submit(made, by=cast.reporter)


def publish(cast):
    made = submitted(cast)
    return lambda: reports.publish(made, by=cast.reviewer)


def publish_a_correction(cast):
    published(cast)
    return publish(cast)


def send_back(cast):
    made = submitted(cast)
    return lambda: reports.send_back(made, by=cast.reviewer, reason="Name the page.")


def take_back(cast):
    made = submitted(cast)
    return lambda: reports.take_back(made, by=cast.reporter)


def withdraw(cast):
    made = published(cast)
    return lambda: reports.withdraw(made, by=cast.reviewer, reason="The page was wrong.")


def state_replies(cast):
    report = published(cast)
    focal = make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))
    return report, focal


def reply(cast):
    report, focal = state_replies(cast)
    return lambda: replies.reply(report, "We count otherwise.", by=focal, token=uuid4())


def reply_again(cast):
    report, focal = state_replies(cast)
    first = replies.reply(report, "We count otherwise.", by=focal, token=uuid4())
    return lambda: replies.reply(report, "We do.", by=focal, token=uuid4(), replaces=first.uuid)


def withdraw_reply(cast):
    report, focal = state_replies(cast)
    given = replies.reply(report, "We count otherwise.", by=focal, token=uuid4())
    return lambda: replies.withdraw_reply(given, by=focal)


def redact(cast):
    report, focal = state_replies(cast)
    given = replies.reply(report, "Ada counts otherwise.", by=focal, token=uuid4())
    return lambda: replies.redact(given, "[removed]", by=cast.administrator, reason="A name.")


def raised(cast):
    objection = disputes.Objection(ground=DisputeGround.FIGURE, text="It is 8 000.")
    return disputes.raise_dispute(published(cast), objection, token=uuid4())


def acknowledge(cast):
    dispute = raised(cast)
    return lambda: disputes.acknowledge(dispute, by=cast.reviewer, version=1)


def decide_a_dispute(cast, outcome=Outcome.UPHELD):
    dispute = raised(cast)
    return lambda: disputes.decide(dispute, outcome, by=cast.reviewer, reasons="It is so.", version=1)


def decide_to_withdraw(cast):
    return decide_a_dispute(cast, Outcome.WITHDRAWN)


def revise_commitment(cast):
    saying = replace(commitments.saying_of(cast.commitment), weight=3)
    return lambda: commitments.revise(cast.commitment, saying, by=cast.administrator, reason="Weighs more.")


def revise_target(cast):
    target, today = cast.place_target.target, timezone.localdate()
    wording = replace(wording_of(target.versions.get()), title="Said better")
    return lambda: targets.revise(
        target, wording, by=cast.administrator, reason="Said better.", from_on=today
    )


def revise_place(cast):
    local, today = targets.Local(applies=False, why_not="No border."), timezone.localdate()
    by = cast.administrator
    return lambda: targets.revise_place(cast.place_target, local, by=by, reason="No border.", from_on=today)


def keep_changes(cast):
    target, today = cast.place_target.target, timezone.localdate()
    local = targets.Local(applies=False, why_not="No border.")
    made = [
        changes.PlaceChange(target=target, place=one.place, local=local, after=one.versions.count())
        for one in target.place_targets.select_related("place")
    ]
    by = cast.administrator
    return lambda: changes.keep(made, by=by, reason="No border.", from_on=today)


def propose(cast):
    saying = commitments.saying_of(cast.commitment)
    proposal = commitments.Proposal(
        code="GCM10-8",
        objective=cast.objective,
        area=cast.commitment.area,
        scope=Scope.EACH_STATE,
    )
    return lambda: commitments.propose(proposal, saying, by=cast.administrator, reason="Asked for.")


def add_target(cast):
    wording = Wording(**{**LEVEL, "due_on": DUE[12]})
    by = cast.administrator
    return lambda: new_targets.add_target(cast.commitment, make_horizon(12), wording, by=by, reason="Agreed.")


def set_members(cast):
    process = Process.objects.create(code="proc", name="Process", region="Here")
    return lambda: memberships.set_members(process, [cast.arcadia], by=cast.administrator)


def set_leading(cast):
    return lambda: committees.set_leading(cast.committee, leads=False, by=cast.administrator)


# Every act: what does it, and the entries it leaves.
def freeze(cast):
    draft = draft_edition(make_round(), as_of=date(2024, 12, 31))
    return lambda: editions.freeze(draft, by=cast.administrator)


def freeze_another(cast):
    edition = freeze(cast)()
    draft = draft_edition(edition.round, as_of=edition.as_of, note="A name was wrong.")
    return lambda: editions.freeze(draft, by=cast.administrator)


def seat_offer(cast):
    return people.SeatOffer(cast.committee, make_constituency("migrants"), SeatRole.REPORTER)


def invite(cast, address="invited@example.org"):
    offer = seat_offer(cast)
    return lambda: people.invite(address, offer, by=cast.coordinator)


def invite_again(cast):
    invite(cast)()
    return invite(cast)


def withdraw_invitation(cast):
    sent = invite(cast)()
    return lambda: people.withdraw(sent, by=cast.coordinator)


def take(cast):
    sent = invite(cast, cast.stranger.email)()
    return lambda: people.take(sent, by=cast.stranger)


def receive_a_file(cast):
    made = drafted(cast)
    return lambda: files.receive([never_on_disk()], report=made.uuid, by=cast.reporter)


def receive_two_files(cast):
    made = drafted(cast)
    two = [never_on_disk(), never_on_disk(b"%PDF-1.7 other")]
    return lambda: files.receive(two, report=made.uuid, by=cast.reporter)


def confirm_a_file(cast):
    file = clean_file(drafted(cast))
    return lambda: files.confirm(file, by=cast.reporter)


def remove_a_file(cast):
    file = clean_file(drafted(cast))
    return lambda: files.remove(file, by=cast.reporter)


def take_second_factor(cast):
    return lambda: accounts.take_second_factor(cast.reviewer, by=cast.administrator)


def anonymise(cast):
    return lambda: anonymising.anonymise(cast.observer, by=cast.administrator)


ACTS = {
    **WORK_ACTS,
    "anonymising.anonymise": [(anonymise, ["person.anonymised"])],
    "files.receive": [
        (receive_a_file, ["file.received"]),
        (receive_two_files, ["file.received", "file.received"]),
    ],
    "files.confirm": [(confirm_a_file, ["file.confirmed"])],
    "files.remove": [(remove_a_file, ["file.removed"])],
    "drafts.keep": [(keep_draft, ["draft.begun"])],
    "drafts.write": [(write_report, ["report.drafted"]), (write_report_again, ["report.redrafted"])],
    "accounts.take_second_factor": [(take_second_factor, ["person.second_factor"])],
    "reports.draft": [(lambda cast: lambda: draft(cast), ["report.drafted"])],
    "reports.redraft": [(redraft, ["report.redrafted"])],
    "reports.submit": [(submit, ["report.submitted"])],
    "reports.publish": [
        (publish, ["report.published"]),
        (publish_a_correction, ["report.superseded", "report.published"]),
    ],
    "people.invite": [
        (invite, ["invitation.sent"]),
        (invite_again, ["invitation.withdrawn", "invitation.sent"]),
    ],
    "people.withdraw": [(withdraw_invitation, ["invitation.withdrawn"])],
    "people.take": [(take, ["invitation.accepted"])],
    "reports.send_back": [(send_back, ["report.sent_back"])],
    "disputes.acknowledge": [(acknowledge, ["dispute.acknowledged"])],
    "disputes.decide": [
        (decide_a_dispute, ["dispute.decided"]),
        (decide_to_withdraw, ["report.withdrawn", "dispute.decided"]),
    ],
    "replies.reply": [(reply, ["reply.given"]), (reply_again, ["reply.replaced", "reply.given"])],
    "replies.withdraw_reply": [(withdraw_reply, ["reply.withdrawn"])],
    "replies.redact": [(redact, ["reply.redacted"])],
    "reports.take_back": [(take_back, ["report.taken_back"])],
    "reports.withdraw": [(withdraw, ["report.withdrawn"])],
    "commitments.propose": [(propose, ["commitment.proposed"])],
    "committees.set_leading": [(set_leading, ["committee.leading"])],
    "editions.freeze": [
        (freeze, ["round.closed", "edition.frozen"]),
        (freeze_another, ["edition.frozen"]),
    ],
    "memberships.set_members": [(set_members, ["process.members"])],
    "new_targets.add_target": [(add_target, ["target.added"])],
    "commitments.revise": [(revise_commitment, ["commitment.revised"])],
    "targets.revise": [(revise_target, ["target.revised"])],
    "targets.revise_place": [(revise_place, ["place_target.revised"])],
    "changes.keeping.keep": [(keep_changes, ["place_target.revised", "place_target.revised"])],
}
ACTS |= MORE_ACTS | DESK_ACTS | CHANGE_ACTS | IMPORT_ACTS
ACTS |= {name: [*ACTS.get(name, []), *cases] for name, cases in FILE_ACTS.items()}
CASES = [(name, prepare, left) for name, cases in ACTS.items() for prepare, left in cases]
TOUCHES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"|(FOR UPDATE|FOR NO KEY UPDATE)')
CHAIN = {f"tracker_{name}" for name in ("auditevent", "actorref", "objectsalt")}
# By every act after the chain, so that no two wait for each other.
VERSION = "tracker_publication"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@contextmanager
def undone():
    """What happens in here is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def acts_in_the_code():
    """Every public function of the actions that is atomic and is told who acts."""
    for module in pkgutil.walk_packages(actions.__path__, f"{actions.__name__}."):
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            own = function.__module__ == found.__name__ and not name.startswith("_")
            if own and hasattr(function, "__wrapped__") and "by" in inspect.signature(function).parameters:
                yield f"{module.name.removeprefix(actions.__name__ + '.')}.{name}"


def actions_left(since=0):
    return list(AuditEvent.objects.filter(seq__gt=since).order_by("seq").values_list("action", flat=True))


def everything_in_the_chain():
    return json.dumps(list(AuditEvent.objects.values()), default=str)


def test_every_act_of_the_code_is_tried_here():
    assert set(acts_in_the_code()) == set(ACTS)


def test_every_word_recorded_in_the_code_is_in_the_list():
    texts = [file.read_text(encoding="utf-8") for file in (HERE / "tracker").glob("**/*.py")]

    words = {word for text in texts for word in re.findall(r'record\(\s*"([^"]+)"', text)}

    assert "report.published" in words
    assert words - set(Act.values) == set()
    assert all(act.label for act in Act)


def test_act_leaves_one_entry_for_each_effect(cast):
    found = {}
    for name, prepare, left in CASES:
        with undone():
            act = prepare(cast)
            before = AuditEvent.objects.count()
            act()
            found[name, *left] = actions_left(since=before), verify_audit().fault

    assert found == {(name, *left): (left, None) for name, _, left in CASES}


def test_entries_are_the_last_thing_an_act_writes(cast):
    for name, prepare, left in CASES:
        with undone():
            act = prepare(cast)
            with CaptureQueriesContext(connection) as seen:
                act()

        touched = [TOUCHES.search(query["sql"]) for query in seen.captured_queries]
        tables = [found[1] or found[2] for found in touched if found]
        first = next(number for number, table in enumerate(tables) if table in CHAIN)
        assert set(tables[:first]) - CHAIN, name
        assert set(tables[first:]) <= CHAIN | {VERSION}, name
        assert tables[first:].count("tracker_auditevent") == len(left), name


def test_act_that_is_undone_leaves_no_entry(cast):
    for name, prepare, _left in CASES:
        with undone():
            act = prepare(cast)
            before = actions_left()
            with undone():
                act()
                assert actions_left() != before, name
            assert actions_left() == before, name


def test_effect_goes_when_it_cannot_be_written_down(cast):
    connection.check_constraints()
    execute("ALTER TABLE tracker_auditevent RENAME TO mislaid")

    with pytest.raises(DatabaseError), transaction.atomic():
        drafted(cast)

    assert ProgressReport.objects.count() == 0


def test_act_done_again_without_an_effect_leaves_nothing(cast):
    token = uuid4()
    made = draft(cast, token)
    reports.submit(made, by=cast.reporter)
    before = actions_left()

    draft(cast, token)
    reports.submit(made, by=cast.reporter)
    saying = commitments.saying_of(cast.commitment)
    commitments.revise(cast.commitment, saying, by=cast.administrator, reason="Nothing.")

    assert before == ["report.drafted", "report.submitted"]
    assert actions_left() == before


def test_entry_says_who_and_what_by_codes_alone(cast):
    made = published(cast)

    events = list(AuditEvent.objects.order_by("seq"))

    refs = dict(ActorRef.objects.values_list("user", "ref"))
    assert [(one.seq, one.action, one.actor_ref, one.object_ref) for one in events] == [
        (1, "report.drafted", refs[cast.reporter.pk], str(made.uuid)),
        (2, "report.submitted", refs[cast.reporter.pk], str(made.uuid)),
        (3, "report.published", refs[cast.reviewer.pk], str(made.uuid)),
    ]
    assert refs[cast.reporter.pk] != refs[cast.reviewer.pk]
    assert [one.at for one in events] == sorted(one.at for one in events)
    assert abs((timezone.now() - events[-1].at).total_seconds()) < 60


def test_act_of_the_product_itself_has_no_actor(db):
    assert record("report.drafted", by=None, about="report-1").actor_ref is None


def test_digest_seals_what_the_published_report_says(cast):
    made = published(cast)
    event = AuditEvent.objects.get(action="report.published")
    salt = ObjectSalt.objects.get(object_ref=made.uuid).salt

    def sealed():
        kept = ProgressReport.objects.get(pk=made.pk)
        return digest_of({"version": kept.version, "entry": asdict(entry_of(kept))}, salt=salt)

    assert sealed() == event.digest
    ProgressReport.objects.filter(pk=made.pk).update(narrative="Never mind.")
    assert sealed() != event.digest


def test_chain_quotes_nobody_and_nothing(cast):
    returned(cast, reason="Ask Ada Lovelace on page 12.")
    published(cast, figure(6_500, narrative="Told by Grace Hopper."))
    revise_commitment(cast)()
    revise_target(cast)()
    people = [value for user in User.objects.all() for value in (user.name, user.email)]
    typed = [
        "Ada Lovelace",
        "Grace Hopper",
        "Weighs more",
        "Said better",
        "Yearbook",
        "stats.example.org",
    ]

    chain = everything_in_the_chain().casefold()

    elsewhere = json.dumps(list(ProgressReport.objects.values()), default=str)
    assert "Ada Lovelace" in elsewhere
    assert "Grace Hopper" in elsewhere
    assert len(people) == 12
    assert [word for word in [*people, *typed] if word.casefold() in chain] == []


def test_forgotten_person_leaves_a_whole_chain_and_no_way_back(cast):
    published(cast)
    event = record("report.drafted", by=cast.reviewer, about=cast.reporter, name=cast.reporter.name)
    ref = ActorRef.objects.get(user=cast.reporter).ref
    before = everything_in_the_chain()

    forget(cast.reporter)

    assert event.object_ref == str(ref)
    assert everything_in_the_chain() == before
    assert verify_audit() == Verdict(4, None)
    assert not ActorRef.objects.filter(ref=ref).exists()
    assert not ObjectSalt.objects.filter(object_ref=ref).exists()
    assert ActorRef.objects.filter(user=cast.reviewer).exists()
    assert cast.reporter.name not in before
    assert cast.reporter.email not in before


def test_forgotten_person_who_acts_again_has_another_name(cast):
    first = record("report.drafted", by=cast.reporter, about="report-1").actor_ref

    forget(cast.reporter)

    assert record("report.drafted", by=cast.reporter, about="report-1").actor_ref not in {None, first}


@pytest.mark.parametrize(
    ("action", "about"),
    [
        ("report.burnt", "report-1"),
        ("report.drafted", "Ada Person"),
        ("report.drafted", "ada@example.org"),
        ("report.drafted", ""),
    ],
)
def test_act_that_cannot_be_written_down_is_refused(db, action, about):
    with pytest.raises(NotRecordable):
        record(action, by=None, about=about)

    assert actions_left() == []


@pytest.mark.django_db(transaction=True)
def test_act_outside_a_transaction_is_refused():
    with pytest.raises(NotRecordable, match="transaction"):
        record("report.drafted", by=None, about="report-1")
    with transaction.atomic():
        record("report.drafted", by=None, about="report-1")

    assert actions_left() == ["report.drafted"]


def appended_by_many(folder, call):
    """What many processes came to: on this PostgreSQL, or on a SQLite file of their own."""
    environment = {**os.environ, "STATE_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "scorecard.settings"}
    if connection.vendor == "postgresql":
        server, name = os.environ["DATABASE_URL"].rsplit("/", 1)[0], connection.settings_dict["NAME"]
        environment["DATABASE_URL"] = f"{server}/{name}"
    program = f"import django; django.setup(); from tests.append_many import main; {call}"
    run = [sys.executable, "-c", program]
    done = subprocess.run(run, cwd=HERE, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.django_db(transaction=True)
def test_eight_processes_make_one_chain(tmp_path):
    found = appended_by_many(tmp_path, "main(8, 50)")

    # Measured: hundreds a second. This is no bench, only a floor that a crowded machine keeps as well.
    assert found.pop("per_second") > 20
    assert found == {"kept": 400, "refused": 0, "links": 400, "fault": None}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one write at a time, lock or no lock"
)
def test_without_the_lock_entries_are_refused_but_the_chain_never_forks(tmp_path):
    found = appended_by_many(tmp_path, "main(8, 20, locked=False)")

    assert found["refused"] > 0
    assert (found["kept"] + found["refused"], found["fault"]) == (160, None)
