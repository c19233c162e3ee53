"""Rows that the database takes, unsaved, each to be spoiled in one point; and how a refusal names what was broken."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from django.apps import apps
from django.db import connection

from tests.cast import ADOPTED_ON, BASELINE_ON, DUE, make_constituency, make_horizon
from tests.seal import lift
from tracker.enums import (
    Cause,
    DisputeGround,
    DisputeState,
    NoteAt,
    Origin,
    Outcome,
    PlaceKind,
    ReportOrigin,
    ReportState,
    Scope,
    SeatRole,
    Subject,
)
from tracker.models import (
    Area,
    AuditEvent,
    Commitment,
    CommitmentVersion,
    Committee,
    DirtyScore,
    Dispute,
    Draft,
    Edition,
    EditionPart,
    Evidence,
    EvidenceFile,
    FocalPoint,
    Horizon,
    Invitation,
    Membership,
    Outbox,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    Process,
    ProgressReport,
    Publication,
    Reply,
    ReplyDraft,
    ReviewNote,
    Round,
    Score,
    Seat,
    Submission,
    Target,
    TargetVersion,
    User,
)
from tracker.models.editions import packed
from tracker.scoring import Answer, Better, Kind, Mark

INSTANT = "2022-06-01T12:00Z"


def user(cast, **changes):
    return User(**{"email": "new@example.org", "name": "New", **changes})


def mail(cast, **changes):
    return Outbox(**{"kind": "invitation", "address": "new@example.org", "about": "a-code", **changes})


def invitation(cast, **changes):
    values = {
        "address": "new@example.org",
        "committee": cast.committee,
        "constituency": make_constituency("migrants"),
        "role": SeatRole.REPORTER,
        "token_digest": uuid4().hex,
        "invited_by": cast.administrator,
        "expires_at": INSTANT,
    }
    return Invitation(**{**values, **changes})


def place(cast, **changes):
    values = {"code": "syldavia", "kind": PlaceKind.COUNTRY, "names": {"en": "Syldavia"}}
    return Place(**{**values, "parent": cast.subregion, **changes})


def audit_event(cast, **changes):
    """The next link of the chain. The triggers that seal it are out of the way: the rule itself is asked."""
    lift()
    head = AuditEvent.objects.order_by("-seq").first()
    values = {
        "at": INSTANT,
        "action": "report.drafted",
        "object_ref": "a-code",
        "digest": "d" * 64,
        "hash": "h" * 64,
    }
    known = {"seq": head.seq + 1 if head else 1, "prev": head.hash if head else "0" * 64}
    return AuditEvent(**{**values, **known, **changes})


def world(cast, **changes):
    """A second world. The trigger of the same rule is out of the way until the test's transaction ends."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        on_postgresql = connection.vendor == "postgresql"
        cursor.execute(
            "DROP TRIGGER place_parent_higher ON tracker_place"
            if on_postgresql
            else "DROP TRIGGER place_parent_higher_insert"
        )
    return place(cast, **{"code": "mars", "kind": PlaceKind.WORLD, "parent": None, **changes})


def process():
    return Process.objects.get_or_create(code="talks", defaults={"name": "Talks", "region": "Somewhere"})[0]


def membership(cast, **changes):
    return Membership(**{"process": process(), "place": cast.arcadia, **changes})


def committee(cast, **changes):
    values = {"slug": f"new-{uuid4().hex[:8]}", "name": "New", "place": cast.region}
    return Committee(**{**values, **changes})


def seat(cast, **changes):
    values = {
        "committee": cast.committee,
        "user": cast.administrator,
        "constituency": make_constituency("migrants"),
        "role": SeatRole.REPORTER,
        "starts_on": date(2020, 1, 1),
    }
    return Seat(**{**values, **changes})


def horizon(cast, **changes):
    return Horizon(**{"years": 7, "baseline_on": BASELINE_ON, "due_on": date(2025, 12, 31), **changes})


def commitment(cast, **changes):
    values = {
        "code": "GCM10-7",
        "title": "Another",
        "text": "Another text.",
        "objective": cast.objective,
        "area": Area.objects.get(),
        "scope": Scope.EACH_STATE,
        "origin": Origin.PROPOSED,
    }
    return Commitment(**{**values, **changes})


def commitment_version(cast, **changes):
    values = {
        "commitment": cast.commitment,
        "number": 2,
        "in_force_from": ADOPTED_ON,
        "reason": "Clearer.",
        "title": "Another",
        "text": "Another text.",
        "weight": 1,
        "status": "adopted",
        "verifiable": True,
    }
    return CommitmentVersion(**{**values, **changes})


