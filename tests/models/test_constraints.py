"""What must be true is said to the database: every constraint refuses what breaks it, whoever writes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.models import build
from tests.models.finding_rows import FINDING_BROKEN, FINDING_FINE
from tests.models.import_rows import IMPORTS_BROKEN, IMPORTS_FINE
from tests.models.voice_rows import VOICES_BROKEN
from tests.models.work_rows import WORK_BROKEN
from tracker.enums import DisputeState, EvidenceKind, PlaceKind, ReportState, Subject
from tracker.scoring import Answer, Better, Kind

EARLY = date(2018, 12, 31)
# An invitation without anything of a seat.
NO_SEAT = {"committee": None, "constituency": None, "role": ""}
# What a file of evidence that is not clean must not have.
NO_COPY = {"copy_size": None, "copy_sha256": ""}


def _replied(cast):
    """A report of another year that has a reply."""
    report = build.public_report(cast, reference_on=EARLY)
    report.save()
    saved(build.reply(cast, report=report))
    return report


# For each constraint the rows that break it and nothing else: what is built, and what spoils it.
BROKEN = {
    **WORK_BROKEN,
    **VOICES_BROKEN,
    **FINDING_BROKEN,
    **IMPORTS_BROKEN,
    "file_number_within_its_report": [(build.another_file, {"number": 1})],
    "file_once_per_report": [(build.another_file, {"sha256": "a" * 64})],
    "file_number_within_its_reply": [(build.another_file_of_reply, {"number": 1})],
    "file_once_per_reply": [(build.another_file_of_reply, {"sha256": "a" * 64})],
    "file_of_a_report_or_a_reply": [
        (build.evidence_file, {"committee": None}),
        (build.evidence_file, lambda cast: {"reply": saved(build.reply(cast))}),
        (build.file_of_reply, {"reply": None}),
        (build.file_of_reply, lambda cast: {"committee": cast.committee}),
        (build.file_of_reply, {"original_kept": True}),
    ],
    "reply_draft_one_per_author": [
        (build.reply_draft, lambda cast: {"report": saved(build.reply_draft(cast)).report})
    ],
    "file_clean_has_a_copy": [
        (build.evidence_file, {"copy_sha256": ""}),
        (build.evidence_file, {"copy_size": None}),
        (build.evidence_file, {"state": "checking"}),
    ],
    "file_taken_out_of_a_report_with_a_reason": [
        (build.evidence_file, {"redacted_at": timezone.now()}),
        (build.evidence_file, {"redaction_reason": "A face."}),
        (
            build.evidence_file,
            {"redacted_at": timezone.now(), "redaction_reason": "A face.", "original_kept": True},
        ),
    ],
    "file_refused_with_a_reason": [
        (build.evidence_file, {"refusal": "empty"}),
        (build.evidence_file, {"state": "refused", **NO_COPY}),
    ],
    "user_email_lower_case": [(build.user, {"email": "New@example.org"})],
    "outbox_to_a_user_or_an_address": [
        (build.mail, {"address": ""}),
        (build.mail, lambda cast: {"user": cast.reporter}),
    ],
    "outbox_about_is_a_code": [
        (build.mail, {"about": "two words"}),
        (build.mail, {"about": "ada@example.org"}),
    ],
    "outbox_sent_or_given_up": [(build.mail, {"sent_at": build.INSTANT, "quarantined_at": build.INSTANT})],
    "invitation_address_lower_case": [(build.invitation, {"address": "New@example.org"})],
    "invitation_to_one_thing": [
        (build.invitation, {"role": ""}),
        (build.invitation, {"constituency": None}),
        (build.invitation, lambda cast: {"place": cast.arcadia}),
        (build.invitation, {"invited_to": "focal_point"}),
        (build.invitation, {"invited_to": "desk"}),
        (build.invitation, lambda cast: {**NO_SEAT, "invited_to": "desk", "place": cast.arcadia}),
        (build.invitation, {**NO_SEAT, "invited_to": "account", "role": "reporter"}),
        (build.invitation, NO_SEAT),
    ],
    "invitation_used_with_by_whom": [
        (build.invitation, {"used_at": build.INSTANT}),
        (build.invitation, lambda cast: {"used_by": cast.reporter}),
    ],
    "invitation_used_or_withdrawn": [
        (
            build.invitation,
            lambda cast: {
                "used_at": build.INSTANT,
                "used_by": cast.reporter,
                "withdrawn_at": build.INSTANT,
            },
        ),
    ],
    "invitation_term_ends_after_it_starts": [
        (build.invitation, {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 1, 1)}),
    ],
    "invitation_one_open_per_committee": [
        (build.invitation, lambda cast: saved(build.invitation(cast)) and {}),
    ],
    "place_level_follows_kind": [
        (build.place, {"level": 1, "parent": None}),
        (build.place, {"kind": "planet", "level": 3}),
    ],
    "place_world_has_no_parent": [(build.world, lambda cast: {"parent": cast.region, "level": 0})],
    "membership_one_open": [(build.membership, lambda cast: saved(build.membership(cast)) and {})],
    "membership_ends_after_it_starts": [
        (build.membership, {"from_on": date(2020, 1, 1), "until_on": date(2020, 1, 1)}),
    ],
    "committee_one_leads_a_place": [(build.committee, lambda cast: {"place": cast.arcadia})],
    "seat_ends_after_it_starts": [
        (build.seat, {"ends_on": date(2020, 1, 1)}),
        (build.seat, {"ends_on": date(2019, 12, 31)}),
    ],
    "seat_one_open_per_member": [(build.seat, lambda cast: {"user": cast.reporter})],
    "horizon_due_after_baseline": [(build.horizon, {"due_on": EARLY})],
    "commitment_weight_positive": [(build.commitment, {"weight": 0})],
    "commitment_says_why_not_verifiable": [
        (build.commitment, {"verifiable": False}),
        (build.commitment, {"why_not_verifiable": "Nobody counts it."}),
    ],
    "audit_seq_from_one": [(build.audit_event, {"seq": 0})],
    "audit_object_is_a_code": [
        (build.audit_event, {"object_ref": ""}),
        (build.audit_event, {"object_ref": "Ada Person"}),
        (build.audit_event, {"object_ref": "ada@example.org"}),
    ],
    "commitment_version_number_once": [(build.commitment_version, {"number": 1})],
    "commitment_version_has_a_reason": [(build.commitment_version, {"reason": ""})],
    "commitment_version_weight_positive": [(build.commitment_version, {"weight": 0})],
    "commitment_version_says_why_not": [
        (build.commitment_version, {"verifiable": False}),
        (build.commitment_version, {"why_not_verifiable": "Nobody counts it."}),
    ],
    "target_one_per_horizon": [(build.target, lambda cast: {"horizon": cast.place_target.target.horizon})],
    "target_version_number_once": [(build.target_version, {"number": 1})],
    "target_version_has_a_reason": [(build.target_version, {"reason": ""})],
    "target_version_weight_positive": [(build.target_version, {"weight": 0})],
    "target_version_tolerance_a_share": [
        (build.target_version, {"tolerance": Decimal(1)}),
        (build.target_version, {"tolerance": Decimal("-0.01")}),
    ],
    "target_version_share_within_bounds": [
        (build.target_version, {"kind": Kind.SHARE, "goal": Decimal("100.0001")}),
        (build.target_version, {"kind": Kind.SHARE, "goal": Decimal("-0.0001")}),
    ],
    "target_version_numbers_follow_kind": [
        (build.target_version, {"goal": None}),
        (build.target_version, {"change": Decimal(-60)}),
        (build.target_version, {"better": ""}),
        (build.target_version, {"kind": Kind.SHARE, "goal": None}),
        (build.target_version, {"kind": Kind.RELATIVE_CHANGE, "goal": None}),
        (build.target_version, {"kind": Kind.RELATIVE_CHANGE, "change": Decimal(-60)}),
        (build.target_version, {"kind": Kind.IMPROVE}),
        (build.target_version, {"kind": Kind.MAINTAIN, "goal": None, "better": ""}),
        (build.target_version, {"kind": Kind.MILESTONES, "better": ""}),
        (build.target_version, {"kind": Kind.YES_NO, "goal": None, "better": Better.HIGHER}),
        (build.target_version, {"kind": "hope"}),
    ],
    "place_target_once": [(build.place_target, lambda cast: {"place": cast.arcadia})],
    "place_version_number_once": [(build.place_version, {"number": 1})],
    "place_version_has_a_reason": [(build.place_version, {"reason": ""})],
    "place_version_baseline_has_a_date": [
        (build.place_version, {"baseline_on": None}),
        (build.place_version, {"baseline": None}),
    ],
    "place_version_says_why_not": [
        (build.place_version, {"applies": False}),
        (build.place_version, {"why_not": "It has no coast."}),
    ],
    "draft_one_begun_per_target": [(build.draft, lambda cast: saved(build.draft(cast)) and {})],
    "report_interest_is_named": [
        (build.report, {"conflict": "declared"}),
        (build.report, {"conflict": "none", "conflict_with": "Paid by the ministry."}),
        (build.report, {"conflict_with": "Paid by the ministry."}),
    ],
    "report_label_where_it_is_known_by_one": [
        (build.report, {"label": "k2k2k2k2"}),
        (build.report, {"label": "k2k2k2k2", "credit": "region"}),
    ],
    "report_has_author_or_series": [
        (build.report, {"author": None}),
        (build.report, {"committee": None}),
        (build.report, {"series": "a-series"}),
        (build.series_reading, {"series": ""}),
        (build.series_reading, lambda cast: {"author": cast.reporter}),
        (build.series_reading, lambda cast: {"committee": cast.committee}),
        (build.report, {"origin": "rumour"}),
    ],
    "report_figure_has_a_value": [
        (build.report, {"value": None}),
        (build.report, {"answer": Answer.NO_DATA, "grade": ""}),
    ],
    "report_observation_is_graded": [
        (build.report, {"grade": ""}),
        (build.report, {"answer": Answer.STEPS, "value": None, "grade": ""}),
        (build.report, {"answer": Answer.YES, "value": None, "grade": ""}),
        (build.report, {"answer": Answer.NO, "value": None, "grade": ""}),
    ],
    "report_public_ones_say_since_when": [
        (build.public_report, {"published_at": None}),
        (build.report, {"published_at": build.INSTANT}),
    ],
    "report_keeps_whether_its_committee_led": [
        (build.public_report, {"led": None}),
        (build.replaced_report, {"led": None}),
        (build.report, {"led": True}),
        (build.series_reading, {"led": False}),
    ],
    "report_published_by_a_decider": [
        (build.public_report, {"decided_by": None}),
        (build.replaced_report, {"decided_by": None}),
    ],
    "report_never_decided_by_its_author": [
        (build.public_report, lambda cast: {"decided_by": cast.reporter}),
        (build.report, lambda cast: {"decided_by": cast.reporter}),
    ],
    "report_returned_with_a_reason": [(build.report, {"state": ReportState.RETURNED})],
    "report_superseded_by_another": [
        (build.replaced_report, {"superseded_by": None}),
        (build.replaced_report, {"superseded_at": None}),
        (build.public_report, {"superseded_at": build.INSTANT}),
        (build.replaced_report, {"pk": 4_711, "superseded_by_id": 4_711}),
        (build.withdrawn_report, {"superseded_at": None}),
        (build.withdrawn_report, lambda cast: {"superseded_by": saved(build.public_report(cast))}),
    ],
    "report_withdrawn_with_a_reason": [(build.withdrawn_report, {"withdrawal_reason": ""})],
    "submission_number_once": [
        (build.submission, lambda cast: {"report": saved(build.submission(cast)).report}),
    ],
    "note_one_at_a_field": [(build.note, lambda cast: {"submission": saved(build.note(cast)).submission})],
    "note_says_something": [(build.note, {"text": ""})],
    "focal_point_ends_after_it_starts": [(build.focal_point, {"ends_on": date(2020, 1, 1)})],
    "focal_point_one_open": [(build.focal_point, lambda cast: saved(build.focal_point(cast)) and {})],
    "reply_one_stands": [(build.reply, lambda cast: {"report": _replied(cast)})],
    "reply_says_something": [(build.reply, {"text": ""})],
    "reply_replaced_has_ended": [(build.reply, {"replaced": True})],
    "reply_redacted_with_a_reason": [
        (build.reply, {"redacted_at": build.INSTANT}),
        (build.reply, {"redaction_reason": "A name."}),
    ],
    "dispute_says_something": [(build.dispute, {"text": ""})],
    "dispute_decided_with_reasons": [
        (build.decided_dispute, {"reasons": ""}),
        (build.decided_dispute, {"outcome": ""}),
        (build.decided_dispute, {"decided_by": None}),
        (build.dispute, {"outcome": "upheld"}),
    ],
    "dispute_taken_up_says_since_when": [(build.dispute, {"state": DisputeState.ACKNOWLEDGED})],
    "dispute_address_goes_with_the_decision": [(build.decided_dispute, {"email": "a@example.org"})],
    "report_one_published_per_committee": [
        (build.public_report, lambda cast: saved(build.public_report(cast, value=6_000)) and {})
    ],
    "report_one_published_per_series": [
        (build.series_reading, lambda cast: saved(build.series_reading(cast, series="another")) and {})
    ],
    "evidence_link_has_an_address": [(build.evidence, {"url": ""})],
    "score_one_per_place_and_key": [(build.score, {"key": "all"})],
    "score_one_per_process_and_key": [
        (build.score_of_process, lambda cast: saved(build.score_of_process(cast)) and {})
    ],
    "score_of_a_place_or_a_process": [
        (build.score, {"place": None}),
        (build.score_of_process, lambda cast: {"place": cast.arcadia}),
    ],
    "dirty_of_a_place_or_a_process": [
        (build.dirty, {"place": None}),
        (build.dirty, lambda cast: {"process": build.process()}),
    ],
    "round_closes_after_it_opens": [(build.round_of_reports, {"closes_on": date(2026, 1, 1)})],
    "edition_one_of_each_number": [
        (build.edition, lambda cast: saved(build.first_edition()) and {"slug": "other"})
    ],
    "edition_that_replaces_says_why": [(build.edition, {"number": 2}), (build.edition, {"number": 0})],
    "edition_part_once": [(build.edition_part, lambda cast: saved(build.first_part()) and {})],
    "publication_is_one_row": [(build.publication, {"pk": 2})],
    "score_subject_is_named": [
        (build.score, {"subject": Subject.COMMITMENT}),
        (build.score, {"subject": Subject.OBJECTIVE}),
        (build.score, lambda cast: {"objective": cast.objective}),
        (build.score, lambda cast: {"commitment": cast.commitment}),
    ],
}
# What stands close to each limit and is fine: without these, a constraint that refuses everything would pass.
FINE = [
    *FINDING_FINE,
    *IMPORTS_FINE,
    (build.round_of_reports, {"closes_on": date(2026, 1, 2)}),
    (build.edition, {}),
    (build.edition, {"number": 2, "note": "A name was wrong."}),
    (build.edition_part, {}),
    (build.user, {}),
    (build.place, {}),
    (build.place, {"kind": PlaceKind.LOCAL}),
    (build.world, {}),
    (build.membership, {}),
    (build.membership, {"from_on": date(2020, 1, 1), "until_on": date(2020, 1, 2)}),
    (build.membership, lambda cast: saved(build.membership(cast)) and {"until_on": date(2020, 1, 2)}),
    (build.committee, {}),
    (build.committee, lambda cast: {"place": cast.arcadia, "leads": False}),
    (build.seat, {}),
    (build.seat, {"ends_on": date(2020, 1, 2)}),
    (build.seat, lambda cast: {"user": cast.reporter, "ends_on": date(2021, 1, 1)}),
    (build.horizon, {}),
    (build.invitation, {**NO_SEAT, "invited_to": "desk"}),
    (build.invitation, {**NO_SEAT, "invited_to": "account"}),
    (build.commitment, {}),
    (build.commitment, {"verifiable": False, "why_not_verifiable": "Nobody counts it."}),
    (build.commitment_version, {}),
    (build.commitment_version, {"verifiable": False, "why_not_verifiable": "Nobody counts it."}),
    (build.target, {}),
    (build.target_version, {}),
    (build.target_version, {"tolerance": Decimal(0)}),
    (build.target_version, {"kind": Kind.SHARE, "goal": Decimal(0)}),
    (build.target_version, {"kind": Kind.SHARE, "goal": Decimal(100)}),
    (build.target_version, {"kind": Kind.RELATIVE_CHANGE, "goal": None, "change": Decimal(-60)}),
    (build.target_version, {"kind": Kind.IMPROVE, "goal": None}),
    (build.target_version, {"kind": Kind.MAINTAIN, "goal": None}),
    (build.target_version, {"kind": Kind.MILESTONES, "goal": None, "better": ""}),
    (build.target_version, {"kind": Kind.YES_NO, "goal": None, "better": ""}),
    (build.place_target, {}),
    (build.place_version, {}),
    (build.place_version, {"baseline": None, "baseline_on": None}),
    (build.place_version, {"applies": False, "why_not": "It has no coast."}),
    (build.report, {}),
    (build.report, {"answer": Answer.NO_DATA, "value": None, "grade": ""}),
    (build.report, {"state": ReportState.RETURNED, "return_reason": "Name the page."}),
    (build.public_report, {}),
    (build.public_report, {"led": False}),
    (build.public_report, lambda cast: saved(build.public_report(cast, reference_on=EARLY)) and {}),
    (build.replaced_report, lambda cast: saved(build.public_report(cast)) and {}),
    (build.withdrawn_report, {}),
    (build.submission, {}),
    (build.submission, lambda cast: {"report": saved(build.submission(cast)).report, "number": 2}),
    (build.note, {}),
    (build.focal_point, {}),
    (build.focal_point, {"ends_on": date(2021, 1, 1)}),
    (build.reply, {}),
    (build.dispute, {"email": "a@example.org"}),
    (build.decided_dispute, {}),
    (build.series_reading, lambda cast: saved(build.public_report(cast)) and {}),
    (build.evidence, {}),
    (build.evidence, {"kind": EvidenceKind.SOURCE, "url": ""}),
    (build.evidence_file, {}),
    (build.another_file, {}),
    (build.another_file, {"sha256": "a" * 64, "state": "refused", "refusal": "unreadable", **NO_COPY}),
    (build.score, {}),
    (build.score_of_process, {}),
    (build.dirty, {}),
    (build.dirty, lambda cast: saved(build.dirty(cast)) and {}),
    (build.dirty, lambda cast: {"place": None, "process": build.process()}),
    (build.publication, {}),
    (build.score, lambda cast: {"subject": Subject.OBJECTIVE, "objective": cast.objective}),
    (build.score, lambda cast: {"subject": Subject.COMMITMENT, "commitment": cast.commitment}),
]


def saved(row):
    row.save(force_insert=True)
    return row


def spoiled(cast, make, changes):
    return make(cast, **(changes(cast) if callable(changes) else changes))


def told(value):
    return value.__name__ if callable(value) else None


@pytest.mark.parametrize(
    ("name", "make", "changes"),
    [(name, *attempt) for name, attempts in BROKEN.items() for attempt in attempts],
    ids=told,
)
def test_database_refuses_what_breaks_the_constraint(cast, name, make, changes):
    row = spoiled(cast, make, changes)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save(force_insert=True)

    assert build.broken_by(refused.value) == name


@pytest.mark.parametrize(("make", "changes"), FINE, ids=told)
def test_database_takes_what_breaks_none(cast, make, changes):
    row = saved(spoiled(cast, make, changes))

    assert type(row).objects.filter(pk=row.pk).exists()


def test_every_constraint_has_a_row_that_tries_to_break_it():
    assert set(BROKEN) == set(build.constraints())


def test_constraint_without_a_test_would_be_found(monkeypatch):
    named = build.constraints()
    monkeypatch.delitem(BROKEN, "seat_one_open_per_member")

    assert set(named) - set(BROKEN) == {"seat_one_open_per_member"}
