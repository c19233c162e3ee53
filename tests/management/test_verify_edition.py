"""The command that holds editions against their bytes, the record of acts and the facts."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import LEVEL, apply_target, figure, make_commitment, make_place, make_target, published
from tests.editions import frozen, make_round
from tests.seal import execute, lift
from tracker.actions.targets import Wording
from tracker.enums import PlaceKind
from tracker.models import (
    AuditEvent,
    CommitmentVersion,
    EditionPart,
    ObjectSalt,
    Place,
    ProgressReport,
    TargetVersion,
)
from tracker.models.editions import packed
from tracker.scoring import METHOD_VERSION

A_DAY = date(2026, 10, 31)
FINE = "is what was frozen, and what the facts give."


@pytest.fixture
def edition(cast):
    """An edition with one reading, and a second edition beside it that nobody spoils."""
    published(cast, figure(7_000, 2021))
    ProgressReport.objects.update(published_at="2022-06-01T12:00Z")
    return frozen(make_round("first"), as_of=A_DAY, by=cast.administrator)


@pytest.fixture
def other(edition, cast):
    return frozen(make_round("second"), as_of=date(2020, 1, 31), by=cast.administrator)


def verified(*which):
    """What the command prints, and with what it ends."""
    out = StringIO()
    try:
        call_command("verify_edition", *which, stdout=out)
    except CommandError as ended:
        return out.getvalue().splitlines(), str(ended), ended.returncode
    return out.getvalue().splitlines(), "", 0


def test_untouched_editions_are_what_they_were(edition, other):
    assert verified("--all") == ([f"first: {FINE}", f"second: {FINE}"], "", 0)
    assert verified("second") == ([f"second: {FINE}"], "", 0)


def test_without_editions_there_is_nothing_to_say(db):
    assert verified("--all") == (["There is no edition yet."], "", 0)


@pytest.mark.parametrize("which", [(), ("first", "--all")])
def test_one_is_named_or_all_are_asked_for(db, which):
    with pytest.raises(CommandError):
        call_command("verify_edition", *which)


def test_unknown_edition_is_refused(edition):
    assert verified("nothing") == ([], "There is no edition nothing.", 1)


def test_fact_that_was_changed_is_named_with_every_mark_it_moves(edition, other):
    ProgressReport.objects.update(value=4_000)

    lines, ended, code = verified("--all")

    assert any(
        line.startswith("first: places/arcadia GCM10-9:5: ")
        and "status is overdue, and the facts give" in line
        for line in lines
    )
    assert {line.split()[1] for line in lines if line.startswith("first")} == {
        "places/arcadia",
        "places/m49-901",
        "places/m49-902",
        "places/world",
    }
    assert lines[-1] == f"second: {FINE}"
    assert (ended, code) == ("Not what they were: first.", 1)


def test_fact_that_cannot_be_read_stops_that_edition_alone(edition, other):
    TargetVersion.objects.update(steps=[{"on": "nonsense"}])
    CommitmentVersion.objects.update(in_force_from=date(2026, 1, 1))

    lines, ended, code = verified("--all")

    (first,) = [line for line in lines if line.startswith("first")]
    assert first.startswith("first: the facts cannot be computed again: places/arcadia: ValueError: ")
    assert "nonsense" in first
    assert any("GCM10-9: is in the edition, and the facts give nothing of the kind" in line for line in lines)
    assert (ended, code) == ("Not what they were: first, second.", 1)


def test_payload_that_was_changed_is_found_twice(edition, other):
    lift()
    part = EditionPart.objects.get(edition=edition, holder="places/arcadia")
    spoiled = part.text.replace(b'"status":"overdue"', b'"status":"missed"')
    EditionPart.objects.filter(pk=part.pk).update(packed=packed(spoiled))

    lines, ended, code = verified("--all")

    assert lines[0].startswith("first: the stored bytes are not those that were frozen: their digest is ")
    assert lines[1] == ("first: places/arcadia GCM10-9:5: status is missed, and the facts give overdue")
    assert lines[2:] == [f"second: {FINE}"]
    assert (ended, code) == ("Not what they were: first.", 1)


@pytest.mark.parametrize("holder", ["places/arcadia", ""])
def test_payload_that_is_no_payload_any_more_is_found(edition, other, holder):
    lift()
    EditionPart.objects.filter(edition=edition, holder=holder).update(packed=b"spoiled")

    lines, ended, code = verified("--all")

    assert lines[0] == f"first: the part {holder or 'around the marks'} cannot be read"
    assert lines[-1] == f"second: {FINE}"
    assert (ended, code) == ("Not what they were: first.", 1)


def test_payload_that_is_no_json_any_more_is_found(edition):
    lift()
    for holder in ("", "places/arcadia"):
        part = EditionPart.objects.filter(edition=edition, holder=holder).order_by("number").first()
        EditionPart.objects.filter(pk=part.pk).update(packed=packed(b"no json"))

    lines, _ended, code = verified("first")

    assert lines[1:] == [
        "first: what stands before the marks cannot be read",
        "first: places/arcadia cannot be read",
    ]
    assert code == 1


def test_payload_and_digest_changed_together_are_found_by_the_record(edition):
    lift()
    part = EditionPart.objects.filter(edition=edition).order_by("number").first()
    text = part.text.replace(b'"Arcadia"', b'"Utopia"')
    EditionPart.objects.filter(pk=part.pk).update(packed=packed(text))
    lines, _ended, _code = verified("first")
    digest = lines[0].rpartition(" ")[2]
    execute("UPDATE tracker_edition SET digest = %s, size = size - 1 WHERE id = %s", [digest, edition.pk])

    assert verified("first") == (
        ["first: the record of acts names another digest, day or method"],
        "Not what they were: first.",
        1,
    )


def test_edition_that_no_act_froze_is_found(edition):
    lift()
    AuditEvent.objects.filter(action="edition.frozen").delete()

    assert verified("first")[0] == ["first: the record of acts does not know that it was frozen"]


def test_record_whose_salt_is_gone_says_nothing_against_it(edition):
    ObjectSalt.objects.filter(object_ref="first").delete()

    assert verified("first") == ([f"first: {FINE}"], "", 0)


def test_edition_by_another_method_is_neither_right_nor_wrong(edition, other):
    lift()
    ObjectSalt.objects.filter(object_ref="first").delete()
    execute("UPDATE tracker_edition SET method_version = %s WHERE id = %s", [METHOD_VERSION + 1, edition.pk])
    TargetVersion.objects.update(goal=5_000)
    TargetVersion.objects.update(goal=4_000)

    lines, ended, code = verified("--all")

    assert lines == [
        f"first: it was made by version {METHOD_VERSION + 1} of the method, and this is version "
        f"{METHOD_VERSION}: its marks can neither be confirmed nor called wrong here",
        f"second: {FINE}",
    ]
    assert (ended, code) == ("Cannot be verified here: first.", 2)


def test_words_that_were_rewritten_are_named(edition):
    TargetVersion.objects.update(title="At most 4 001 by 2023")

    lines, _ended, code = verified("first")

    assert code == 1
    assert len(lines) == 1
    assert "commitment GCM10-9: targets is" in lines[0]
    assert "At most 4 001 by 2023" in lines[0]


def test_place_or_name_that_came_later_changes_no_edition(edition, cast):
    fictional = make_place("xar", PlaceKind.COUNTRY, fictional=True)
    apply_target(cast.place_target.target, fictional, baseline=10_000)
    Place.objects.filter(code="arcadia").update(names={"en": "The Arcadian Republic"})

    assert verified("first") == ([f"first: {FINE}"], "", 0)


def test_commitment_that_is_dated_back_is_seen(edition, cast):
    commitment = make_commitment("GCM10-8", objective=cast.objective)
    apply_target(make_target(commitment, 5, Wording(**LEVEL)), cast.arcadia, baseline=10_000)

    lines, _ended, code = verified("first")

    assert code == 1
    assert lines[0] == "first: commitment GCM10-8: the facts give it, and the edition has none"


def test_many_differences_are_cut_short(edition, cast, monkeypatch):
    for number in range(60):
        commitment = make_commitment(f"GCM10-{number + 20}", objective=cast.objective)
        apply_target(make_target(commitment, 5, Wording(**LEVEL)), cast.arcadia, baseline=10_000)

    lines, _ended, _code = verified("first")

    assert len(lines) == 51
    assert lines[-1] == "first: and more"