def target(cast, **changes):
    return Target(**{"commitment": cast.commitment, "horizon": make_horizon(12), **changes})


def target_version(cast, **changes):
    values = {
        "target": cast.place_target.target,
        "number": 2,
        "in_force_from": ADOPTED_ON,
        "reason": "Stricter.",
        "title": "At most 3 000",
        "kind": Kind.LEVEL,
        "better": Better.LOWER,
        "goal": Decimal(3_000),
        "due_on": DUE[5],
    }
    return TargetVersion(**{**values, **changes})


def place_target(cast, **changes):
    return PlaceTarget(**{"target": cast.place_target.target, "place": cast.world, **changes})


def place_version(cast, **changes):
    values = {
        "place_target": cast.place_target,
        "number": 2,
        "in_force_from": ADOPTED_ON,
        "reason": "Recounted.",
        "baseline": Decimal(9_000),
        "baseline_on": BASELINE_ON,
    }
    return PlaceTargetVersion(**{**values, **changes})


def report(cast, **changes):
    """A draft."""
    values = {
        "place_target": cast.place_target,
        "committee": cast.committee,
        "author": cast.reporter,
        "answer": Answer.FIGURE,
        "value": Decimal(7_000),
        "grade": "B",
        "reference_on": date(2021, 12, 31),
        "written_at": INSTANT,
    }
    return ProgressReport(**{**values, **changes})


def draft(cast, **changes):
    """What the reporter typed about the cast's target."""
    values = {
        "place_target": cast.place_target,
        "committee": cast.committee,
        "author": cast.reporter,
        "begun_at": INSTANT,
        "saved_at": INSTANT,
    }
    return Draft(**{**values, **changes})


def public_report(cast, **changes):
    values = {
        "state": ReportState.PUBLISHED,
        "published_at": INSTANT,
        "decided_by": cast.reviewer,
        "led": True,
    }
    return report(cast, **{**values, **changes})


def replaced_report(cast, **changes):
    newer = public_report(cast, reference_on=date(2019, 12, 31))
    newer.save()
    values = {"state": ReportState.SUPERSEDED, "superseded_at": INSTANT, "superseded_by": newer}
    return public_report(cast, **{**values, **changes})


def withdrawn_report(cast, **changes):
    values = {"state": ReportState.WITHDRAWN, "superseded_at": INSTANT, "withdrawal_reason": "Wrong page."}
    return public_report(cast, **{**values, **changes})


def submission(cast, **changes):
    kept = report(cast)
    kept.save()
    values = {"report": kept, "number": 1, "entry": {}, "digest": "d" * 64, "submitted_at": INSTANT}
    return Submission(**{**values, **changes})


def note(cast, **changes):
    kept = submission(cast)
    kept.save()
    values = {"submission": kept, "field": NoteAt.ANSWER, "text": "Why?", "author": cast.reviewer}
    return ReviewNote(**{**values, "at": INSTANT, **changes})


def focal_point(cast, **changes):
    values = {"user": cast.stranger, "place": cast.arcadia, "starts_on": date(2020, 1, 1)}
    return FocalPoint(**{**values, **changes})


def reply(cast, **changes):
    if "report" not in changes:
        changes["report"] = public_report(cast)
        changes["report"].save()
    values = {"author": cast.stranger, "text": "We count otherwise.", "given_at": INSTANT}
    return Reply(**{**values, **changes})


def dispute(cast, **changes):
    kept = public_report(cast)
    kept.save()
    values = {"report": kept, "ground": DisputeGround.FIGURE, "text": "It is 8 000.", "raised_at": INSTANT}
    return Dispute(**{**values, **changes})


def decided_dispute(cast, **changes):
    values = {"state": DisputeState.DECIDED, "decided_at": INSTANT, "decided_by": cast.reviewer}
    return dispute(cast, **{**values, "outcome": Outcome.UPHELD, "reasons": "It is not.", **changes})


def series_reading(cast, **changes):
    values = {
        "origin": ReportOrigin.SERIES,
        "series": "a-series",
        "committee": None,
        "author": None,
        "state": ReportState.PUBLISHED,
        "published_at": INSTANT,
    }
    return report(cast, **{**values, **changes})


def evidence(cast, **changes):
    kept = report(cast)
    kept.save()
    return Evidence(**{"report": kept, "title": "Yearbook", "url": "https://stats.example.org/", **changes})


def evidence_file(cast, **changes):
    kept = changes.pop("report", None) or saved_report(cast)
    values = {
        "report": kept,
        "committee": cast.committee,
        "number": 1,
        "client_name": "scan.pdf",
        "kind": "pdf",
        "size": 2_000,
        "sha256": "a" * 64,
        "state": "clean",
        "copy_size": 1_000,
        "copy_sha256": "b" * 64,
    }
    return EvidenceFile(**{**values, **changes})


def another_file(cast, **changes):
    """A second file of the same report."""
    first = evidence_file(cast)
    first.save()
    return evidence_file(cast, **{"report": first.report, "number": 2, "sha256": "c" * 64, **changes})


def file_of_reply(cast, **changes):
    """A file of a reply."""
    kept = changes.pop("of", None) or reply(cast)
    kept.save()
    file = evidence_file(cast, report=kept.report, reply=kept)
    file.report = file.committee = None
    for name, value in changes.items():
        setattr(file, name, value)
    return file


def another_file_of_reply(cast, **changes):
    """A second file of the same reply."""
    first = file_of_reply(cast)
    first.save()
    return file_of_reply(cast, **{"of": first.reply, "number": 2, "sha256": "c" * 64, **changes})


def reply_draft(cast, **changes):
    kept = changes.pop("report", None) or public_report(cast)
    kept.save()
    return ReplyDraft(**{"report": kept, "author": cast.stranger, "saved_at": INSTANT, **changes})


def saved_report(cast):
    kept = report(cast)
    kept.save()
    return kept


def score(cast, **changes):
    values = {
        "place": cast.arcadia,
        "subject": Subject.PLACE,
        "key": "all:99",
        "mark": Mark.NO_EVIDENCE,
        "coverage": Fraction(0),
        "lower": Fraction(0),
        "upper": Fraction(100),
        "applicable": 1,
        "method_version": 1,
        "as_of": date(2022, 6, 1),
        "computed_at": INSTANT,
    }
    return Score(**{**values, **changes})


def score_of_process(cast, **changes):
    return score(cast, **{"place": None, "process": process(), **changes})


def dirty(cast, **changes):
    return DirtyScore(
        **{"place": cast.arcadia, "commitment": cast.commitment, "cause": Cause.REPORT, **changes}
    )


def round_of_reports(cast=None, **changes):
    values = {"slug": "forum", "name": "Forum", "opens_on": date(2026, 1, 1), "closes_on": date(2026, 5, 31)}
    return Round(**{**values, **changes})


def first_edition(cast=None, **changes):
    of, _new = Round.objects.get_or_create(slug="forum", defaults=values_of(round_of_reports()))
    values = {
        "slug": "forum",
        "round": of,
        "number": 1,
        "title": "Forum",
        "as_of": date(2026, 5, 31),
        "frozen_at": INSTANT,
        "method_version": 1,
        "marks": 1,
        "size": 2,
        "pieces": 1,
        "digest": "d" * 64,
    }
    return Edition(**{**values, **changes})


def first_part(cast=None, **changes):
    of = Edition.objects.first() or first_edition()
    if of.pk is None:
        of.save(force_insert=True)
    return EditionPart(**{"edition": of, "number": 0, "packed": packed(b"{}"), **changes})


def edition(cast, **changes):
    """An edition. The triggers that seal editions are out of the way: the rule itself is asked."""
    lift()
    return first_edition(**changes)


def edition_part(cast, **changes):
    """A part of an edition, likewise."""
    lift()
    return first_part(**changes)


def values_of(row):
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name != "id"}


def publication(cast, **changes):
    """The one row of its table, which scoring the cast has written already."""
    Publication.objects.all().delete()
    return Publication(**{"pk": 1, **changes})


def constraints():
    """Every constraint that a model names, with its model."""
    models = apps.get_app_config("tracker").get_models()
    return {one.name: (model, one) for model in models for one in model._meta.constraints}


def broken_by(error):
    """The name of the constraint that the database says was broken."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name
    what, _, told = str(error).partition(" constraint failed: ")
    if what == "UNIQUE":
        return _unique_on(re.findall(r"(\w+)\.(\w+)", told))
    return told if what == "CHECK" else what


def _unique_on(columns):
    """SQLite names the columns of a unique constraint, not the constraint."""
    unique = {name: found for name, found in constraints().items() if hasattr(found[1], "fields")}
    for name, (model, constraint) in unique.items():
        own = [(model._meta.db_table, model._meta.get_field(field).column) for field in constraint.fields]
        if own == columns:
            return name
    return f"unique {columns}"
